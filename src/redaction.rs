//! Keeps secrets out of messages.

/// A text in which `…` stands for every secret that it repeats.
pub fn redact(text: &str, secrets: &[String]) -> String {
    let mut text = text.to_owned();
    let mut left: Vec<&String> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    // The longest first: a secret inside another would leave the other's ends.
    while let Some((longest, secret)) =
        left.iter().copied().enumerate().max_by_key(|(_, secret)| secret.len())
    {
        text = text.replace(secret.as_str(), "…");
        left.swap_remove(longest);
    }
    text
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
