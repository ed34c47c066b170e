use super::text::write_text;

/// The value of a member of a record.
#[derive(Clone, Copy, Debug)]
pub enum Member<'m> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A whole number.
    Number(u64),
    /// A time from 0, written to the microsecond.
    Milliseconds(f64),
    /// A text, which is quoted.
    Text(&'m str),
    /// JSON, as it is.
    Json(&'m [u8]),
}

impl<'m> From<Option<&'m str>> for Member<'m> {
    fn from(text: Option<&'m str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<Option<u64>> for Member<'_> {
    fn from(number: Option<u64>) -> Self {
        number.map_or(Self::Null, Self::Number)
    }
}

/// Append an object of these members to JSON.
pub fn write_record(json: &mut Vec<u8>, members: &[(&str, Member<'_>)]) {
    json.push(b'{');
    for (place, (name, member)) in members.iter().enumerate() {
        if place > 0 {
            json.push(b',');
        }
        write_text(json, name);
        json.push(b':');
        match *member {
            Member::Null => json.extend_from_slice(b"null"),
            Member::Boolean(true) => json.extend_from_slice(b"true"),
            Member::Boolean(false) => json.extend_from_slice(b"false"),
            Member::Number(number) => write_number(json, number),
            Member::Milliseconds(milliseconds) => {
                write_number(json, (milliseconds * 1000.0) as u64);
                json.extend_from_slice(b"e-3");
            }
            Member::Text(text) => write_text(json, text),
            Member::Json(value) => json.extend_from_slice(value),
        }
    }
    json.push(b'}');
}

fn write_number(json: &mut Vec<u8>, number: u64) {
    json.extend_from_slice(number.to_string().as_bytes());
}

/// Append an array to JSON, of which each element is written in turn.
pub fn write_array<T>(json: &mut Vec<u8>, elements: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    json.push(b'[');
    for (place, element) in elements.iter().enumerate() {
        if place > 0 {
            json.push(b',');
        }
        write(json, element);
    }
    json.push(b']');
}
