//! JSON objects by the names of their members.

use std::borrow::Cow;

use crate::json::{Kind, Reader, Value, whole_number};

/// The members of a JSON object, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members<'a> {
    members: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Members<'a> {
    /// Read an object; a text that is anything else has no members.
    ///
    /// ```
    /// use trusthub_profiles::members::Members;
    ///
    /// let members = Members::read(br#"{"code": 1, "code": 20003, "message": "Authenticate", "details": null}"#);
    /// assert_eq!(members.number("code"), Some(20003));
    /// assert_eq!(members.text("message").as_deref(), Some("Authenticate"));
    /// assert_eq!(members.get("details"), None);
    /// assert_eq!(Members::read(b"[]").iter().count(), 0);
    /// ```
    pub fn read(text: &'a [u8]) -> Self {
        let mut members = Vec::new();
        let result = Reader::new(text).object(&mut |reader, key| {
            members.push((key.decoded(), reader.value()?));
            Ok(())
        });
        if result.is_err() {
            members.clear();
        }
        Self { members }
    }

    /// Each name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Value<'a>)> {
        self.members.iter().map(|(name, value)| (&**name, *value))
    }

    /// A member's last value, unless that is null.
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        let (_, value) = self.members.iter().rev().find(|(key, _)| key == name)?;
        (value.kind() != Kind::Null).then_some(*value)
    }

    /// A member that is a text.
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        match self.get(name)?.kind() {
            Kind::Text(text) => Some(text.decoded()),
            _ => None,
        }
    }

    /// A member that is a whole number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.get(name)
            .filter(|value| value.kind() == Kind::Number)
            .and_then(|value| whole_number(value.raw()))
    }

    /// Whether a member is true.
    pub fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.raw() == b"true")
    }

    /// The members of a member that is an object.
    pub fn members(&self, name: &str) -> Self {
        self.get(name).map(|value| Self::read(value.raw())).unwrap_or_default()
    }
}
