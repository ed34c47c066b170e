//! Keeps secrets out of messages.

/// A text in which `…` stands for every secret that it repeats.
pub fn redact(text: &str, secrets: &[String]) -> String {
    // The longest first: a secret inside another would leave the other's ends.
    let mut longest_first: Vec<&String> =
        secrets.iter().filter(|secret| !secret.is_empty()).collect();
    longest_first.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    longest_first
        .into_iter()
        .fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "…"))
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn secrets_are_redacted_whole() {
        let secrets = ["abc".to_owned(), String::new(), "abcdef".to_owned()];
        assert_eq!(redact("abcdef, abc and ab", &secrets), "…, … and ab");
    }
}
