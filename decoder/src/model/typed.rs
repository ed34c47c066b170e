//! What a value is in the model, by its property's rule.

use indexmap::IndexMap;

use super::Field;
use crate::json::{Json, Reader, Text};
use crate::values::{Instant, Sid, Status, Uri};

/// The type of a property's values, by its rule.
macro_rules! type_of {
    (Sid($prefix:ident)) => { $crate::values::Sid<$crate::values::sid::$prefix> };
    (Text) => { String };
    (Status) => { $crate::values::Status };
    (Uri) => { $crate::values::Uri };
    (Instant) => { $crate::values::Instant };
    (Links) => { ::indexmap::IndexMap<String, $crate::values::Uri> };
    (Array) => { Vec<$crate::json::Json> };
    (WholeNumber) => { u64 };
}
pub(super) use type_of;

/// What a property can be in the model.
pub(super) trait Property: Sized {
    /// The value that the checks left; they leave no value of another rule.
    fn from_field(field: &Field<'_>) -> Option<Self>;
}

/// Properties that are strings on the wire.
macro_rules! from_text {
    ($( $property:ty $(where $kind:ident)?; )*) => { $(
        impl$(<$kind>)? Property for $property {
            fn from_field(field: &Field<'_>) -> Option<Self> {
                match field {
                    Field::Text(text) => Some(text.decoded().into_owned().into()),
                    _ => None,
                }
            }
        }
    )* };
}

from_text! {
    Sid<Kind> where Kind;
    String;
    Status;
    Uri;
}

impl Property for Instant {
    fn from_field(field: &Field<'_>) -> Option<Self> {
        match field {
            Field::Instant(instant) => Some(*instant),
            _ => None,
        }
    }
}

impl Property for u64 {
    fn from_field(field: &Field<'_>) -> Option<Self> {
        match field {
            Field::WholeNumber(number) => Some(*number),
            _ => None,
        }
    }
}

impl Property for IndexMap<String, Uri> {
    fn from_field(field: &Field<'_>) -> Option<Self> {
        let Field::Links(links) = field else { return None };
        let owned = |text: &Text<'_>| text.decoded().into_owned();
        Some(links.iter().map(|(name, uri)| (owned(name), owned(uri).into())).collect())
    }
}

impl Property for Vec<Json> {
    fn from_field(field: &Field<'_>) -> Option<Self> {
        let Field::Array(array) = field else { return None };
        let mut elements = Self::new();
        let result = Reader::new(array).array(&mut |reader, _| {
            elements.push(reader.value()?.into());
            Ok(())
        });
        // Always right: the reader has passed over this very array.
        result.ok().map(|()| elements)
    }
}
