//! Keeps secrets out of messages.

/// A text in which `…` stands for every secret that it repeats.
pub fn redact(text: &str, secrets: &[String]) -> String {
    let mut text = text.to_owned();
    let mut left: Vec<&String> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    // The longest first: a secret inside another would leave the other's ends.
    while let Some((longest, secret)) =
        left.iter().copied().enumerate().max_by_key(|(_, secret)| secret.len())
    {
        text = replaced(&text, secret);
        left.swap_remove(longest);
    }
    text
}

/// The text with `…` for each occurrence of a secret.
fn replaced(text: &str, secret: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = find(rest, secret).and_then(|at| {
        let (before, from) = rest.split_at_checked(at)?;
        Some((before, from.get(secret.len()..)?))
    }) {
        result.push_str(before);
        result.push('…');
        rest = after;
    }
    result + rest
}

/// Where a text stands in another; an empty one stands nowhere. The standard library's search is quick, and several
/// kilobytes of WebAssembly.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    // Windows of no bytes would panic.
    text.as_bytes().windows(part.len().max(1)).position(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{find, redact};

    #[test]
    fn secrets_are_redacted_whole() {
        let secrets = ["abc".to_owned(), String::new(), "abcdef".to_owned()];
        assert_eq!(redact("abcdef, abc and ab", &secrets), "…, … and ab");
    }

    #[test]
    fn a_text_is_found_at_its_first_place() {
        for (text, part, expected) in [
            ("abcab", "ab", Some(0)),
            ("xabcab", "ab", Some(1)),
            ("é中", "中", Some(2)),
            ("ab", "abc", None),
            ("", "a", None),
            ("ab", "", None),
            ("", "", None),
        ] {
            assert_eq!(find(text, part), expected, "{text:?} {part:?}");
        }
    }
}
