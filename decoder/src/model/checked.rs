//! What the checks leave of a profile: values that still stand in the body. Columns are made of them as well as the model.

use std::borrow::Cow;

use super::{CustomerProfile, ProfileProperty};
use crate::json::{Json, Text, Value};
use crate::values::Instant;

/// A property's value after its rule was applied.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Field<'a> {
    /// Null or absent, or of no use (an issue says why).
    Null,
    /// A text, as it came.
    Text(Text<'a>),
    /// An instant.
    Instant(Instant),
    /// A whole number from 0.
    WholeNumber(u64),
    /// An array as JSON, well-formed.
    Array(Cow<'a, [u8]>),
    /// Texts by name, each name once.
    Links(Vec<(Text<'a>, Text<'a>)>),
}

/// A profile's values in the body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckedProfile<'a> {
    pub(crate) fields: [Field<'a>; ProfileProperty::COUNT],
    /// What this version doesn't know, by its names on the wire, each name once.
    pub(crate) extra: Vec<(Text<'a>, Value<'a>)>,
}

impl<'a> CheckedProfile<'a> {
    pub(crate) fn get(&self, property: ProfileProperty) -> &Field<'a> {
        self.fields.get(property as usize).unwrap_or(&Field::Null)
    }
}

impl From<&CheckedProfile<'_>> for CustomerProfile {
    fn from(profile: &CheckedProfile<'_>) -> Self {
        let extra = profile.extra.iter();
        Self {
            extra: extra
                .map(|(key, value)| (key.decoded().into_owned(), Json::from(*value)))
                .collect(),
            ..Self::from_fields(&profile.fields)
        }
    }
}
