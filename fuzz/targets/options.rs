//! Any options: taken or refused, and the query of those that are taken holds exactly what they say.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trusthub_profiles::credentials::Credentials;
use trusthub_profiles::link::Cursor;
use trusthub_profiles::options::{ClientOptions, Given, ListOptions, OptionName, Scope};

/// A value: a letter for its type, then its text.
fn given(text: &str) -> Option<Given> {
    let kind = text.chars().next()?;
    let rest = &text[kind.len_utf8()..];
    Some(match kind {
        't' => Given::Text(rest.to_owned()),
        'n' => Given::Number(rest.parse().ok()?),
        'b' => Given::Boolean(rest == "true"),
        'f' => Given::FUNCTION,
        's' => Given::SIGNAL,
        'i' => Given::INFINITY,
        'c' => {
            let (username, password) = rest.rsplit_once(':')?;
            Given::Credentials(Credentials::basic(username.to_owned(), password.to_owned()))
        }
        'k' => Given::Credentials(Credentials::bearer(rest.to_owned())),
        _ => Given::Other("null".into()),
    })
}

// A line an option: its name, `=` and its value.
fuzz_target!(|input: &str| {
    let mut client = ClientOptions::default();
    let mut list = ListOptions::default();
    for (name, value) in input.lines().filter_map(|line| line.split_once('=')) {
        let Some(given) = given(value) else { continue };
        let Ok(option) = OptionName::find(Scope::Call, name) else { continue };
        let mut set = |given| match option.scope() {
            Scope::Client => client.set(option, given),
            _ => list.set(option, given),
        };
        // A message repeats nothing of a text that was given: this mark is in none of ours.
        if set(&given).is_err()
            && value.starts_with(['t', 'c', 'k'])
            && let Some(marked) =
                self::given(&value.replacen(|_: char| true, &format!("{}§", &value[..1]), 1))
            && let Err(error) = set(&marked)
        {
            assert!(!error.to_string().contains('§'), "{error}");
        }
    }
    let _ = (client.check(false), client.check(true));
    if list.check().is_ok() {
        let query = list.first_page();
        let asked: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_str().trim_start_matches('?').as_bytes())
                .into_owned()
                .collect();
        let value = |name: &str| {
            asked.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
        };
        assert_eq!(value("FriendlyName"), list.friendly_name);
        assert_eq!(value("PolicySid"), list.policy_sid);
        assert_eq!(value("Status"), list.status.map(|status| status.as_str().to_owned()));
        let expected = list.page_size.map(u64::from).or(list.limit.map(|limit| limit.min(1000)));
        assert_eq!(value("PageSize"), expected.map(|size| size.to_string()));
        let cursor = Cursor::Page(query);
        assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
    }
});
