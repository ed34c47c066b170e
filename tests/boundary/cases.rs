//! The boundary between the core and JavaScript, in real browsers: what goes in, what comes out, what `fetch` is given.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use trusthub_profiles::wasm::{Walk, check_options, fetch_page, parse_page, start};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

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

/// Client options as a caller writes them, checked, with an injected `fetch` that keeps what it is given.
fn client(options: &str, fetch: &str) -> (JsValue, Array) {
    begin();
    let calls = Array::new();
    let fetch = js(
        &format!(
            "function (...call) {{ a.push([this, ...call]); return ({fetch})(call[0], call[1], a.length); }}"
        ),
        &calls,
    );
    let options = js(&format!("({options})"), &JsValue::UNDEFINED);
    Reflect::set(&options, &"fetch".into(), &fetch).unwrap();
    let checked = check_options(&options, "client").unwrap();
    (get(&checked, "client"), calls)
}

async fn fetch(client: &JsValue) -> Result<JsValue, JsValue> {
    fetch_page(
        client.clone(),
        "page:?PageSize=2".to_owned(),
        0,
        AbortController::new().unwrap().signal(),
        false,
    )
    .await
}

fn response(status: u16) -> String {
    format!(
        "() => Promise.resolve(new Response({}, {{ status: {status} }}))",
        JSON::stringify(&PAGE.into()).unwrap()
    )
}

/// Records for errors, the instants and the rest of a page for its objects.
fn begin() {
    let host = js(
        "({
            read: (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
            errorFrom(record, cause) { return { ...this.read(record), cause }; },
            pageObjects(codes, instants, texts, blockEnds, rest) {
                const page = { instants: instants.slice(), rest: this.read(rest) };
                return { ...page, ...page.rest.facts };
            },
            tell(listener, event) { try { listener(this.read(event)); } catch {} },
            ignore() {},
            panicked: (message) => console.error(message),
        })",
        &JsValue::UNDEFINED,
    );
    start(host.unchecked_into());
}

async fn sleep(milliseconds: u32) {
    let promise = js("new Promise((resolve) => setTimeout(resolve, a))", &milliseconds.into());
    JsFuture::from(Promise::from(promise)).await.unwrap();
}

#[wasm_bindgen_test]
fn a_body_of_each_type_gives_the_same_parts() {
    begin();
    let bytes = Uint8Array::from(PAGE.as_bytes());
    for body in [JsValue::from(PAGE), bytes.buffer().into(), bytes.into()] {
        let page = parse_page(&body, &JsValue::UNDEFINED).unwrap();
        assert_eq!(text(&page, "rest.sids.0"), "BU0123456789abcdef0123456789abcdef");
        assert_eq!(get(&page, "instants.1").as_f64(), Some(1_564_525_764_000.0));
        assert!(get(&page, "instants.0").as_f64().unwrap().is_nan());
        assert_eq!(text(&page, "rest.values.0"), "中文 😀");
        let own = js("Object.hasOwn(a, '__proto__')", &get(&page, "rest.values.1"));
        assert_eq!(own, JsValue::TRUE);
    }
}

#[wasm_bindgen_test]
fn a_body_of_another_type_is_refused() {
    begin();
    for (body, given) in [
        ("7", "a number"),
        ("null", "null"),
        ("[1]", "an array"),
        ("new DataView(new ArrayBuffer(1))", "an object"),
    ] {
        let error = parse_page(&js(body, &JsValue::UNDEFINED), &JsValue::UNDEFINED).unwrap_err();
        let expected =
            format!("option body: expected a Uint8Array, an ArrayBuffer or a text, got {given}");
        assert_eq!(text(&error, "message"), expected);
    }
}

#[wasm_bindgen_test]
fn strict_errors_hold_every_issue() {
    begin();
    let body = r#"{"results": [{"sid": "x", "status": 7}], "meta": {"next_page_url": null}}"#;
    let error = parse_page(&body.into(), &js("({ validation: 'strict' })", &JsValue::UNDEFINED))
        .unwrap_err();
    assert_eq!(text(&error, "kind"), "response");
    assert_eq!(get(&error, "issues.length").as_f64(), Some(2.0));
    assert_eq!(text(&error, "issues.0.value"), "x");
    assert_eq!(text(&error, "issues.1.code"), "type");
}

#[wasm_bindgen_test]
fn options_are_read_as_callers_write_them() {
    begin();
    for (options, expected) in [
        ("({ pagesize: 1 })", "option pagesize: unknown name; did you mean pageSize?"),
        (
            "({ pageSize: null })",
            "option pageSize: expected a whole number from 1 to 1000, got null",
        ),
        (
            "({ pageSize: '5' })",
            "option pageSize: expected a whole number from 1 to 1000, got a text",
        ),
        (
            "({ limit: 5n })",
            "option limit: expected a whole number from 1, or Infinity, got a bigint",
        ),
        (
            "({ friendlyName: 'a\\ud800' })",
            "option friendlyName: expected a text that is not empty, got a text with a lone surrogate",
        ),
        ("({ signal: {} })", "option signal: expected an AbortSignal, got an object"),
        (
            "({ baseUrl: 'nowhere' })",
            "option baseUrl: expected an http or https URL, got a text that is no URL",
        ),
        ("({ fetch: 'fetch' })", "option fetch: expected a function, got a text"),
        ("null", "option options: expected an object, got null"),
        (
            "({ credentials: { username: 'u' }, dangerouslyAllowBrowserCredentials: true })",
            "option credentials: password is missing",
        ),
        (
            "({ credentials: { user: 'u' } })",
            "option credentials: user: unknown name; did you mean username?",
        ),
        (
            "({ credentials: { username: 'u', password: 'p' } })",
            "option credentials: a browser shows credentials to whoever opens the page: leave them out and let baseUrl name a server that adds them, or set dangerouslyAllowBrowserCredentials",
        ),
    ] {
        let error = check_options(&js(options, &JsValue::UNDEFINED), "call").unwrap_err();
        assert_eq!(text(&error, "message"), expected, "{options}");
        assert_eq!(text(&error, "kind"), "options");
    }
    let options = "({ baseUrl: new URL('HTTP://LOCALHOST:80/a/../b/'), limit: Infinity, pageSize: undefined, signal: new AbortController().signal })";
    let checked = check_options(&js(options, &JsValue::UNDEFINED), "call").unwrap();
    assert_eq!(text(&checked, "client.baseUrl"), "http://localhost/b/");
    assert!(!Reflect::has(&get(&checked, "list"), &"pageSize".into()).unwrap());
}

#[wasm_bindgen_test]
async fn a_request_carries_what_it_must_and_nothing_else() {
    let options = "{ credentials: { username: 'ü', password: 'p:é' }, dangerouslyAllowBrowserCredentials: true, baseUrl: 'https://example.com/proxy' }";
    let (client, calls) = client(options, &response(200));
    let page = fetch(&client).await.unwrap();
    assert_eq!(text(&page, "cursor"), "page:?PageSize=2");
    assert_eq!(text(&page, "nextCursor"), "page:?Page=1&PageToken=a==");
    assert_eq!(get(&page, "previousCursor"), JsValue::NULL);
    assert_eq!(get(&page, "attempts").as_f64(), Some(1.0));

    let call = calls.get(0);
    assert!(get(&call, "0").is_undefined(), "fetch is called without a this");
    assert_eq!(text(&call, "1"), "https://example.com/proxy/v1/CustomerProfiles?PageSize=2");
    assert_eq!(text(&call, "2.method"), "GET");
    assert_eq!(text(&call, "2.redirect"), "manual");
    let headers = JSON::stringify(&get(&call, "2.headers")).unwrap();
    // In a browser no header but these: any other asks for the server's leave first.
    assert_eq!(
        String::from(headers),
        r#"{"Accept":"application/json","Authorization":"Basic w7w6cDrDqQ=="}"#
    );
}

#[wasm_bindgen_test]
async fn a_link_back_that_names_no_page_is_an_issue() {
    let (client, _) = client("{}", &response(200));
    let page = fetch(&client).await.unwrap();
    let issues = get(&page, "rest.issues");
    assert_eq!(get(&issues, "length").as_f64(), Some(1.0));
    assert_eq!(text(&issues, "0.path"), "/meta/previous_page_url");
    assert_eq!(text(&issues, "0.code"), "uri");
    assert_eq!(text(&issues, "0.value"), "https://elsewhere.example/other");
}

#[wasm_bindgen_test]
async fn credentials_are_asked_for_before_each_attempt() {
    let options = "{ credentials: (() => { let n = 0; return async () => ({ bearerToken: `t${++n}` }); })(), dangerouslyAllowBrowserCredentials: true }";
    let fetch_function = format!(
        "(url, init, n) => n === 1 ? Promise.resolve(new Response('', {{ status: 503 }})) : ({})()",
        response(200)
    );
    let (client, calls) = client(options, &fetch_function);
    let page = fetch(&client).await.unwrap();
    assert_eq!(get(&page, "attempts").as_f64(), Some(2.0));
    assert_eq!(text(&calls.get(0), "2.headers.Authorization"), "Bearer t1");
    assert_eq!(text(&calls.get(1), "2.headers.Authorization"), "Bearer t2");
}

#[wasm_bindgen_test]
async fn what_a_credentials_function_throws_is_passed_on() {
    let options =
        "{ credentials: () => { throw 'mine'; }, dangerouslyAllowBrowserCredentials: true }";
    let (client, calls) = client(options, &response(200));
    assert_eq!(fetch(&client).await.unwrap_err(), JsValue::from("mine"));
    assert_eq!(calls.length(), 0);
}

#[wasm_bindgen_test]
async fn hand_made_responses_do() {
    let page = JSON::stringify(&PAGE.into()).unwrap();
    for made in [
        format!("({{ status: 200, text: () => {page} }})"),
        format!(
            "({{ status: 200, arrayBuffer: async () => new TextEncoder().encode({page}).buffer }})"
        ),
        format!("({{ status: 200, body: new Blob([{page}]).stream() }})"),
    ] {
        let (client, _) = client("{}", &format!("() => {made}"));
        assert!(fetch(&client).await.is_ok(), "{made}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_response_is_a_network_error_that_is_not_repeated() {
    for made in [
        "7",
        "null",
        "undefined",
        "({})",
        "({ status: '200', text: () => '' })",
        "({ status: 200, redirected: true, text: () => '' })",
    ] {
        let (client, calls) = client("{}", &format!("() => {made}"));
        let error = fetch(&client).await.unwrap_err();
        assert_eq!(text(&error, "kind"), "network", "{made}");
        assert_eq!(get(&error, "retryable"), JsValue::FALSE, "{made}");
        assert_eq!(calls.length(), 1, "{made}");
    }
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_request_with_its_own_reason() {
    // A fetch that never answers and ignores its signal.
    let (client, calls) = client("{}", "() => new Promise(() => {})");
    let controller = AbortController::new().unwrap();
    let pending = wasm_bindgen_futures::future_to_promise(fetch_page(
        client.clone(),
        "page:".to_owned(),
        0,
        controller.signal(),
        false,
    ));
    sleep(10).await;
    controller.abort_with_reason(&"mine".into());
    assert_eq!(JsFuture::from(pending).await.unwrap_err(), JsValue::from("mine"));
    assert_eq!(get(&calls.get(0), "2.signal.aborted"), JsValue::TRUE);

    let error =
        fetch_page(client, "page:".to_owned(), 0, controller.signal(), false).await.unwrap_err();
    assert_eq!(error, JsValue::from("mine"));
    assert_eq!(calls.length(), 1, "nothing is sent when the signal is aborted already");
}

#[wasm_bindgen_test]
async fn an_attempts_time_covers_headers_and_body() {
    let stalling_body = "() => Promise.resolve(new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array([123])) })))";
    for stalling in ["() => new Promise(() => {})", stalling_body] {
        let (client, calls) = client("{ timeoutMs: 30, maxRetries: 0 }", stalling);
        let error = fetch(&client).await.unwrap_err();
        assert_eq!(text(&error, "kind"), "timeout", "{stalling}");
        assert_eq!(text(&error, "scope"), "attempt", "{stalling}");
        assert_eq!(text(&error, "message"), "no complete response within 30 ms (timeoutMs)");
        assert_eq!(text(&error, "cursor"), "page:?PageSize=2");
        assert_eq!(get(&calls.get(0), "2.signal.aborted"), JsValue::TRUE);
    }
}

#[wasm_bindgen_test]
async fn an_api_error_tells_what_the_server_said_without_the_secrets() {
    let body = r#"{"code": 20003, "message": "Authenticate s3cret", "more_info": "https://x/20003", "details": {"a": 1}}"#;
    let fetch_function = format!(
        "() => Promise.resolve(new Response({}, {{ status: 401, headers: {{ 'Twilio-Request-Id': 'RQ1' }} }}))",
        JSON::stringify(&body.into()).unwrap()
    );
    let (client, _) = client(
        "{ credentials: { username: 'AC1', password: 's3cret' }, dangerouslyAllowBrowserCredentials: true }",
        &fetch_function,
    );
    let error = fetch(&client).await.unwrap_err();
    assert_eq!(text(&error, "message"), "the API answered 401 (code 20003): Authenticate …");
    assert_eq!(text(&error, "requestId"), "RQ1");
    assert_eq!(get(&error, "code").as_f64(), Some(20003.0));
    assert_eq!(get(&error, "details.a").as_f64(), Some(1.0));
    assert_eq!(get(&error, "retryAfterMs"), JsValue::NULL);
}

#[wasm_bindgen_test]
async fn listeners_are_told_facts_and_change_nothing() {
    let events = Array::new();
    let listener = js("(event) => { a.push(event); throw new Error('mine'); }", &events);
    let (client, _) = client("{}", &response(200));
    Reflect::set(&client, &"onEvent".into(), &listener).unwrap();
    fetch(&client).await.unwrap();
    let types: Vec<_> = events.iter().map(|event| text(&event, "type")).collect();
    assert_eq!(types, ["request", "response", "page"]);
    let names = Object::keys(&Object::from(events.get(1))).join(",");
    assert_eq!(String::from(names), "type,page,attempt,status,elapsedMs,requestId");
    assert_eq!(get(&events.get(2), "profiles").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
fn a_walk_tells_the_next_page_and_when_to_stop() {
    let checked = check_options(&js("({ limit: 3 })", &JsValue::UNDEFINED), "list").unwrap();
    let mut walk = Walk::new(&get(&checked, "list")).unwrap();
    let first = walk.next_page().unwrap().unwrap();
    assert_eq!(first, "page:?PageSize=3");
    assert_eq!(walk.arrive(&first, 2, Some(1.0), Some("page:?b".to_owned())).unwrap(), 2);
    assert!(walk.goes_on());
    let second = walk.next_page().unwrap().unwrap();
    assert_eq!(walk.arrive(&second, 2, Some(2.0), Some("page:?c".to_owned())).unwrap(), 1);
    assert!(!walk.goes_on());
    assert_eq!(walk.next_page().unwrap(), None);
}
