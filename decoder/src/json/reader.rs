use super::nesting::{Container, Nesting};
use super::text::names_lone_surrogate;
use super::{Kind, Text, Value};
use crate::scan::text_run;

/// Where a string stops being JSON, and what should have stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Bytes before the first one that is wrong.
    pub offset: usize,
    /// What would have been right, in words.
    pub expected: &'static str,
}

/// Reads one JSON text from its start to its end.
///
/// Bytes that are not UTF-8 are no JSON: within a string they are an error at its start, elsewhere at their offset.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a string.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0 }
    }

    /// A reader in the middle of a string.
    pub(crate) const fn at(bytes: &'a [u8], offset: usize) -> Self {
        Self { bytes, offset }
    }

    /// Go on after what somebody else has read.
    pub(crate) const fn skip_to(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Bytes read so far.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The first byte of the next value, or `None` at the end of the text.
    pub fn peek(&mut self) -> Option<u8> {
        self.skip_white_space();
        self.byte()
    }

    /// Nothing but white space may follow.
    pub fn end(&mut self) -> Result<(), SyntaxError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("the end of the body")),
        }
    }

    /// Read an object; `member` is called with each key, and reads its value.
    pub fn object(
        &mut self,
        member: &mut dyn FnMut(&mut Self, Text<'a>) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        self.take(b'{', "an object")?;
        if self.take_if(Container::Object.end()) {
            return Ok(());
        }
        loop {
            let key = self.key()?;
            member(self, key)?;
            if !self.comma_or(Container::Object)? {
                return Ok(());
            }
        }
    }

    /// Read an array; `element` is called with each index, and reads its value.
    pub fn array(
        &mut self,
        element: &mut dyn FnMut(&mut Self, usize) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        self.take(b'[', "an array")?;
        if self.take_if(Container::Array.end()) {
            return Ok(());
        }
        for index in 0.. {
            element(self, index)?;
            if !self.comma_or(Container::Array)? {
                break;
            }
        }
        Ok(())
    }

    /// Read any value; what an array or object holds is checked, but not handed out.
    pub fn value(&mut self) -> Result<Value<'a>, SyntaxError> {
        let kind = match self.peek() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            _ => return self.scalar(),
        };
        let start = self.offset;
        let has_lone_surrogate = self.container()?;
        Ok(Value::new(kind, self.since(start), has_lone_surrogate))
    }

    /// Read a value that holds no others.
    fn scalar(&mut self) -> Result<Value<'a>, SyntaxError> {
        let first = self.peek();
        let start = self.offset;
        let kind = match first {
            Some(b'"') => return self.text().map(Value::from),
            Some(b't') => self.literal("true", Kind::Boolean)?,
            Some(b'f') => self.literal("false", Kind::Boolean)?,
            Some(b'n') => self.literal("null", Kind::Null)?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return Err(self.error("a value")),
        };
        Ok(Value::new(kind, self.since(start), false))
    }

    /// Pass over a container, however deep: what is open are bits, so that no input can exhaust the program's stack.
    /// Whether a string or a key in it holds the escape of a lone surrogate.
    fn container(&mut self) -> Result<bool, SyntaxError> {
        let mut open = Nesting::default();
        let mut has_lone_surrogate = false;
        loop {
            // A value begins here.
            let just_opened = match self.peek() {
                Some(b'{') => Some(Container::Object),
                Some(b'[') => Some(Container::Array),
                _ => None,
            };
            let mut is_first = false;
            if let Some(container) = just_opened {
                self.offset += 1;
                open.push(container);
                is_first = true;
            } else {
                has_lone_surrogate |= self.scalar()?.has_lone_surrogate();
            }
            // The containers that end here do; in the innermost that doesn't, the next value begins.
            loop {
                let Some(container) = open.innermost() else { return Ok(has_lone_surrogate) };
                let goes_on = if is_first {
                    !self.take_if(container.end())
                } else {
                    self.comma_or(container)?
                };
                if goes_on {
                    if container == Container::Object {
                        has_lone_surrogate |= self.key()?.has_lone_surrogate();
                    }
                    break;
                }
                open.pop();
                is_first = false;
            }
        }
    }

    /// Read a key and the colon after it.
    fn key(&mut self) -> Result<Text<'a>, SyntaxError> {
        if self.peek() != Some(b'"') {
            return Err(self.error("a key in quotes"));
        }
        let key = self.text()?;
        self.take(b':', "\":\"")?;
        Ok(key)
    }

    /// Read a string, from its opening quote.
    fn text(&mut self) -> Result<Text<'a>, SyntaxError> {
        let start = self.offset;
        let mut is_ascii = true;
        let mut has_escape = false;
        let mut may_have_lone_surrogate = false;
        self.offset += 1;
        loop {
            let run = text_run(self.bytes, self.offset);
            self.offset = run.end;
            is_ascii &= run.is_ascii;
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escape = true;
                    self.offset += 1;
                    may_have_lone_surrogate |= self.escape()?;
                }
                Some(_) => {
                    return Err(self.error("an escape (a control character stands in a string)"));
                }
                None => return Err(self.error("a closing quote")),
            }
        }
        self.offset += 1;
        let quoted = self.since(start);
        if !is_ascii && std::str::from_utf8(quoted).is_err() {
            return Err(SyntaxError { offset: start, expected: "UTF-8" });
        }
        let has_lone_surrogate = may_have_lone_surrogate && names_lone_surrogate(quoted);
        Ok(Text::new(quoted, has_escape, has_lone_surrogate))
    }

    /// Read an escape after its backslash; returns whether it is half of a surrogate pair.
    fn escape(&mut self) -> Result<bool, SyntaxError> {
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.offset += 1;
                Ok(false)
            }
            Some(b'u') => {
                let digits = self.bytes_from(self.offset + 1).first_chunk::<4>();
                match digits {
                    Some(digits) if digits.iter().all(u8::is_ascii_hexdigit) => {
                        self.offset += 5;
                        let [first, second, ..] = digits;
                        let is_half =
                            matches!(first, b'd' | b'D') && !matches!(second, b'0'..=b'7');
                        Ok(is_half)
                    }
                    _ => Err(self.error("four hexadecimal digits after \\u")),
                }
            }
            _ => Err(self.error("an escape of JSON")),
        }
    }

    fn number(&mut self) -> Result<Kind<'a>, SyntaxError> {
        if self.byte() == Some(b'-') {
            self.offset += 1;
        }
        match self.byte() {
            Some(b'0') => self.offset += 1,
            _ => self.digits()?,
        }
        if self.byte() == Some(b'.') {
            self.offset += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.offset += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.offset += 1;
            }
            self.digits()?;
        }
        Ok(Kind::Number)
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let rest = self.bytes_from(self.offset);
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            return Err(self.error("a digit"));
        }
        self.offset += length;
        Ok(())
    }

    fn literal(&mut self, word: &'static str, kind: Kind<'a>) -> Result<Kind<'a>, SyntaxError> {
        if !self.bytes_from(self.offset).starts_with(word.as_bytes()) {
            return Err(self.error("true, false or null"));
        }
        self.offset += word.len();
        Ok(kind)
    }

    /// Read a comma (there is more) or the container's end (there isn't).
    fn comma_or(&mut self, container: Container) -> Result<bool, SyntaxError> {
        let more = match self.peek() {
            Some(b',') => true,
            Some(byte) if byte == container.end() => false,
            _ => return Err(self.error(container.expected())),
        };
        self.offset += 1;
        Ok(more)
    }

    fn take_if(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.offset += usize::from(is_next);
        is_next
    }

    fn take(&mut self, byte: u8, expected: &'static str) -> Result<(), SyntaxError> {
        if self.peek() != Some(byte) {
            return Err(self.error(expected));
        }
        self.offset += 1;
        Ok(())
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.offset += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.offset).copied()
    }

    /// What was read since an offset.
    fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.offset).unwrap_or_default()
    }

    fn bytes_from(&self, offset: usize) -> &'a [u8] {
        self.bytes.get(offset..).unwrap_or_default()
    }

    const fn error(&self, expected: &'static str) -> SyntaxError {
        SyntaxError { offset: self.offset, expected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value<'_>, SyntaxError> {
        let mut reader = Reader::new(text.as_bytes());
        let value = reader.value()?;
        reader.end()?;
        Ok(value)
    }

    #[test]
    fn takes_what_json_is() {
        for text in [
            "null",
            "true",
            "false",
            "0",
            "-0",
            "10.25e-3",
            "1E+9",
            r#""""#,
            r#""\u00e9\\\/""#,
            "[]",
            "{}",
            "[[],{},[1,2,\"]\"]]",
            r#"{"a":{"b":[{}]},"a":1}"#,
            " \t\r\n[ 1 , 2 ]\n",
            r#""\ud800""#,
        ] {
            assert_eq!(read(text).map(|value| value.raw()), Ok(text.trim().as_bytes()), "{text}");
        }
    }

    #[test]
    fn names_the_offset_and_what_was_expected() {
        for (text, offset, expected) in [
            ("", 0, "a value"),
            ("  ", 2, "a value"),
            ("nul", 0, "true, false or null"),
            ("undefined", 0, "a value"),
            ("01", 1, "the end of the body"),
            ("-", 1, "a digit"),
            ("1.", 2, "a digit"),
            (".5", 0, "a value"),
            ("1e+", 3, "a digit"),
            ("\"a", 2, "a closing quote"),
            ("\"a\nb\"", 2, "an escape (a control character stands in a string)"),
            (r#""\x""#, 2, "an escape of JSON"),
            (r#""\u12g4""#, 2, "four hexadecimal digits after \\u"),
            ("[1,]", 3, "a value"),
            ("[1 2]", 3, "\",\" or \"]\""),
            ("[1", 2, "\",\" or \"]\""),
            ("{\"a\" 1}", 5, "\":\""),
            ("{a:1}", 1, "a key in quotes"),
            ("{\"a\":1,}", 7, "a key in quotes"),
            ("{\"a\":1", 6, "\",\" or \"}\""),
            ("[1}", 2, "\",\" or \"]\""),
            ("{}{}", 2, "the end of the body"),
            ("[\u{a0}1]", 1, "a value"),
            ("NaN", 0, "a value"),
        ] {
            assert_eq!(read(text), Err(SyntaxError { offset, expected }), "{text:?}");
        }
    }

    #[test]
    fn passes_over_any_depth() {
        let depth = 200_000;
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read(&deep).map(|value| value.kind()), Ok(Kind::Array));
        let deep = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert_eq!(read(&deep).map(|value| value.kind()), Ok(Kind::Object));
        assert!(read(&"[".repeat(depth)).is_err());
    }

    #[test]
    fn finds_lone_surrogates_anywhere() {
        for (text, expected) in [
            (r#""\ud83d\ude00""#, false),
            (r#""\ud83d""#, true),
            (r#"{"a":[1,{"\udc00":null}]}"#, true),
            (r#"{"a":["\\ud800"]}"#, false),
        ] {
            assert_eq!(read(text).map(|value| value.has_lone_surrogate()), Ok(expected), "{text}");
        }
    }
}
