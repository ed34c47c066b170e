//! SIDs: what names a resource at Twilio.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::scan::are_hex_digits;

/// Declares what SIDs name: a new kind is a row.
macro_rules! prefixes {
    ($( $kind:ident $prefix:literal; )*) => {
        /// What a SID names, by the two letters it begins with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum SidPrefix {
            $( #[doc = concat!("`", $prefix, "`")] $kind, )*
        }

        impl SidPrefix {
            /// The two letters.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$kind => $prefix, )*
                }
            }
        }

        $(
            #[doc = concat!("What a [`Sid`] names that begins with `", $prefix, "`. There are no values of it.")]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $kind {}

            impl SidKind for $kind {
                const PREFIX: SidPrefix = SidPrefix::$kind;
            }
        )*
    };
}

/// What a [`Sid`] names.
pub trait SidKind {
    /// What such a SID begins with.
    const PREFIX: SidPrefix;
}

prefixes! {
    Account "AC";
    CustomerProfile "BU";
    Policy "RN";
}

/// The SID of a `Kind` of resource: of an [`Account`], a [`CustomerProfile`] or a [`Policy`].
///
/// It holds whatever the API sent. What breaks the pattern is kept, with an issue: a profile with an odd SID is still a
/// profile, and its SID is what a caller needs to ask Twilio about it.
///
/// ```
/// use trusthub_profiles_decoder::values::Sid;
/// use trusthub_profiles_decoder::values::sid::Policy;
///
/// let sid = Sid::<Policy>::from("RN0123456789abcdefABCDEF0123456789".to_owned());
/// assert!(sid.is_well_formed());
/// assert!(!Sid::<Policy>::from("RN1".to_owned()).is_well_formed());
/// assert_eq!(sid.as_str(), "RN0123456789abcdefABCDEF0123456789");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Sid<Kind> {
    text: String,
    kind: PhantomData<Kind>,
}

impl<Kind> Sid<Kind> {
    /// The SID as it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<Kind: SidKind> Sid<Kind> {
    /// Whether it is what [`is_sid`] takes.
    pub fn is_well_formed(&self) -> bool {
        is_sid(Kind::PREFIX, self.text.as_bytes())
    }
}

impl<Kind> From<String> for Sid<Kind> {
    fn from(text: String) -> Self {
        Self { text, kind: PhantomData }
    }
}

impl<Kind> fmt::Display for Sid<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<Kind> fmt::Debug for Sid<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sid").field(&self.text).finish()
    }
}

/// Whether a string is a Twilio SID: its prefix and 32 hexadecimal digits of either case.
///
/// Source: the patterns of Twilio's OpenAPI document, for example `^BU[0-9a-fA-F]{32}$`.
///
/// ```
/// use trusthub_profiles_decoder::values::{SidPrefix, is_sid};
///
/// assert!(is_sid(SidPrefix::CustomerProfile, b"BU0123456789abcdefABCDEF0123456789"));
/// assert!(!is_sid(SidPrefix::CustomerProfile, b"RN0123456789abcdefABCDEF0123456789"));
/// ```
pub fn is_sid(prefix: SidPrefix, text: &[u8]) -> bool {
    text.strip_prefix(prefix.as_str().as_bytes())
        .and_then(|digits| digits.try_into().ok())
        .is_some_and(are_hex_digits)
}

#[cfg(test)]
mod tests {
    use super::{SidPrefix, is_sid};

    #[test]
    fn takes_its_prefix_and_thirty_two_digits_only() {
        let digits = "0123456789abcdefABCDEF0123456789";
        for (text, expected) in [
            (format!("BU{digits}"), true),
            (format!("bu{digits}"), false),
            (format!("AC{digits}"), false),
            (format!("BU{digits}0"), false),
            (format!("BU{digits}\n"), false),
            ("BU0123456789abcdefABCDEF012345678".to_owned(), false),
            ("BU0123456789abcdefABCDEF012345678g".to_owned(), false),
            ("BU".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(is_sid(SidPrefix::CustomerProfile, text.as_bytes()), expected, "{text:?}");
        }
    }
}
