use std::borrow::Cow;

use super::Text;
use super::text::without_lone_surrogates;

/// A JSON value as it stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    kind: Kind<'a>,
    raw: &'a [u8],
    has_lone_surrogate: bool,
}

/// Which of JSON's types a value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number, unread.
    Number,
    /// A string.
    Text(Text<'a>),
    /// An array, unread.
    Array,
    /// An object, unread.
    Object,
}

impl<'a> Value<'a> {
    pub(super) const fn new(kind: Kind<'a>, raw: &'a [u8], has_lone_surrogate: bool) -> Self {
        Self { kind, raw, has_lone_surrogate }
    }

    /// Its type, and its text where it is one.
    pub const fn kind(&self) -> Kind<'a> {
        self.kind
    }

    /// The value as it came, without the white space around it.
    pub const fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// Whether an escape in it names one half of a surrogate pair alone, which no text can hold.
    pub const fn has_lone_surrogate(&self) -> bool {
        self.has_lone_surrogate
    }

    /// The value as JSON in which U+FFFD stands for each lone surrogate.
    pub fn well_formed(&self) -> Cow<'a, [u8]> {
        if self.has_lone_surrogate {
            Cow::Owned(without_lone_surrogates(self.raw))
        } else {
            Cow::Borrowed(self.raw)
        }
    }
}
