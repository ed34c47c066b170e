//! The boundary between the core and JavaScript, in real browsers: what goes in, and what comes out.

use js_sys::{Array, Function, JSON, Reflect, Uint8Array};
use trusthub_profiles::wasm::{
    Walk, check_options, failure, page, parse_page, read_request, redacted, request, start,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const PAGE: &str = r#"{"results": [{"sid": "BU0123456789abcdef0123456789abcdef", "friendly_name": "中文 \ud83d\ude00",
    "date_created": "2019-07-30T22:29:24Z", "links": {"__proto__": "https://x"}, "new": {"a": 1}}],
    "meta": {"page": 0, "next_page_url": "https://elsewhere.example/v1/CustomerProfiles?Page=1&PageToken=a==",
    "previous_page_url": "https://elsewhere.example/other"}}"#;

/// A value that a JavaScript expression has; `a` is an argument for it.
fn js(expression: &str, argument: &JsValue) -> JsValue {
    let body = format!("'use strict'; return {expression};");
    Function::new_with_args("a", &body).call1(&JsValue::UNDEFINED, argument).unwrap()
}

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap())
}

fn text(value: &JsValue, path: &str) -> String {
    get(value, path).as_string().unwrap_or_else(|| panic!("no text at {path}"))
}

fn parsed(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

/// A host that hands in a body, and gives records for errors, the instants and the rest of a page for its objects; and
/// what it was told of counts.
fn begin(body: &str) -> (u32, Array, Array) {
    let (counts, pages) = (Array::new(), Array::new());
    let bytes = Uint8Array::from(body.as_bytes());
    let host = js(
        "({
            read: (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
            copyBody: (room) => room.set(a[0]),
            count: (...counted) => a[1].push(counted),
            errorFrom(record) { return this.read(record); },
            pageObjects(codes, instants, texts, blockEnds, rest) {
                const page = { instants: instants.slice(), rest: this.read(rest) };
                a[2].push({ ...page, ...page.rest.facts });
            },
            panicked: (message) => console.error(message),
        })",
        &Array::of3(&bytes, &counts, &pages),
    );
    start(host.unchecked_into());
    (bytes.length(), counts, pages)
}

#[wasm_bindgen_test]
fn a_body_gives_the_parts_of_its_page() {
    let (length, _, pages) = begin(PAGE);
    parse_page("", length, "").unwrap();
    let page = pages.get(0);
    assert_eq!(text(&page, "rest.sids.0"), "BU0123456789abcdef0123456789abcdef");
    assert_eq!(get(&page, "instants.1").as_f64(), Some(1_564_525_764_000.0));
    assert!(get(&page, "instants.0").as_f64().unwrap().is_nan());
    assert_eq!(text(&page, "rest.values.0"), "中文 😀");
    let own = js("Object.hasOwn(a, '__proto__')", &get(&page, "rest.values.1"));
    assert_eq!(own, JsValue::TRUE);
}

#[wasm_bindgen_test]
fn what_is_no_body_is_refused() {
    begin("");
    let error = parse_page("", 0, "a number").unwrap_err();
    let expected = "option body: expected a Uint8Array, an ArrayBuffer or a text, got a number";
    assert_eq!(text(&error, "message"), expected);
}

#[wasm_bindgen_test]
fn strict_errors_hold_every_issue() {
    let (length, ..) =
        begin(r#"{"results": [{"sid": "x", "status": 7}], "meta": {"next_page_url": null}}"#);
    let error = parse_page(r#"{"validation": "strict"}"#, length, "").unwrap_err();
    assert_eq!(text(&error, "kind"), "response");
    assert_eq!(get(&error, "issues.length").as_f64(), Some(2.0));
    assert_eq!(text(&error, "issues.0.value"), "x");
    assert_eq!(text(&error, "issues.1.code"), "type");
}

#[wasm_bindgen_test]
fn options_are_checked() {
    begin("");
    let facts =
        check_options(r#"{"options": {"timeoutMs": 7, "pageSize": 20}, "scope": "call"}"#).unwrap();
    assert_eq!(facts, r#"{"timeoutMs":7,"totalTimeoutMs":120000,"maxBodyBytes":67108864}"#);
    for (given, scope, is_browser, expected) in [
        (
            r#"{"pageSize": ["a bigint"]}"#,
            "list",
            false,
            "option pageSize: expected a whole number from 1 to 1000, got a bigint",
        ),
        (r#"["null"]"#, "call", false, "option options: expected an object, got null"),
        (
            r#"{"credentials": {"bearerToken": "t"}}"#,
            "client",
            true,
            "option credentials: a browser shows credentials to whoever opens the page: leave them out and let baseUrl name a server that adds them, or set dangerouslyAllowBrowserCredentials",
        ),
    ] {
        let facts =
            format!(r#"{{"options": {given}, "scope": "{scope}", "isBrowser": {is_browser}}}"#);
        let error = check_options(&facts).unwrap_err();
        assert_eq!(text(&error, "message"), expected, "{given}");
        assert_eq!(text(&error, "kind"), "options");
    }
}

#[wasm_bindgen_test]
fn a_request_carries_what_it_must() {
    begin("");
    let facts = r#"{"options": {"baseUrl": "https://example.com/proxy"}, "cursor": "page:?PageSize=2", "credentials": {"username": "ü", "password": "p:é"}}"#;
    let sent = parsed(&request(facts).unwrap());
    assert_eq!(text(&sent, "url"), "https://example.com/proxy/v1/CustomerProfiles?PageSize=2");
    assert_eq!(text(&sent, "authorization"), "Basic w7w6cDrDqQ==");
    let told = facts.replacen('{', r#"{"text": "an id with p:é in it", "#, 1);
    assert_eq!(redacted(&told).unwrap(), "an id with … in it");
    let error = request(r#"{"cursor": "bad-link"}"#).unwrap_err();
    assert_eq!(text(&error, "reason"), "bad-link");
    let error = request(r#"{"cursor": "page:", "credentials": ["undefined"]}"#).unwrap_err();
    assert_eq!(text(&error, "option"), "credentials");
}

#[wasm_bindgen_test]
fn a_page_comes_with_its_cursors_and_an_issue_for_a_link_back_that_names_none() {
    let (length, counts, pages) = begin(PAGE);
    page(&format!(r#"{{"cursor": "page:?PageSize=2", "length": {length}}}"#)).unwrap();
    let page = pages.get(0);
    assert_eq!(text(&page, "cursor"), "page:?PageSize=2");
    assert_eq!(text(&page, "nextCursor"), "page:?Page=1&PageToken=a==");
    assert_eq!(get(&page, "previousCursor"), JsValue::NULL);
    let issues = get(&page, "rest.issues");
    assert_eq!(get(&issues, "length").as_f64(), Some(1.0));
    assert_eq!(text(&issues, "0.path"), "/meta/previous_page_url");
    assert_eq!(text(&issues, "0.code"), "uri");
    assert_eq!(text(&issues, "0.value"), "https://elsewhere.example/other");
    assert_eq!(String::from(JSON::stringify(&counts).unwrap()), "[[1,1]]");
}

#[wasm_bindgen_test]
fn a_body_that_is_passed_on_gives_no_objects() {
    let (length, counts, pages) = begin(PAGE);
    page(&format!(r#"{{"cursor": "page:", "isRelayed": true, "length": {length}}}"#)).unwrap();
    assert_eq!((counts.length(), pages.length()), (1, 0));
}

#[wasm_bindgen_test]
fn a_failure_tells_what_the_server_said_without_the_secrets() {
    let (length, ..) = begin(
        r#"{"code": 20003, "message": "Authenticate s3cret", "more_info": "https://x/20003", "details": {"a": 1}}"#,
    );
    let facts = r#"{"cursor": "page:", "credentials": {"username": "AC1", "password": "s3cret"}, "attempts": 1, "kind": "api", "status": 401, "now": 0, "elapsedMs": 5, "random": 0}"#;
    let facts = facts.replacen('{', &format!(r#"{{"length": {length}, "#), 1);
    let failed = parsed(&failure(&facts).unwrap());
    assert_eq!(get(&failed, "waitMs"), JsValue::NULL);
    assert_eq!(text(&failed, "error.message"), "the API answered 401 (code 20003): Authenticate …");
    assert_eq!(get(&failed, "error.code").as_f64(), Some(20003.0));
    assert_eq!(get(&failed, "error.details.a").as_f64(), Some(1.0));
    assert_eq!(get(&failed, "error.retryAfterMs"), JsValue::NULL);
}

#[wasm_bindgen_test]
fn a_visitors_request_is_read() {
    begin("");
    let read = |query| {
        let facts =
            format!(r#"{{"method": "GET", "path": "/v1/CustomerProfiles", "query": "{query}"}}"#);
        parsed(&read_request(&facts).unwrap())
    };
    assert_eq!(text(&read("?PageSize=5"), "cursor"), "page:?PageSize=5");
    assert_eq!(get(&read("?pageSize=5"), "status").as_f64(), Some(400.0));
}

#[wasm_bindgen_test]
fn a_walk_tells_the_next_page_and_when_to_stop() {
    begin("");
    let mut walk = Walk::new(r#"{"limit": 3}"#).unwrap();
    let first = walk.next_page().unwrap().unwrap();
    assert_eq!(first, "page:?PageSize=3");
    assert_eq!(walk.arrive(&first, 2, Some(1.0), Some("page:?b".to_owned())).unwrap(), 2);
    assert!(walk.goes_on());
    let second = walk.next_page().unwrap().unwrap();
    assert_eq!(walk.arrive(&second, 2, Some(2.0), Some("page:?c".to_owned())).unwrap(), 1);
    assert!(!walk.goes_on());
    assert_eq!(walk.next_page().unwrap(), None);
}
