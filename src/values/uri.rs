use wide::{i8x16, u8x16};

/// Whether a text is an absolute URI: a scheme, a colon, and no character outside RFC 3986's set.
///
/// A `%` counts only before two hexadecimal digits (RFC 3986, section 2.1). What a scheme makes of the rest is not
/// looked at.
///
/// ```
/// use trusthub_profiles::values::is_absolute_uri;
///
/// assert!(is_absolute_uri("https://example.com/hook?a=%20#b"));
/// assert!(!is_absolute_uri("/v1/CustomerProfiles"));
/// assert!(!is_absolute_uri("https://example.com/a b"));
/// ```
pub fn is_absolute_uri(text: &str) -> bool {
    // Nearly always it is this one.
    if let Some(rest) = text.strip_prefix("https:") {
        return has_only_uri_characters(rest.as_bytes());
    }
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    is_scheme(scheme) && has_only_uri_characters(rest.as_bytes())
}

/// RFC 3986, section 3.1: `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

fn has_only_uri_characters(bytes: &[u8]) -> bool {
    // What is left over of the last chunk is looked at together with some bytes before it; what a chunk can't tell alone,
    // a percent sign or a wrong character, byte by byte.
    let are_plain = bytes.last_chunk().is_some_and(are_plain_uri_characters)
        && bytes.as_chunks().0.iter().all(are_plain_uri_characters);
    are_plain || each_is_uri_character(bytes)
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
const UPPER_HALVES: [i8; 16] = {
    let mut halves = [0; 16];
    let mut lower = 0;
    while lower < halves.len() {
        let mut upper = 0;
        while upper < 8 {
            if is_uri_character(upper << 4 | lower as u8) {
                halves[lower] |= (1_u8 << upper) as i8;
            }
            upper += 1;
        }
        lower += 1;
    }
    halves
};

/// The bit of each upper half; none for what isn't ASCII.
const BIT_OF_UPPER_HALF: [i8; 16] = [1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0];

fn are_plain_uri_characters(chunk: &[u8; 16]) -> bool {
    let bytes = u8x16::from(*chunk);
    let (upper, lower) = (bytes >> 4, bytes & u8x16::splat(15));
    let halves = i8x16::from(UPPER_HALVES).shuffle_zeroing(lower);
    let bits = i8x16::from(BIT_OF_UPPER_HALF).shuffle_zeroing(upper);
    (halves & bits).simd_eq(i8x16::splat(0)).to_bitmask() == 0
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
                assert_eq!(are_plain_uri_characters(&chunk), is_uri_character(byte), "{byte}");
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
            assert_eq!(is_absolute_uri(text), expected, "{text:?}");
        }
    }
}
