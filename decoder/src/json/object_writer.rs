use super::text::write_text;

/// An object that is written member by member.
#[derive(Debug)]
pub struct ObjectWriter {
    json: Vec<u8>,
}

impl Default for ObjectWriter {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl ObjectWriter {
    /// One without members, with capacity for so many bytes of them.
    pub fn with_capacity(capacity: usize) -> Self {
        let mut json = Vec::with_capacity(capacity);
        json.push(b'{');
        Self { json }
    }

    /// The object.
    pub fn finish(mut self) -> Vec<u8> {
        self.json.push(b'}');
        self.json
    }

    /// A member whose value is written next: exactly one, as JSON.
    pub fn value(&mut self, name: &str) -> &mut Vec<u8> {
        // No value ends so.
        if self.json.last() != Some(&b'{') {
            self.json.push(b',');
        }
        write_text(&mut self.json, name);
        self.json.push(b':');
        &mut self.json
    }

    /// A member that is JSON already.
    pub fn json(&mut self, name: &str, json: &[u8]) {
        self.value(name).extend_from_slice(json);
    }

    /// A text; null where there is none.
    pub fn text<'t>(&mut self, name: &str, text: impl Into<Option<&'t str>>) {
        match text.into() {
            Some(text) => write_text(self.value(name), text),
            None => self.json(name, b"null"),
        }
    }

    /// A whole number; null where there is none.
    pub fn number(&mut self, name: &str, number: impl Into<Option<u64>>) {
        match number.into() {
            Some(number) => self.json(name, number.to_string().as_bytes()),
            None => self.json(name, b"null"),
        }
    }
}

/// Append an array to JSON, of which each element is written in turn.
pub fn write_array<T>(json: &mut Vec<u8>, elements: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    json.push(b'[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        write(json, element);
    }
    json.push(b']');
}
