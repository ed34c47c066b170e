use std::borrow::Cow;

use super::{Kind, Value};
use crate::scan::text_run;

/// A JSON string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    quoted: &'a [u8],
    has_escape: bool,
    has_lone_surrogate: bool,
}

impl<'a> Text<'a> {
    pub(super) const fn new(quoted: &'a [u8], has_escape: bool, has_lone_surrogate: bool) -> Self {
        Self { quoted, has_escape, has_lone_surrogate }
    }

    /// The characters between the quotes, with their escapes.
    fn raw(&self) -> &'a str {
        let raw = match self.quoted {
            [_, raw @ .., _] => raw,
            _ => &[],
        };
        // The reader took nothing else.
        std::str::from_utf8(raw).unwrap_or_default()
    }

    /// Whether an escape in it names one half of a surrogate pair alone.
    pub const fn has_lone_surrogate(&self) -> bool {
        self.has_lone_surrogate
    }

    /// What the string means, where it is ASCII without escapes.
    pub(crate) fn plain(&self) -> Option<&'a str> {
        (!self.has_escape).then(|| self.raw()).filter(|raw| raw.is_ascii())
    }

    /// What the string means; U+FFFD stands for each lone surrogate.
    pub fn decoded(&self) -> Cow<'a, str> {
        if self.has_escape { Cow::Owned(unescape(self.raw())) } else { Cow::Borrowed(self.raw()) }
    }
}

impl<'a> From<Text<'a>> for Value<'a> {
    fn from(text: Text<'a>) -> Self {
        Self::new(Kind::Text(text), text.quoted, text.has_lone_surrogate)
    }
}

/// What one step through escaped text finds.
enum Piece<'a> {
    Plain(&'a [u8]),
    /// An escape that stands for a character, with its source.
    Escape(&'a [u8], char),
    LoneSurrogate,
}

/// The pieces of text that the reader has already found to be escaped rightly.
fn pieces(mut rest: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        let plain = rest.iter().position(|byte| *byte == b'\\').unwrap_or(rest.len());
        if plain > 0 {
            let (piece, after) = rest.split_at_checked(plain)?;
            rest = after;
            return Some(Piece::Plain(piece));
        }
        let (length, character) = match rest.get(1)? {
            b'u' => match code_unit(rest)? {
                high @ 0xD800..=0xDBFF => match rest.get(6..).and_then(code_unit) {
                    Some(low @ 0xDC00..=0xDFFF) => {
                        let pair = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                        (12, char::from_u32(pair))
                    }
                    _ => (6, None),
                },
                unit => (6, char::from_u32(unit)),
            },
            b'b' => (2, Some('\u{8}')),
            b'f' => (2, Some('\u{c}')),
            b'n' => (2, Some('\n')),
            b'r' => (2, Some('\r')),
            b't' => (2, Some('\t')),
            other => (2, Some(char::from(*other))),
        };
        let (source, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(character.map_or(Piece::LoneSurrogate, |character| Piece::Escape(source, character)))
    })
}

/// The number of an escape `\uXXXX` at the start of a string.
fn code_unit(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(b"\\u")?.first_chunk::<4>()?;
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
}

/// Whether escaped text names a half of a surrogate pair alone.
pub(super) fn names_lone_surrogate(raw: &[u8]) -> bool {
    pieces(raw).any(|piece| matches!(piece, Piece::LoneSurrogate))
}

fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for piece in pieces(raw.as_bytes()) {
        match piece {
            // A piece of valid text between two ASCII characters.
            Piece::Plain(plain) => text.push_str(std::str::from_utf8(plain).unwrap_or_default()),
            Piece::Escape(_, character) => text.push(character),
            Piece::LoneSurrogate => text.push('\u{fffd}'),
        }
    }
    text
}

/// JSON (a string's inside, or a whole value: escapes stand in strings alone) with U+FFFD for each lone surrogate.
pub(super) fn without_lone_surrogates(raw: &[u8]) -> Vec<u8> {
    let mut json = Vec::with_capacity(raw.len());
    for piece in pieces(raw) {
        json.extend_from_slice(match piece {
            Piece::Plain(source) | Piece::Escape(source, _) => source,
            Piece::LoneSurrogate => "\u{fffd}".as_bytes(),
        });
    }
    json
}

/// Append a string to JSON, as a string in quotes.
pub fn write_text(json: &mut Vec<u8>, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    json.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let (plain, after) = rest.split_at_checked(text_run(rest, 0).end).unwrap_or((rest, &[]));
        json.extend_from_slice(plain);
        let Some((special, after)) = after.split_first() else { break };
        match special {
            b'"' | b'\\' => json.extend([b'\\', *special]),
            control => {
                json.extend_from_slice(b"\\u00");
                let halves = [control >> 4, control & 15].map(usize::from);
                json.extend(halves.iter().filter_map(|half| DIGITS.get(*half)));
            }
        }
        rest = after;
    }
    json.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;

    #[test]
    fn escapes_mean_what_they_name() {
        for (raw, expected) in [
            ("plain", "plain"),
            (r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r"\u0041\u00e9\u4E2D", "Aé中"),
            (r"a\uD83D\uDE00b", "a😀b"),
            (r"\uD83D", "\u{fffd}"),
            (r"\uDE00\uD83D", "\u{fffd}\u{fffd}"),
            (r"\uD83D\uD83D\uDE00", "\u{fffd}😀"),
            (r"\uD83D\n", "\u{fffd}\n"),
            (r"\uD83Dé", "\u{fffd}é"),
            (r"\\uD83D", r"\uD83D"),
        ] {
            assert_eq!(unescape(raw), expected, "{raw}");
        }
    }

    #[test]
    fn only_lone_surrogates_are_replaced_in_json() {
        let raw = r#"{"a\uD800":["\uDC00\n","\uD83D\uDE00",1]}"#;
        let expected = "{\"a\u{fffd}\":[\"\u{fffd}\\n\",\"\\uD83D\\uDE00\",1]}";
        assert!(names_lone_surrogate(raw.as_bytes()));
        assert_eq!(without_lone_surrogates(raw.as_bytes()), expected.as_bytes());
        assert!(!names_lone_surrogate(br#"["\uD83D\uDE00"]"#));
    }

    #[test]
    fn written_text_reads_back() {
        for text in ["", "plain", "\"\\/", "\0\u{1f}\u{7f}\n", "é中😀\u{2028}"] {
            let mut json = Vec::new();
            write_text(&mut json, text);
            let value = Reader::new(&json).value().unwrap();
            let Kind::Text(read) = value.kind() else { panic!("{text:?}") };
            assert_eq!(read.decoded(), text);
        }
    }
}
