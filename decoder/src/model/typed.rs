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

/// A property's value, for code that takes properties as they come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PropertyValue<'m> {
    /// A SID, a status, an address or any other string.
    Text(&'m str),
    /// An instant.
    Instant(Instant),
    /// A whole number from 0.
    WholeNumber(u64),
    /// Addresses by name, in the API's order.
    Links(&'m IndexMap<String, Uri>),
    /// An array of anything.
    Array(&'m [Json]),
}

/// What a property can be in the model.
pub(super) trait Property: Sized {
    /// The value that the checks left; they leave no value of another rule.
    fn from_field(field: Field<'_>) -> Option<Self>;

    /// The value for whom its type doesn't matter.
    fn value(&self) -> PropertyValue<'_>;
}

/// A property that is a string on the wire.
macro_rules! text_properties {
    ($( $property:ty $(where $kind:ident)?, |$value:ident| $as_str:expr; )*) => { $(
        impl$(<$kind>)? Property for $property {
            fn from_field(field: Field<'_>) -> Option<Self> {
                text(field).map(Self::from)
            }

            fn value(&self) -> PropertyValue<'_> {
                let $value = self;
                PropertyValue::Text($as_str)
            }
        }
    )* };
}

text_properties! {
    Sid<Kind> where Kind, |sid| sid.as_str();
    String, |text| text;
    Status, |status| status.as_str();
    Uri, |uri| uri.as_str();
}

fn text(field: Field<'_>) -> Option<String> {
    match field {
        Field::Text(text) => Some(text.decoded().into_owned()),
        _ => None,
    }
}

impl Property for Instant {
    fn from_field(field: Field<'_>) -> Option<Self> {
        match field {
            Field::Instant(instant) => Some(instant),
            _ => None,
        }
    }

    fn value(&self) -> PropertyValue<'_> {
        PropertyValue::Instant(*self)
    }
}

impl Property for u64 {
    fn from_field(field: Field<'_>) -> Option<Self> {
        match field {
            Field::WholeNumber(number) => Some(number),
            _ => None,
        }
    }

    fn value(&self) -> PropertyValue<'_> {
        PropertyValue::WholeNumber(*self)
    }
}

impl Property for IndexMap<String, Uri> {
    fn from_field(field: Field<'_>) -> Option<Self> {
        let Field::Links(links) = field else { return None };
        let owned = |text: Text<'_>| text.decoded().into_owned();
        Some(links.into_iter().map(|(name, uri)| (owned(name), owned(uri).into())).collect())
    }

    fn value(&self) -> PropertyValue<'_> {
        PropertyValue::Links(self)
    }
}

impl Property for Vec<Json> {
    fn from_field(field: Field<'_>) -> Option<Self> {
        let Field::Array(array) = field else { return None };
        let mut elements = Self::new();
        let result = Reader::new(&array).array(&mut |reader, _| {
            elements.push(reader.value()?.into());
            Ok(())
        });
        // Always right: the reader has passed over this very array.
        result.ok().map(|()| elements)
    }

    fn value(&self) -> PropertyValue<'_> {
        PropertyValue::Array(self)
    }
}
