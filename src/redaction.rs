//! Keeps secrets out of messages.

use crate::credentials::Credentials;

/// What no text from outside may repeat.
#[derive(Default)]
pub struct Secrets {
    credentials: Option<Credentials>,
    friendly_name: Option<String>,
}

impl Secrets {
    /// Those of a request.
    pub fn new(credentials: Option<&Credentials>, friendly_name: Option<&str>) -> Self {
        Self {
            credentials: credentials.cloned(),
            friendly_name: friendly_name.map(ToOwned::to_owned),
        }
    }

    /// The server's words in which `…` stands for what they repeat.
    pub fn redact(&self, words: &str) -> String {
        let mut secrets = self.of_credentials();
        secrets.extend(self.friendly_name.clone());
        redact(words, &secrets)
    }

    /// A text in which `…` stands for credentials.
    pub fn redact_credentials(&self, text: &str) -> String {
        redact(text, &self.of_credentials())
    }

    /// Whether a body that would be passed on repeats the credentials.
    pub fn are_repeated_by(&self, body: &[u8]) -> bool {
        self.credentials.as_ref().is_some_and(|credentials| credentials.are_told_by(body))
    }

    fn of_credentials(&self) -> Vec<String> {
        self.credentials.as_ref().map(Credentials::secrets).unwrap_or_default()
    }
}

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
