use super::*;
use crate::base_url::BaseUrl;
use crate::credentials::Credentials;
use crate::failure::OptionsError;
use crate::json::Reader;
use crate::link::Cursor;

fn text(value: &str) -> Given {
    Given::Text(value.to_owned())
}

/// A value as JavaScript tells it.
fn given(json: &str) -> Given {
    Given::read(Reader::new(json.as_bytes()).value().unwrap())
}

/// Set one option, of either kind, and tell what is wrong with it.
fn refusal_of(name: OptionName, given: &Given) -> Option<String> {
    let result = match name.scope() {
        Scope::Client | Scope::Handler => ClientOptions::default().set(name, given),
        _ => ListOptions::default().set(name, given),
    };
    result.err().map(|error| error.to_string())
}

#[test]
fn names_are_found_in_their_call_alone() {
    for option in OptionName::ALL {
        for call in [Scope::Call, Scope::Handler] {
            let is_known = match (call, option.scope()) {
                (Scope::Call, scope) => scope != Scope::Handler,
                (_, scope) => scope != Scope::List,
            };
            assert_eq!(OptionName::find(call, option.as_str()).is_ok(), is_known, "{option:?}");
        }
        assert_eq!(OptionName::find(option.scope(), option.as_str()), Ok(*option));
    }
    for (scope, name, expected) in [
        (Scope::Client, "limit", "option limit: this option belongs to listCustomerProfiles"),
        (Scope::List, "baseUrl", "option baseUrl: this option belongs to createClient"),
        (Scope::Client, "authorize", "option authorize: this option belongs to createListHandler"),
        (Scope::Handler, "limit", "option limit: this option belongs to listCustomerProfiles"),
        (Scope::Handler, "authorise", "option authorise: unknown name; did you mean authorize?"),
        (Scope::Call, "pagesize", "option pagesize: unknown name; did you mean pageSize?"),
        (
            Scope::Call,
            "FriendlyName",
            "option FriendlyName: unknown name; did you mean friendlyName?",
        ),
        (Scope::Call, "baseURL", "option baseURL: unknown name; did you mean baseUrl?"),
        (Scope::Call, "timeout", "option timeout: unknown name; did you mean timeoutMs?"),
        (Scope::Client, "pageSiz", "option pageSiz: unknown name"),
        (Scope::Call, "__proto__", "option __proto__: unknown name"),
    ] {
        assert_eq!(OptionName::find(scope, name).unwrap_err().to_string(), expected);
    }
}

#[test]
fn bounds_hold_to_the_number() {
    for (name, good, bad) in [
        (OptionName::PageSize, "1 1000", r#"0 1001 0.5 -1 ["Infinity"]"#),
        (OptionName::MaxRetries, "0 100", "-1 101 1.5"),
        (OptionName::TimeoutMs, "1 2147483647", "0 2147483648"),
        (OptionName::TotalTimeoutMs, "1 2147483647", r#"0 ["Infinity"]"#),
        (OptionName::MaxRetryAfterMs, "0 2147483647", "-1 0.1"),
        (OptionName::MaxBodyBytes, "1 2147483647", r#"0 ["NaN"]"#),
        (
            OptionName::Limit,
            r#"1 1e15 9007199254740991 ["Infinity"]"#,
            r#"0 1.5 9007199254740992 ["-Infinity"]"#,
        ),
        (OptionName::MaxPages, r#"1 ["Infinity"]"#, r#"0 ["NaN"]"#),
    ] {
        for number in good.split(' ') {
            assert_eq!(refusal_of(name, &given(number)), None, "{name:?} {number}");
        }
        for number in bad.split(' ') {
            assert!(refusal_of(name, &given(number)).is_some(), "{name:?} {number}");
        }
    }
}

#[test]
fn refusals_say_what_the_option_takes_and_what_came() {
    for (name, given, expected) in [
        (
            OptionName::PageSize,
            Given::Number(0),
            "option pageSize: expected a whole number from 1 to 1000, got 0",
        ),
        (
            OptionName::PageSize,
            text("50"),
            "option pageSize: expected a whole number from 1 to 1000, got a text",
        ),
        (
            OptionName::Limit,
            given(r#"["a number with a fraction"]"#),
            "option limit: expected a whole number from 1, or Infinity, got a number with a fraction",
        ),
        (
            OptionName::MaxPages,
            given(r#"["NaN"]"#),
            "option maxPages: expected a whole number from 1, or Infinity, got NaN",
        ),
        (
            OptionName::Status,
            text("approved"),
            "option status: expected one of draft, pending-review, in-review, twilio-rejected, twilio-approved, got a text",
        ),
        (
            OptionName::FriendlyName,
            text(""),
            "option friendlyName: expected a text that is not empty, got an empty text",
        ),
        (
            OptionName::FriendlyName,
            given(r#"["a text with a lone surrogate"]"#),
            "option friendlyName: expected a text that is not empty, got a text with a lone surrogate",
        ),
        (
            OptionName::PolicySid,
            text("BU1"),
            "option policySid: expected a SID: RN and 32 hexadecimal digits, got a text",
        ),
        (
            OptionName::Cursor,
            text("x"),
            "option cursor: expected a cursor that a page or an error gave, got a text",
        ),
        (OptionName::Prefetch, given("null"), "option prefetch: expected true or false, got null"),
        (
            OptionName::Signal,
            given(r#"["an object"]"#),
            "option signal: expected an AbortSignal, got an object",
        ),
        (OptionName::Fetch, Given::Boolean(true), "option fetch: expected a function, got true"),
        (OptionName::OnEvent, text("log"), "option onEvent: expected a function, got a text"),
        (
            OptionName::Validation,
            text("loose"),
            "option validation: expected \"report\" or \"strict\", got a text",
        ),
        (
            OptionName::BaseUrl,
            Given::Number(7),
            "option baseUrl: expected an http or https URL, got 7",
        ),
        (
            OptionName::Credentials,
            text("AC:token"),
            "option credentials: expected { username, password }, { bearerToken }, or a function that gives one of them, got a text",
        ),
        (
            OptionName::Credentials,
            Given::Credentials(Credentials::bearer(String::new())),
            "option credentials: bearerToken must be visible ASCII characters, at least one",
        ),
    ] {
        assert_eq!(refusal_of(name, &given).as_deref(), Some(expected));
    }
}

#[test]
fn a_cursor_stands_beside_no_filter() {
    let cursor = Cursor::parse("page:?PageToken=a");
    let options = ListOptions { cursor: cursor.clone(), limit: Some(5), ..ListOptions::default() };
    assert_eq!(options.check(), Ok(()));
    let options = ListOptions { cursor, page_size: Some(5), ..ListOptions::default() };
    let expected =
        "option cursor: a cursor carries the filters and the page size: leave out pageSize";
    assert_eq!(options.check().unwrap_err().to_string(), expected);
}

#[test]
fn credentials_stay_private() {
    let with = |base: &str, allow| ClientOptions {
        has_credentials: true,
        base_url: BaseUrl::parse(base).unwrap(),
        allow_browser_credentials: allow,
        ..ClientOptions::default()
    };
    let option =
        |result: Result<(), OptionsError>| result.err().map(|error| error.option().to_owned());
    assert_eq!(option(with("https://example.com", false).check(false)), None);
    assert_eq!(option(with("http://127.0.0.1:1", false).check(false)), None);
    assert_eq!(option(with("http://example.com", false).check(false)).as_deref(), Some("baseUrl"));
    assert_eq!(
        option(with("https://example.com", false).check(true)).as_deref(),
        Some("credentials")
    );
    assert_eq!(option(with("https://example.com", true).check(true)), None);
    let without = ClientOptions { has_credentials: false, ..with("http://example.com", false) };
    assert_eq!(option(without.check(true)), None);
}

#[test]
fn the_first_page_carries_the_filters_escaped() {
    let options = ListOptions {
        status: crate::values::Status::parse(b"draft"),
        friendly_name: Some("A&B=é +#".to_owned()),
        page_size: Some(20),
        limit: Some(7),
        ..ListOptions::default()
    };
    let page = options.first_page();
    assert_eq!(
        BaseUrl::default().page_url(page.as_str()),
        "https://trusthub.twilio.com/v1/CustomerProfiles?Status=draft&FriendlyName=A%26B%3D%C3%A9%20%2B%23&PageSize=20"
    );
    assert_eq!(page.friendly_name().as_deref(), Some("A&B=é +#"));
}

#[test]
fn a_limit_alone_sets_the_page_size() {
    for (limit, expected) in [(None, ""), (Some(7), "?PageSize=7"), (Some(5000), "?PageSize=1000")]
    {
        let options = ListOptions { limit, ..ListOptions::default() };
        assert_eq!(options.first_page().as_str(), expected);
    }
}

#[test]
fn options_are_read_as_javascript_tells_them() {
    let read = |json: &str, scope, is_browser| {
        let given = Reader::new(json.as_bytes()).value().unwrap();
        CallOptions::read(given, scope, is_browser).map_err(|error| error.to_string())
    };
    let options = read(
        r#"{"pageSize": 7, "credentials": {"bearerToken": "t"}, "limit": ["Infinity"], "fetch": ["a function"], "signal": ["an AbortSignal"]}"#,
        Scope::Call,
        false,
    )
    .unwrap();
    assert_eq!(options.list.page_size, Some(7));
    assert!(options.client.has_credentials);
    for (json, scope, expected) in [
        (r#"["null"]"#, Scope::Call, "option options: expected an object, got null"),
        (
            r#"{"credentials": {"username": "u"}}"#,
            Scope::Client,
            "option credentials: password is missing",
        ),
        (
            r#"{"credentials": {"password": "p"}}"#,
            Scope::Client,
            "option credentials: username is missing",
        ),
        (
            r#"{"credentials": {}}"#,
            Scope::Client,
            "option credentials: expected { username, password } or { bearerToken }",
        ),
        (
            r#"{"credentials": {"username": "u", "bearerToken": "t"}}"#,
            Scope::Client,
            "option credentials: expected a user name and a password, or a bearer token, not both",
        ),
        (
            r#"{"credentials": {"user": "u"}}"#,
            Scope::Client,
            "option credentials: user: unknown name; did you mean username?",
        ),
        (
            r#"{"credentials": {"username": ["a symbol"]}}"#,
            Scope::Client,
            "option credentials: username: expected a text, got a symbol",
        ),
        (
            r#"{"authorize": true}"#,
            Scope::Handler,
            "option authorize: expected a function, got true",
        ),
        ("{}", Scope::Handler, "option authorize: expected a function, got undefined"),
        (
            r#"{"pageSize": 7}"#,
            Scope::Page,
            "option pageSize: this option belongs to listCustomerProfiles",
        ),
    ] {
        assert_eq!(read(json, scope, false), Err(expected.to_owned()), "{json}");
    }
    assert!(read(r#"{"credentials": ["a function"]}"#, Scope::Client, true).is_err());
    assert!(read(r#"{"authorize": ["a function"]}"#, Scope::Handler, true).is_ok());
}
