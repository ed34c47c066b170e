//! Records on their way to JavaScript: JSON, which takes a fraction of the code that objects made member by member do.

use crate::json::write_text;

/// A member's value.
#[derive(Clone, Copy)]
pub(super) enum Member<'m> {
    Null,
    Boolean(bool),
    Number(u64),
    /// Written to the microsecond.
    Milliseconds(f64),
    Text(&'m str),
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

/// Append an object of these members.
pub(super) fn write_record(json: &mut Vec<u8>, members: &[(&str, Member<'_>)]) {
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

/// Append an array, of which each element is written in turn.
pub(super) fn write_array<T>(json: &mut Vec<u8>, elements: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    json.push(b'[');
    for (place, element) in elements.iter().enumerate() {
        if place > 0 {
            json.push(b',');
        }
        write(json, element);
    }
    json.push(b']');
}
