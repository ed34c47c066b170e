//! What is not as the API promises.

use crate::json::Value;

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueCode {
    /// The JSON type is another; the property reads as null.
    Type,
    /// The text breaks its pattern; it is kept.
    Pattern,
    /// The text is no RFC 3339 instant; the property reads as null.
    DateTime,
    /// The text is no absolute URI, or a link that can't be followed; it is kept.
    Uri,
    /// The status is none that the API documents; it is kept.
    Status,
    /// The text names half of a surrogate pair alone; U+FFFD stands for it.
    Text,
    /// The property is absent, although a list cannot be known to end without it.
    Missing,
}

impl IssueCode {
    /// Every code, in the order of the contract.
    pub const ALL: [Self; 7] = [
        Self::Type,
        Self::Pattern,
        Self::DateTime,
        Self::Uri,
        Self::Status,
        Self::Text,
        Self::Missing,
    ];

    /// The code as it is public.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Pattern => "pattern",
            Self::DateTime => "date-time",
            Self::Uri => "uri",
            Self::Status => "status",
            Self::Text => "text",
            Self::Missing => "missing",
        }
    }
}

/// One value of a body that is not what the API promises.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue<'a> {
    /// JSON Pointer (RFC 6901) into the body.
    pub path: String,
    /// What is wrong.
    pub code: IssueCode,
    /// What was expected, in words.
    pub expected: &'static str,
    /// The value as it came; `None` where nothing did. It may hold personal data.
    pub value: Option<Value<'a>>,
}

/// Append a key to a JSON Pointer (RFC 6901, section 3).
pub(crate) fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
