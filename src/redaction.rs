//! Keeps secrets out of messages.

/// A text in which `…` stands for what it repeats of secrets, also where one goes over into another.
pub fn redact(text: &str, secrets: &[String]) -> String {
    let mut is_secret = vec![false; text.len()];
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let windows = text.as_bytes().windows(secret.len()).enumerate();
        for (at, _) in windows.filter(|(_, window)| *window == secret.as_bytes()) {
            is_secret.get_mut(at..at + secret.len()).unwrap_or_default().fill(true);
        }
    }
    let mut redacted = String::new();
    let mut is_within = false;
    // A secret begins and ends where a character does.
    for (character, is_secret) in
        text.char_indices().map(|(at, character)| (character, is_secret.get(at) == Some(&true)))
    {
        match (is_secret, is_within) {
            (false, _) => redacted.push(character),
            (true, false) => redacted.push('…'),
            (true, true) => {}
        }
        is_within = is_secret;
    }
    redacted
}

/// Whether a text stands in another; an empty one stands nowhere. The standard library's search is quick, and several
/// kilobytes of WebAssembly.
pub(crate) fn contains(text: &[u8], part: &[u8]) -> bool {
    // Windows of no bytes would panic.
    text.windows(part.len().max(1)).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::{contains, redact};

    #[test]
    fn secrets_are_redacted_whole() {
        let secrets = ["abc".to_owned(), String::new(), "abcdef".to_owned()];
        for (text, expected) in [
            ("abcdef, abc and ab", "…, … and ab"),
            ("éabc中", "é…中"),
            ("abcabc", "…"),
            ("xyabcde", "…de"),
            ("", ""),
        ] {
            let secrets = [&secrets[..], &["xyab".to_owned()]].concat();
            assert_eq!(redact(text, &secrets), expected, "{text}");
        }
    }

    #[test]
    fn a_text_is_found_anywhere_but_an_empty_one_nowhere() {
        for (text, part, expected) in [
            ("abcab", "ab", true),
            ("xabcab", "ca", true),
            ("é中", "中", true),
            ("ab", "abc", false),
            ("", "a", false),
            ("ab", "", false),
            ("", "", false),
        ] {
            assert_eq!(contains(text.as_bytes(), part.as_bytes()), expected, "{text:?} {part:?}");
        }
    }
}
