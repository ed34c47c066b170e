use super::*;
use crate::error::OptionsError;
use crate::values::Status;

pub(super) fn string(value: &str) -> OptionValue {
    OptionValue::String(value.to_owned())
}

pub(super) fn object<const N: usize>(members: [(&str, OptionValue); N]) -> OptionValue {
    OptionValue::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
}

pub(super) fn url(value: &str) -> OptionValue {
    OptionValue::Url(value.to_owned())
}

/// Set one option, of either kind, and return what is wrong with it.
pub(super) fn refusal_of(name: OptionName, value: &OptionValue) -> Option<String> {
    let result = match name.call() {
        Call::List => ListOptions::default().set(name, value),
        _ => ClientOptions::default().set(name, value),
    };
    result.err().map(|error| error.to_string())
}

pub(super) fn parse<const N: usize>(
    call: Call,
    members: [(&str, OptionValue); N],
) -> Result<CallOptions, String> {
    CallOptions::parse_argument(call, Environment::Server, &object(members))
        .map_err(|error| error.to_string())
}

pub(super) fn error_of<T: std::fmt::Debug>(result: Result<T, OptionsError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn names_are_found_in_their_call_alone() {
    for option in OptionName::ALL {
        for (call, is_known) in [
            (Call::ListCall, option.call() != Call::Handler),
            (Call::Handler, option.call() != Call::List),
            (Call::CreateClient, option.call() == Call::CreateClient),
            (Call::List, option.call() == Call::List),
            (Call::ParsePage, *option == OptionName::Validation),
            (Call::FetchProfile, *option == OptionName::Signal),
        ] {
            assert_eq!(
                OptionName::find(call, option.as_str()).is_ok(),
                is_known,
                "{option:?} {call:?}"
            );
        }
        assert_eq!(OptionName::find(option.call(), option.as_str()), Ok(*option));
    }
    for (call, name, expected) in [
        (Call::CreateClient, "limit", "option limit: this option belongs to listCustomerProfiles"),
        (Call::List, "baseUrl", "option baseUrl: this option belongs to createClient"),
        (
            Call::CreateClient,
            "authorize",
            "option authorize: this option belongs to createListHandler",
        ),
        (Call::Handler, "limit", "option limit: this option belongs to listCustomerProfiles"),
        (Call::Handler, "authorise", "option authorise: unknown name; did you mean authorize?"),
        (Call::ListCall, "pagesize", "option pagesize: unknown name; did you mean pageSize?"),
        (
            Call::ListCall,
            "FriendlyName",
            "option FriendlyName: unknown name; did you mean friendlyName?",
        ),
        (Call::ListCall, "baseURL", "option baseURL: unknown name; did you mean baseUrl?"),
        (Call::ListCall, "timeout", "option timeout: unknown name; did you mean timeoutMs?"),
        (Call::CreateClient, "pageSiz", "option pageSiz: unknown name"),
        (Call::ListCall, "__proto__", "option __proto__: unknown name"),
        (Call::FetchProfile, "limit", "option limit: this option belongs to listCustomerProfiles"),
        (Call::FetchProfile, "signl", "option signl: unknown name; did you mean signal?"),
        (
            Call::ParsePage,
            "pageSize",
            "option pageSize: this option belongs to listCustomerProfiles",
        ),
    ] {
        assert_eq!(error_of(OptionName::find(call, name)), expected);
    }
}

#[test]
fn bounds_hold_to_the_number() {
    const MAX_TIMER: f64 = 2_147_483_647.0;
    for (name, good, bad) in [
        (OptionName::PageSize, &[1.0, 1000.0][..], &[0.0, 1001.0, 0.5, -1.0, f64::INFINITY][..]),
        (OptionName::MaxRetries, &[0.0, -0.0, 100.0], &[-1.0, 101.0, 1.5]),
        (OptionName::TimeoutMs, &[1.0, MAX_TIMER], &[0.0, MAX_TIMER + 1.0]),
        (OptionName::TotalTimeoutMs, &[1.0, MAX_TIMER], &[0.0, f64::INFINITY]),
        (OptionName::MaxRetryAfterMs, &[0.0, MAX_TIMER], &[-1.0, 0.1]),
        (OptionName::MaxBodyBytes, &[1.0, MAX_TIMER], &[0.0, f64::NAN]),
        (
            OptionName::Limit,
            &[1.0, 1e15, MAX_SAFE_INTEGER, f64::INFINITY],
            &[0.0, 1.5, MAX_SAFE_INTEGER + 1.0, f64::NEG_INFINITY],
        ),
        (OptionName::MaxPages, &[1.0, f64::INFINITY], &[0.0, f64::NAN]),
    ] {
        for number in good {
            assert_eq!(refusal_of(name, &OptionValue::Number(*number)), None, "{name:?} {number}");
        }
        for number in bad {
            assert!(refusal_of(name, &OptionValue::Number(*number)).is_some(), "{name:?} {number}");
        }
    }
}

#[test]
fn refusals_say_what_the_option_takes_and_what_came() {
    let page_size =
        |got: &str| format!("option pageSize: expected a whole number from 1 to 1000, got {got}");
    for (number, got) in [
        (0.0, "0"),
        (-0.0, "0"),
        (-1.0, "-1"),
        (1001.0, "1001"),
        (0.5, "a number with a fraction"),
        (1e300, "a huge number"),
        (-1e300, "a huge number"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "Infinity"),
        (f64::NEG_INFINITY, "-Infinity"),
        (-MAX_SAFE_INTEGER, "-9007199254740991"),
    ] {
        assert_eq!(
            refusal_of(OptionName::PageSize, &OptionValue::Number(number)),
            Some(page_size(got))
        );
    }
    for (name, value, expected) in [
        (OptionName::PageSize, string("50"), &*page_size("a string")),
        (
            OptionName::Limit,
            OptionValue::BigInt,
            "option limit: expected a whole number from 1, or Infinity, got a bigint",
        ),
        (
            OptionName::MaxPages,
            OptionValue::Symbol,
            "option maxPages: expected a whole number from 1, or Infinity, got a symbol",
        ),
        (
            OptionName::Status,
            string("approved"),
            format!("option status: expected {}, got a string", Status::EXPECTED).as_str(),
        ),
        (
            OptionName::FriendlyName,
            string(""),
            "option friendlyName: expected a string that is not empty, got an empty string",
        ),
        (
            OptionName::FriendlyName,
            OptionValue::IllFormedString,
            "option friendlyName: expected a string that is not empty, got a string with a lone surrogate",
        ),
        (
            OptionName::PolicySid,
            string("BU1"),
            "option policySid: expected a SID: RN and 32 hexadecimal digits, got a string",
        ),
        (
            OptionName::Cursor,
            string("x"),
            "option cursor: expected a cursor that a page or an error gave, got a string",
        ),
        (
            OptionName::Prefetch,
            OptionValue::Null,
            "option prefetch: expected true or false, got null",
        ),
        (OptionName::Signal, object([]), "option signal: expected an AbortSignal, got an object"),
        (
            OptionName::Fetch,
            OptionValue::Boolean(true),
            "option fetch: expected a function, got true",
        ),
        (OptionName::OnEvent, string("log"), "option onEvent: expected a function, got a string"),
        (
            OptionName::Validation,
            string("loose"),
            "option validation: expected \"report\" or \"strict\", got a string",
        ),
        (
            OptionName::BaseUrl,
            OptionValue::Number(7.0),
            "option baseUrl: expected an http or https URL, got 7",
        ),
        (
            OptionName::BaseUrl,
            OptionValue::InvalidUrl,
            "option baseUrl: expected an http or https URL, got a string that is no URL",
        ),
        (
            OptionName::BaseUrl,
            OptionValue::RelativeUrl,
            "option baseUrl: expected an absolute URL: a relative one is resolved in pages and their workers alone",
        ),
        (
            OptionName::BaseUrl,
            string(""),
            "option baseUrl: expected an http or https URL, got an empty string",
        ),
        (
            OptionName::Credentials,
            string("AC:token"),
            "option credentials: expected { username, password }, { bearerToken }, or a function that gives one of them, got a string",
        ),
        (
            OptionName::Credentials,
            object([("bearerToken", string(""))]),
            "option credentials: bearerToken must be visible ASCII characters, at least one",
        ),
        (
            OptionName::Label,
            string(""),
            "option label: expected a string of 1 to 200 characters without control characters, got an empty string",
        ),
        (
            OptionName::DangerouslyAllowHttp,
            OptionValue::Number(1.0),
            "option dangerouslyAllowHttp: expected true or false, got 1",
        ),
    ] {
        assert_eq!(refusal_of(name, &value).as_deref(), Some(expected));
    }
}

#[test]
fn a_call_takes_an_object_of_its_options() {
    for (value, got) in [
        (OptionValue::Null, "null"),
        (OptionValue::Array, "an array"),
        (OptionValue::Number(7.0), "a number"),
        (string("AC1:secret"), "a string"),
        (OptionValue::Function, "a function"),
    ] {
        let result = CallOptions::parse_argument(Call::ListCall, Environment::Server, &value);
        assert_eq!(error_of(result), format!("option options: expected an object, got {got}"));
    }
    let nothing =
        CallOptions::parse_argument(Call::List, Environment::Server, &OptionValue::Undefined);
    assert_eq!(nothing, Ok(CallOptions::default()));
    // A name that nobody knows is no matter where its value is undefined.
    assert_eq!(
        parse(Call::List, [("pagesize", OptionValue::Undefined)]),
        Ok(CallOptions::default())
    );
    let members = [
        ("fetch", OptionValue::Function),
        ("onEvent", OptionValue::Function),
        ("signal", OptionValue::Signal),
    ];
    assert_eq!(parse(Call::ListCall, members), Ok(CallOptions::default()));
}

#[test]
fn a_handler_needs_a_function_that_lets_visitors_in() {
    let expected = |got| Err(format!("option authorize: expected a function, got {got}"));
    let authorize = |value| parse(Call::Handler, [("authorize", value)]).map(drop);
    assert_eq!(authorize(OptionValue::Boolean(true)), expected("true"));
    assert_eq!(authorize(OptionValue::Undefined), expected("undefined"));
    assert_eq!(parse(Call::Handler, []).map(drop), expected("undefined"));
    assert_eq!(authorize(OptionValue::Function), Ok(()));
}

#[test]
fn a_body_of_another_type_is_refused_by_its_type() {
    for (value, got) in [(OptionValue::Number(7.0), "a number"), (OptionValue::Array, "an array")] {
        let expected =
            format!("option body: expected a Uint8Array, an ArrayBuffer or a string, got {got}");
        assert_eq!(OptionsError::body(&value).to_string(), expected);
    }
}

#[test]
fn every_rule_of_a_string_has_its_words() {
    for (takes, good, bad, words) in [
        (Takes::Instant, "2019-07-30T22:29:24Z", "2019-07-30", "an RFC 3339 date and time"),
        (Takes::Text, "a", "", "a string that is not empty"),
    ] {
        assert!(takes.takes_string(good) && !takes.takes_string(bad));
        assert_eq!(takes.to_string(), words);
    }
}

#[test]
fn parameters_have_names_of_their_own() {
    let mut names: Vec<_> = OptionName::parameters().filter_map(OptionName::wire_name).collect();
    assert!(
        ["Status", "FriendlyName", "PolicySid", "PageSize"].iter().all(|name| names.contains(name))
    );
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
    assert!(OptionName::FriendlyName.is_personal() && !OptionName::Status.is_personal());
    assert!(OptionName::ALL.iter().all(|option| !option.is_personal() || option.is_filter()));
    assert!(OptionName::Credentials.is_private() && !OptionName::Credentials.is_filter());
}
