//! What messages about options don't repeat, and the options that guard credentials.

use super::*;
use crate::json::Reader;

/// What is wrong with an option's value, as JavaScript tells it.
fn refusal_of(name: OptionName, json: &str) -> Option<String> {
    let given = Given::read(Reader::new(json.as_bytes()).value().unwrap());
    let result = match name.scope() {
        Scope::Client | Scope::Handler => ClientOptions::default().set(name, &given),
        _ => ListOptions::default().set(name, &given),
    };
    result.err().map(|error| error.to_string())
}

#[test]
fn what_may_be_private_is_described_by_its_type_alone() {
    let credentials = |json: &str| {
        let json = format!(r#"{{"credentials": {json}}}"#);
        let given = Reader::new(json.as_bytes()).value().unwrap();
        CallOptions::read(given, Scope::Client, false).unwrap_err().to_string()
    };
    for (told, in_words) in [
        ("481516234223", "a number"),
        (r#"["-481516234223"]"#, "a number"),
        (r#"["NaN"]"#, "a number"),
        (r#"["a huge number"]"#, "a number"),
        (r#"["a number with a fraction"]"#, "a number"),
        ("true", "a boolean"),
        (r#"["null"]"#, "null"),
        (r#"["an array"]"#, "an array"),
        (r#"["a bigint"]"#, "a bigint"),
    ] {
        for name in ["username", "password", "bearerToken"] {
            assert_eq!(
                credentials(&format!(r#"{{"{name}": {told}}}"#)),
                format!("option credentials: {name}: expected a text, got {in_words}")
            );
        }
        assert_eq!(
            credentials(told),
            format!(
                "option credentials: expected {{ username, password }}, {{ bearerToken }}, or a function that gives one of them, got {in_words}"
            )
        );
        for name in [
            OptionName::FriendlyName,
            OptionName::Cursor,
            OptionName::PolicySid,
            OptionName::Status,
        ] {
            let message = refusal_of(name, told).unwrap();
            assert!(message.ends_with(&format!(", got {in_words}")), "{message}");
        }
    }
    assert_eq!(
        credentials(r#"{"password": ["a text with a lone surrogate"]}"#),
        "option credentials: password: expected a text without lone surrogates"
    );
    assert_eq!(
        credentials(r#"["a text with a lone surrogate"]"#),
        "option credentials: expected { username, password }, { bearerToken }, or a function that gives one of them, got a text"
    );
}

#[test]
fn credentials_under_other_names_get_a_hint() {
    let hint = "unknown name; did you mean credentials: { username, password }?";
    for name in [
        "accountSid",
        "authToken",
        "user",
        "pass",
        "apiKey",
        "apiSecret",
        "token",
        "sid",
        "TWILIO_ACCOUNT_SID",
        "auth_token",
    ] {
        let message = OptionName::find(Scope::Client, name).unwrap_err().to_string();
        assert_eq!(message, format!("option {name}: {hint}"));
        let json = format!(r#"{{"{name}": "x"}}"#);
        let value = Reader::new(json.as_bytes()).value().unwrap();
        let message = read_credentials(value).unwrap_err().to_string();
        assert_eq!(message, format!("option credentials: {name}: {hint}"));
    }
    for (name, expected) in [
        ("password", hint),
        ("username", hint),
        ("bearerToken", "unknown name; did you mean credentials: { bearerToken }?"),
        ("credential", "unknown name; did you mean credentials?"),
    ] {
        let message = OptionName::find(Scope::Handler, name).unwrap_err().to_string();
        assert_eq!(message, format!("option {name}: {expected}"));
    }
    // They are none of a list's.
    let message = OptionName::find(Scope::List, "sid").unwrap_err().to_string();
    assert_eq!(message, "option sid: unknown name");
    for (name, expected) in [
        ("userName", "userName: unknown name; did you mean username?"),
        ("bearer", "bearer: unknown name; did you mean bearerToken?"),
        // What is no name of credentials may be a secret itself.
        (
            "0123456789abcdef0123456789abcdef",
            "unknown name; expected { username, password } or { bearerToken }",
        ),
        ("passwordcanary-3f1c", "unknown name; expected { username, password } or { bearerToken }"),
    ] {
        let json = format!(r#"{{"{name}": "x"}}"#);
        let value = Reader::new(json.as_bytes()).value().unwrap();
        let message = read_credentials(value).unwrap_err().to_string();
        assert_eq!(message, format!("option credentials: {expected}"));
    }
}

#[test]
fn plain_http_takes_its_own_option() {
    let read = |json: &str| {
        let value = Reader::new(json.as_bytes()).value().unwrap();
        CallOptions::read(value, Scope::Client, false).map(drop).map_err(|error| error.to_string())
    };
    let with = |more: &str| {
        format!(r#"{{"credentials": ["a function"], "baseUrl": "http://mock:8080/"{more}}}"#)
    };
    let refused = "option baseUrl: credentials are sent over https only, or over http to localhost, 127.0.0.0/8 and [::1], unless dangerouslyAllowHttp is set";
    assert_eq!(read(&with("")), Err(refused.to_owned()));
    assert_eq!(read(&with(r#", "dangerouslyAllowHttp": false"#)), Err(refused.to_owned()));
    assert_eq!(read(&with(r#", "dangerouslyAllowHttp": true"#)), Ok(()));
    assert_eq!(
        read(r#"{"dangerouslyAllowHttp": 1}"#),
        Err("option dangerouslyAllowHttp: expected true or false, got 1".to_owned())
    );
}

#[test]
fn a_relative_base_needs_a_page() {
    for (told, expected) in [
        (
            r#"["a relative URL"]"#,
            "option baseUrl: expected an absolute URL: a relative one is resolved in pages and their workers alone",
        ),
        (r#""""#, "option baseUrl: expected an http or https URL, got an empty text"),
    ] {
        assert_eq!(refusal_of(OptionName::BaseUrl, told).as_deref(), Some(expected));
    }
}
