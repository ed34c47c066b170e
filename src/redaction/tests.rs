use super::*;

const PASSWORD: &str = "0123456789abcdef";

fn basic(username: &str, password: &str) -> Credentials {
    Credentials::basic(username.to_owned(), password.to_owned()).unwrap()
}

fn secrets(username: &str, password: &str, friendly_name: &str) -> Secrets {
    Secrets::new(Some(&basic(username, password)), Some(friendly_name))
}

#[test]
fn credentials_are_redacted_in_every_usual_spelling() {
    // Base64 with a plus and a slash, and with padding.
    let secrets = secrets("AC1", "pass>>>?wörd \"x\"", "");
    for words in [
        "pass>>>?wörd \"x\"",
        r#"pass>>>?wörd \"x\""#,
        r"pass\u003e>\u003E?w\u00f6rd \u0022x\u0022",
        "pass%3E%3e%3E%3Fw%C3%B6rd%20%22x%22",
        "pass%3E%3e%3E%3Fw%C3%B6rd+%22x%22",
        "pass&gt;&#62;&#x3e;?w&#246;rd &quot;x&quot;",
        // Percent-encoded in JSON, JSON in a URL, a URL in HTML, twice percent-encoded.
        r#"pass%3E\u00253E>?wörd \u0022x\u0022"#,
        "pass%5Cu003e>>?w%C3%B6rd%20%5C%22x%5C%22",
        "pass%3E&gt;%3E%3Fw%26%23246%3Brd \"x&#34;",
        "pass%253E%253E%253E%253Fw%25C3%25B6rd%2520%2522x%2522",
        // The header, as it is, without padding, for URLs, escaped.
        "QUMxOnBhc3M+Pj4/d8O2cmQgIngi",
        "QUMxOnBhc3M-Pj4_d8O2cmQgIngi",
        "QUMxOnBhc3M%2BPj4%2Fd8O2cmQgIngi",
        r"QUMxOnBhc3M\u002bPj4\/d8O2cmQgIngi",
        "QUMxOnBhc3M&plus;Pj4&sol;d8O2cmQgIngi",
        // The password alone.
        "cGFzcz4+Pj93w7ZyZCAieCI=",
        "cGFzcz4-Pj93w7ZyZCAieCI",
        "cGFzcz4%2BPj93w7ZyZCAieCI%3d",
    ] {
        assert_eq!(secrets.redact(&format!("no {words}: é")), "no …: é", "{words}");
        assert_eq!(secrets.redact_credentials(words), "…", "{words}");
        assert!(secrets.are_repeated_by(format!("no {words}!").as_bytes()), "{words}");
    }
}

#[test]
fn what_is_no_secret_stays_as_it_came() {
    let secrets = secrets("AC1", PASSWORD, "Acme & Co");
    for words in [
        "",
        "the API said \"no\" to 100% of A & B: \\u0041 &amp; %20",
        "0123456789abcde",
        "Bcme & Co",
        "AC12 xAC1 AC1_",
        "MDEyMzQ1Njc4OWFiY2Rl",
    ] {
        assert_eq!(secrets.redact(words), words);
        assert!(!secrets.are_repeated_by(words.as_bytes()), "{words}");
    }
    let none = Secrets::new(None, None);
    assert_eq!(none.redact("a%41"), "a%41");
    assert!(!none.are_repeated_by(b"a%41"));
}

#[test]
fn secrets_that_touch_or_overlap_read_as_one() {
    let secrets = Secrets::new(Some(&basic("abcabcab", "cabcabca")), None);
    for (words, expected) in [
        ("abcabcabcabcabc!", "…c!"),
        ("abcabcabcabcabca", "…"),
        ("abcabcab, cabcabca", "…, …"),
        ("中abcabcab中", "中…中"),
        ("abcab%63abcabcab.", "…."),
    ] {
        assert_eq!(secrets.redact(words), expected, "{words}");
    }
}

#[test]
fn short_secrets_are_redacted_as_words_of_their_own_alone() {
    let secrets = secrets("u", "t", "");
    for (words, expected) in [
        ("the token t is not it", "the token … is not it"),
        ("t", "…"),
        ("tt _t té", "tt _t té"),
        ("(t)", "(…)"),
        (r"\nt\n", r"\n…\n"),
        ("a%20t%20u", "a%20…%20…"),
        ("Basic dTp0", "Basic …"),
    ] {
        assert_eq!(secrets.redact(words), expected, "{words}");
    }
    let seven = Secrets::new(Some(&basic("user", "sevenöö")), None);
    let eight = Secrets::new(Some(&basic("user", "eightööö")), None);
    assert_eq!(seven.redact("xsevenöö sevenöö"), "xsevenöö …");
    assert_eq!(eight.redact("xeightööö eightöööx"), "x… …x");
}

#[test]
fn the_friendly_name_is_redacted_as_a_whole_word_of_four_characters_or_more() {
    for (name, words, expected) in [
        ("a", "a plan", "a plan"),
        ("Acm", "Acm", "Acm"),
        ("Acme", "Acme's, Acmes, xAcme, Acme", "…'s, Acmes, xAcme, …"),
        ("Müll", "no Müll!", "no …!"),
        ("Müll", "Mülltonne", "Mülltonne"),
        ("Acme & Co", "no Acme & Co.", "no …."),
        ("Acme & Co", "?FriendlyName=Acme%20%26%20Co", "?FriendlyName=…"),
        ("Acme & Co", "?FriendlyName=Acme+%26+Co&x", "?FriendlyName=…&x"),
        ("Acme & Co", "&quot;Acme &amp; Co&quot;", "&quot;…&quot;"),
        ("A 100%41 z", "A 100%41 z", "…"),
        ("Acme!", "Acme!x", "…x"),
    ] {
        assert_eq!(Secrets::new(None, Some(name)).redact(words), expected, "{words}");
        assert_eq!(Secrets::new(None, Some(name)).redact_credentials(words), words);
        assert!(!Secrets::new(None, Some(name)).are_repeated_by(words.as_bytes()));
    }
    // As long as the password, and the same.
    let both = secrets("AC1", PASSWORD, PASSWORD);
    assert_eq!(both.redact_credentials(&format!("x{PASSWORD}")), "x…");
}

/// A name's edge far from any escape must not be taken for a word's.
#[test]
fn a_word_is_whole_also_beside_what_was_left_out() {
    let secrets = Secrets::new(None, Some("Acme"));
    for padding in 0..60 {
        for words in [
            format!("{}xAcme{}%41", "-".repeat(90), "-".repeat(padding)),
            format!("%41{}Acmex{}", "-".repeat(padding), "-".repeat(90)),
        ] {
            assert_eq!(secrets.redact(&words), words);
        }
    }
}

#[test]
fn only_long_secrets_are_looked_for_in_bodies() {
    let long = Secrets::new(Some(&basic("AC0123456789abcdef", "fedcba9876543210")), None);
    let short = Secrets::new(Some(&basic("AC0123456789abcdef", "secret")), None);
    let same = Secrets::new(Some(&basic(PASSWORD, PASSWORD)), None);
    let bearer = Credentials::bearer("abcdefghijklmnop".to_owned()).unwrap();
    let bearer = Secrets::new(Some(&bearer), None);
    for (secrets, body, expected) in [
        (&long, "…fedcba9876543210…", true),
        (&long, "QUMwMTIzNDU2Nzg5YWJjZGVmOmZlZGNiYTk4NzY1NDMyMTA=", true),
        (&long, "QUMwMTIzNDU2Nzg5YWJjZGVmOmZlZGNiYTk4NzY1NDMyMTA", true),
        (&long, "AC0123456789abcdef", false),
        (&long, "fedcba987654321", false),
        (&short, "secret", false),
        (&short, "QUMwMTIzNDU2Nzg5YWJjZGVmOnNlY3JldA==", true),
        // The user name is no secret, whatever else it is.
        (&same, PASSWORD, false),
        (&bearer, "Bearer abcdefghijklmnop", true),
        (&bearer, r"\u0061bcdefghijklmno\u0070", true),
        (&bearer, "", false),
    ] {
        assert_eq!(secrets.are_repeated_by(body.as_bytes()), expected, "{body}");
    }
    let body = [b"\xff\xfe fedcba987654321".as_slice(), b"&#48;\xff"].concat();
    assert!(long.are_repeated_by(&body), "a body that is no UTF-8");
}

#[test]
fn a_body_of_any_shape_takes_time_that_grows_with_its_length() {
    let secrets = secrets("AC0123456789abcdef0123456789abcdef", &"a".repeat(32), "aaaa");
    for part in ["a", "aaaa ", "%", "%61", "\\", "\\\\", "&#", "&#00000", "%25", r"\u005c"] {
        let text = part.repeat(1 << 17);
        let started = std::time::Instant::now();
        secrets.are_repeated_by(text.as_bytes());
        secrets.redact(&text);
        // A second for what takes some ten milliseconds: quadratic time would be minutes.
        assert!(started.elapsed().as_secs() < 3, "{part}: {:?}", started.elapsed());
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod properties {
    use super::*;
    use base64ct::{Base64, Base64Url};
    use proptest::prelude::*;

    /// How one character is spelled.
    fn spell(character: char, how: u8) -> String {
        let json = || {
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units).iter();
            units.map(|unit| format!("\\u{unit:04x}")).collect::<String>()
        };
        let percent = || character.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        let code = u32::from(character);
        // Raw, these would be read as the start of an escape.
        let is_raw = !matches!(character, '\\' | '%' | '&');
        match how % 8 {
            0..3 if is_raw => character.to_string(),
            3 => json(),
            4 => json().to_uppercase().replace("\\U", "\\u"),
            5 => format!("&#{code};"),
            6 => format!("&#x{code:x};"),
            _ => percent(),
        }
    }

    fn spelled(text: &str, how: &[u8]) -> String {
        text.chars()
            .zip(how.iter().cycle())
            .map(|(character, how)| spell(character, *how))
            .collect()
    }

    fn encoded(text: &str, how: u8) -> String {
        match how % 4 {
            0 => Base64::encode_string(text.as_bytes()),
            1 => Base64Url::encode_string(text.as_bytes()),
            2 => Base64Unpadded::encode_string(text.as_bytes()),
            _ => Base64UrlUnpadded::encode_string(text.as_bytes()),
        }
    }

    /// Neither holds what could be a part of a password.
    const AROUND: &str = "[ ,;:é中😀{}\\[\\]\"\\\\%&#]{0,60}";

    /// A context that is no part of the secret's own escapes.
    fn closed(context: &str) -> String {
        format!("{context} | ")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_secret_is_found_and_redacted_however_it_is_spelled(
            username in "[A-Za-z0-9]{1,40}",
            password in "[A-Za-z0-9!-~ é中😀]{16,40}",
            how in proptest::collection::vec(any::<u8>(), 1..50),
            outer in proptest::option::of(proptest::collection::vec(any::<u8>(), 1..50)),
            encoding in proptest::option::of(any::<u8>()),
            (before, after) in (AROUND, AROUND),
        ) {
            prop_assume!(username != password);
            let secrets = secrets(&username, &password, "");
            let secret = match encoding {
                Some(how) if how < 128 => encoded(&password, how),
                Some(how) => encoded(&format!("{username}:{password}"), how),
                None => password,
            };
            let mut spelling = spelled(&secret, &how);
            if let Some(outer) = outer {
                spelling = spelled(&spelling, &outer);
            }
            let words = format!("{}{spelling} | {after}", closed(&before));
            prop_assert!(secrets.are_repeated_by(words.as_bytes()), "{words}");
            let redacted = secrets.redact(&words);
            prop_assert!(!redacted.contains(&spelling), "{redacted}");
            prop_assert!(!secrets.are_repeated_by(redacted.as_bytes()), "{redacted}");
            prop_assert_eq!(redacted, format!("{}… | {after}", closed(&before)));
        }

        #[test]
        fn words_without_a_secret_stay(words in "[g-z0-9 %&#;\\\\\"=éА中]{0,200}") {
            let secrets = secrets("AC0123456789abcdef", "fedcba9876543210ABCDEF", "Acme & Co");
            prop_assert_eq!(secrets.redact(&words), words.clone());
            prop_assert!(!secrets.are_repeated_by(words.as_bytes()));
        }

        #[test]
        fn a_body_is_searched_as_if_no_region_of_it_were_left_out(
            parts in proptest::collection::vec(
                prop_oneof![
                    Just("%41".to_owned()),
                    Just(r"\u0061".to_owned()),
                    Just("0123456789abcde".to_owned()),
                    Just("0123456789abcdef".to_owned()),
                    Just("0123456&#55;89abcdef".to_owned()),
                    (1..300_usize).prop_map(|count| "-".repeat(count)),
                ],
                0..12,
            ),
        ) {
            let body = parts.concat();
            let secrets = secrets("AC1", PASSWORD, "");
            let whole = unescape(body.as_bytes(), body.len(), drop);
            let is_there = body.contains(PASSWORD)
                || whole.is_some_and(|layer| String::from_utf8(layer).unwrap().contains(PASSWORD));
            prop_assert_eq!(secrets.are_repeated_by(body.as_bytes()), is_there, "{}", body);
        }
    }
}
