use arbitrary::{Result, Unstructured};

use super::one_in;

/// How a serializer writes JSON.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// What stands after each token.
    after_token: &'static str,
    /// Whether now and then something else stands there.
    is_uneven: bool,
    escapes: Escapes,
}

#[derive(Clone, Copy)]
enum Escapes {
    /// What must be escaped.
    Needed,
    /// What isn't ASCII as well.
    NotAscii,
    /// Slashes as well, as PHP does.
    Slashes,
    /// Now and then any character.
    Some,
}

const WHITE_SPACE: &[&str] = &["", " ", "\n", "\r\n    ", "\t", "                                "];

impl Style {
    pub(crate) const COMPACT: Self =
        Self { after_token: "", is_uneven: false, escapes: Escapes::Needed };

    pub(crate) fn choose(choices: &mut Unstructured<'_>) -> Result<Self> {
        if !one_in(choices, 2)? {
            return Ok(Self::COMPACT);
        }
        Ok(Self {
            after_token: choices.choose(WHITE_SPACE)?,
            is_uneven: one_in(choices, 4)?,
            escapes: *choices.choose(&[
                Escapes::Needed,
                Escapes::NotAscii,
                Escapes::Slashes,
                Escapes::Some,
            ])?,
        })
    }

    pub(crate) fn write_token(
        self,
        choices: &mut Unstructured<'_>,
        json: &mut Vec<u8>,
        token: &[u8],
    ) -> Result<()> {
        json.extend_from_slice(token);
        let is_other = self.is_uneven && one_in(choices, 8)?;
        let white_space = if is_other { choices.choose(WHITE_SPACE)? } else { self.after_token };
        json.extend_from_slice(white_space.as_bytes());
        Ok(())
    }

    pub(crate) fn write_text(
        self,
        choices: &mut Unstructured<'_>,
        json: &mut Vec<u8>,
        text: &str,
    ) -> Result<()> {
        json.push(b'"');
        let escapes_some = matches!(self.escapes, Escapes::Some) && one_in(choices, 4)?;
        for character in text.chars() {
            let is_escaped = match self.escapes {
                Escapes::Needed => false,
                Escapes::NotAscii => !character.is_ascii(),
                Escapes::Slashes => character == '/',
                Escapes::Some => escapes_some && one_in(choices, 16)?,
            };
            match character {
                '/' if is_escaped => json.extend_from_slice(b"\\/"),
                '"' | '\\' => json.extend([b'\\', character as u8]),
                '\n' => json.extend_from_slice(b"\\n"),
                _ if is_escaped || character < ' ' => {
                    let units = &mut [0; 2];
                    for unit in &*character.encode_utf16(units) {
                        json.extend(format!("\\u{unit:04X}").into_bytes());
                    }
                }
                _ => json.extend(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        json.push(b'"');
        Ok(())
    }
}
