//! Whatever a caller's object holds: nothing panics, and no string of it is part of a message.

use proptest::prelude::*;

use super::*;

/// Is in no message of ours.
const MARK: &str = "§";

fn names() -> impl Strategy<Value = String> {
    let known: Vec<_> = OptionName::ALL.iter().map(|option| option.as_str()).collect();
    const PARTS: &[&str] =
        &["username", "password", "bearerToken", "accountSid", "pagesize", "__proto__", ""];
    prop_oneof![
        4 => proptest::sample::select(known).prop_map(str::to_owned),
        1 => proptest::sample::select(PARTS).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn strings() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        ".{190,210}",
        Just(MARK.to_owned()),
        ".{0,20}".prop_map(|text| format!("{text}{MARK}")),
        proptest::sample::select(
            &["draft", "strict", "page:?a", "bad-link", "RN0123456789abcdef0123456789abcdef"][..]
        )
        .prop_map(str::to_owned),
    ]
}

fn values() -> impl Strategy<Value = OptionValue> {
    let leaf = prop_oneof![
        proptest::sample::select(vec![
            OptionValue::Undefined,
            OptionValue::Null,
            OptionValue::BigInt,
            OptionValue::Symbol,
            OptionValue::Function,
            OptionValue::Array,
            OptionValue::IllFormedString,
            OptionValue::InvalidUrl,
            OptionValue::RelativeUrl,
            OptionValue::Signal,
        ]),
        any::<bool>().prop_map(OptionValue::Boolean),
        any::<f64>().prop_map(OptionValue::Number),
        (-2_i32..1100).prop_map(|number| OptionValue::Number(number.into())),
        strings().prop_map(OptionValue::String),
        strings().prop_map(OptionValue::Url),
        strings().prop_map(|text| OptionValue::Url(format!("http://{text}"))),
    ];
    leaf.prop_recursive(2, 16, 4, |inner| {
        proptest::collection::vec((names(), inner), 0..4).prop_map(OptionValue::Object)
    })
}

fn calls() -> impl Strategy<Value = Call> {
    proptest::sample::select(
        &[
            Call::CreateClient,
            Call::List,
            Call::ListCall,
            Call::Handler,
            Call::ParsePage,
            Call::FetchProfile,
        ][..],
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn any_members_are_taken_or_refused(
        call in calls(),
        is_browser in any::<bool>(),
        members in proptest::collection::vec((names(), values()), 0..6),
    ) {
        let environment = if is_browser { Environment::Browser } else { Environment::Server };
        match CallOptions::parse(call, environment, &members) {
            Ok(options) => {
                let query = options.list.first_page();
                let cursor = crate::cursor::Cursor::Page(query);
                prop_assert_eq!(crate::cursor::Cursor::parse(&cursor.to_text()), Some(cursor));
                prop_assert!(members.iter().all(|(_, value)| *value != OptionValue::Null), "null is absent nowhere");
            }
            Err(error) => {
                let of_a_name = error.option().contains(MARK);
                prop_assert!(of_a_name || !error.to_string().contains(MARK), "{}", error);
            }
        }
    }

    #[test]
    fn any_value_is_credentials_or_none(value in values()) {
        if let Err(error) = parse_credentials(&value) {
            prop_assert!(!error.to_string().contains(MARK), "{}", error);
        }
        let _ = (parse_cursor(&value), CredentialsSource::parse(&value));
    }
}
