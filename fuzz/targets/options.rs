//! Any options: taken or refused, and the query of those that are taken holds exactly what they say.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trusthub_profiles::cursor::Cursor;
use trusthub_profiles::options::{Call, CallOptions, Environment, OptionName, OptionValue};

/// Is in no message of ours.
const MARK: &str = "§";

/// A value: a letter for its type, then its text; `mark` is put into every string.
fn value(text: &str, mark: &str) -> Option<OptionValue> {
    let kind = text.chars().next()?;
    let rest = &text[kind.len_utf8()..];
    let string = |text: &str| OptionValue::String(format!("{text}{mark}"));
    let object = |members: &[(&str, &str)]| {
        OptionValue::Object(
            members.iter().map(|(name, text)| ((*name).to_owned(), string(text))).collect(),
        )
    };
    Some(match kind {
        't' => string(rest),
        'n' => OptionValue::Number(rest.parse().ok()?),
        'b' => OptionValue::Boolean(rest == "true"),
        'f' => OptionValue::Function,
        's' => OptionValue::Signal,
        'u' => OptionValue::Url(format!("{rest}{mark}")),
        'c' => {
            let (username, password) = rest.rsplit_once(':')?;
            object(&[("username", username), ("password", password)])
        }
        'k' => object(&[("bearerToken", rest)]),
        'o' => {
            let (name, text) = rest.split_once(':')?;
            object(&[(name, text)])
        }
        'a' => OptionValue::Array,
        'r' => OptionValue::RelativeUrl,
        'i' => OptionValue::InvalidUrl,
        'l' => OptionValue::IllFormedString,
        '-' => OptionValue::Undefined,
        _ => OptionValue::Null,
    })
}

fn members(input: &str, mark: &str) -> Vec<(String, OptionValue)> {
    let lines = input.lines().filter_map(|line| line.split_once('='));
    lines.filter_map(|(name, text)| Some((name.to_owned(), value(text, mark)?))).collect()
}

fn parse(input: &str, mark: &str, environment: Environment) -> Result<CallOptions, String> {
    CallOptions::parse(Call::ListCall, environment, &members(input, mark))
        .map_err(|error| error.to_string())
}

// A line an option: its name, `=` and its value.
fuzz_target!(|input: &str| {
    let _ = parse(input, "", Environment::Browser);
    // A message repeats nothing of a string. Names may be repeated, so they are without the mark.
    if !input.contains(MARK)
        && let Err(message) = parse(input, MARK, Environment::Server)
    {
        assert!(!message.contains(MARK), "{message}");
    }
    let Ok(CallOptions { list, .. }) = parse(input, "", Environment::Server) else { return };
    let query = list.first_page();
    let asked: Vec<(String, String)> =
        url::form_urlencoded::parse(query.as_str().trim_start_matches('?').as_bytes())
            .into_owned()
            .collect();
    let value =
        |name: &str| asked.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
    for (wire_name, option) in [
        ("Status", OptionName::Status),
        ("FriendlyName", OptionName::FriendlyName),
        ("PolicySid", OptionName::PolicySid),
    ] {
        assert_eq!(value(wire_name).as_deref(), list.filter(option), "{wire_name}");
    }
    let expected = list.page_size.map(u64::from).or(list.limit.map(|limit| limit.min(1000)));
    assert_eq!(value("PageSize"), expected.map(|size| size.to_string()));
    let cursor = Cursor::Page(query);
    assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
});
