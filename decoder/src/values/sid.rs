use crate::scan::are_hex_digits;

/// What a SID names, by the two letters it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidPrefix {
    /// `AC`
    Account,
    /// `BU`
    CustomerProfile,
    /// `RN`
    Policy,
}

impl SidPrefix {
    /// The two letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "AC",
            Self::CustomerProfile => "BU",
            Self::Policy => "RN",
        }
    }
}

/// Whether a text is a Twilio SID: its prefix and 32 hexadecimal digits of either case.
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
