use std::fmt;

use serde::{Deserialize, Serialize};
use wide::u8x16;

use crate::scan::lanes_at;

/// An address that the API sent: an absolute URI, where it obeys its rule.
///
/// What is none is kept, with an issue.
///
/// ```
/// use trusthub_profiles_decoder::values::Uri;
///
/// assert!(Uri::from("https://example.com/hook".to_owned()).is_well_formed());
/// let relative = Uri::from("/hook".to_owned());
/// assert!(!relative.is_well_formed());
/// assert_eq!(relative.as_str(), "/hook");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uri(String);

impl Uri {
    /// The address as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is what [`is_absolute_uri`] takes.
    pub fn is_well_formed(&self) -> bool {
        is_absolute_uri(self.0.as_bytes())
    }
}

impl From<String> for Uri {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a string is an absolute URI: a scheme, a colon, and no character outside RFC 3986's set.
///
/// A `%` counts only before two hexadecimal digits (RFC 3986, section 2.1). What a scheme makes of the rest is not
/// looked at.
///
/// ```
/// use trusthub_profiles_decoder::values::is_absolute_uri;
///
/// assert!(is_absolute_uri(b"https://example.com/hook?a=%20#b"));
/// assert!(!is_absolute_uri(b"/v1/CustomerProfiles"));
/// assert!(!is_absolute_uri(b"https://example.com/a b"));
/// ```
pub fn is_absolute_uri(text: &[u8]) -> bool {
    let Some(colon) = text.iter().position(|byte| *byte == b':') else { return false };
    let (scheme, rest) = text.split_at_checked(colon).unwrap_or_default();
    // Percent signs are looked at one by one.
    let (_, rest) = rest.split_at_checked(uri_run(rest, 0)).unwrap_or_default();
    is_scheme(scheme) && each_is_uri_character(rest)
}

/// RFC 3986, section 3.1: `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`.
fn is_scheme(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && text.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// The end of a run of URI characters that begins at an offset. A percent sign ends it, since what follows counts too.
#[inline]
pub(crate) fn uri_run(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(lanes) = lanes_at(bytes, at) {
        let others = other_than_uri_characters(lanes);
        if others != 0 {
            return at + others.trailing_zeros() as usize;
        }
        at += 16;
    }
    while bytes.get(at).copied().is_some_and(is_uri_character) {
        at += 1;
    }
    at
}

fn each_is_uri_character(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [b'%', high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                rest
            }
            [byte, rest @ ..] if is_uri_character(*byte) => rest,
            _ => return false,
        }
    }
}

/// The unreserved and the reserved characters (RFC 3986, sections 2.2 and 2.3).
const fn is_uri_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.' | b'_' | b'~' // unreserved
                | b':' | b'/' | b'?' | b'#' | b'[' | b']' | b'@' // gen-delims
                | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' // sub-delims
        )
}

#[allow(clippy::indexing_slicing, reason = "it is evaluated when it is compiled")]
/// For each lower half of a byte the upper halves, as bits, with which it is a URI character.
const UPPER_HALVES: [u8; 16] = {
    let mut halves = [0; 16];
    let mut lower = 0;
    while lower < halves.len() {
        let mut upper = 0;
        while upper < 8 {
            if is_uri_character(upper << 4 | lower as u8) {
                halves[lower] |= 1 << upper;
            }
            upper += 1;
        }
        lower += 1;
    }
    halves
};

/// The bit of each upper half; none for what isn't ASCII.
const BIT_OF_UPPER_HALF: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0];

/// A bit for each byte that is no URI character.
#[inline]
fn other_than_uri_characters(bytes: u8x16) -> u32 {
    let (upper, lower) = (bytes >> 4, bytes & u8x16::splat(15));
    let halves = u8x16::new(UPPER_HALVES).shuffle_zeroing(lower);
    let bits = u8x16::new(BIT_OF_UPPER_HALF).shuffle_zeroing(upper);
    (halves & bits).simd_eq(u8x16::splat(0)).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_told_alike_alone_and_in_a_chunk() {
        for byte in 0..=u8::MAX {
            for place in 0..16 {
                let mut chunk = [b'a'; 16];
                chunk[place] = byte;
                let expected = if is_uri_character(byte) { 0 } else { 1 << place };
                assert_eq!(other_than_uri_characters(u8x16::new(chunk)), expected, "{byte}");
                let end = if is_uri_character(byte) { 16 } else { place };
                assert_eq!(uri_run(&chunk, 0), end, "{byte}");
                assert_eq!(uri_run(&chunk[..15], 0), end.min(15), "{byte}");
            }
        }
    }

    #[test]
    fn takes_absolute_uris_and_nothing_else() {
        for (text, expected) in [
            ("https://trusthub.twilio.com/v1/CustomerProfiles/BU0", true),
            ("http://example.com", true),
            ("mailto:someone@example.com", true),
            ("a+b-c.1:", true),
            ("https://[::1]:8080/?q=a%2Fb&c='()*#frag", true),
            ("", false),
            (":", false),
            ("1http://example.com", false),
            ("ht tp://example.com", false),
            ("/relative", false),
            ("example.com", false),
            ("https://example.com/a b", false),
            ("https://example.com/\"", false),
            ("https://example.com/\\", false),
            ("https://example.com/{id}", false),
            ("https://example.com/a|b^c`d", false),
            ("https://example.com/<>", false),
            ("https://bücher.example/", false),
            ("https://example.com/%", false),
            ("https://example.com/%2", false),
            ("https://example.com/%2g", false),
            ("https://example.com/\u{7f}", false),
            ("https://example.com/a%20path/that/is/longer/than/one/chunk", true),
            ("https://example.com/a/path/that/is/longer/than%2/one/chunk", false),
            ("https://example.com/a/path/that/is longer/than/one/chunk", false),
            ("https://example.com/a/path/that/is/longer/than/one/chunk{}", false),
        ] {
            assert_eq!(is_absolute_uri(text.as_bytes()), expected, "{text:?}");
        }
    }
}
