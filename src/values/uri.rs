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
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    is_scheme(scheme) && has_only_uri_characters(rest.as_bytes())
}

/// RFC 3986, section 3.1: `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

fn has_only_uri_characters(mut bytes: &[u8]) -> bool {
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

#[cfg(test)]
mod tests {
    use super::is_absolute_uri;

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
        ] {
            assert_eq!(is_absolute_uri(text), expected, "{text:?}");
        }
    }
}
