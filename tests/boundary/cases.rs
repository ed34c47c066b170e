//! The boundary between the core and JavaScript, in real browsers: what goes in, and what comes out.

use js_sys::{Array, Function, Promise, Reflect};
use trusthub_profiles::cursor::Cursor;
use trusthub_profiles::wasm::{
    HandlerRequest, Walk, check_call_options, check_client_options, check_fetch_options,
    check_handler_options, check_list_options, parse_cursor, parse_page, start,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const PAGE: &str = r#"{"results": [{"sid": "BU0123456789abcdef0123456789abcdef", "friendly_name": "中文 \ud83d\ude00",
    "date_created": "2019-07-30T22:29:24Z", "links": {"__proto__": "https://x"}, "new": {"a": 1}}],
    "meta": {"page": 0, "next_page_url": "https://elsewhere.example/v1/CustomerProfiles?Page=1&PageToken=a==",
    "previous_page_url": "https://elsewhere.example/other"}}"#;

/// What the package's JavaScript does for the core, told in plain objects.
const HOST: &str = "
    globalThis.requests = 0;
    Object.assign(globalThis, {
        makePage(codes, instants, texts, blockEnds, rest, facts) {
            return { instants: instants.slice(), rest: JSON.parse(new TextDecoder().decode(rest)), facts };
        },
        makeError: (facts) => facts,
        bytesOf: (value) => typeof value === 'string' ? new TextEncoder().encode(value) : value instanceof Uint8Array ? value : undefined,
        openRequest() { globalThis.requests += 1; return new AbortController(); },
        closeRequest() { globalThis.requests -= 1; },
        discard(response) { Promise.resolve(response).then((it) => it?.body?.cancel?.(), () => {}); },
        panicked: (message) => console.error(message),
        BodyReader: class {
            bytes = new Uint8Array(0);
            get length() { return this.bytes.length; }
            async read(response, limit) {
                const bytes = new Uint8Array(await response.arrayBuffer());
                if (bytes.length > limit) return false;
                this.bytes = bytes;
                return true;
            }
            copyTo(buffer) { buffer.set(this.bytes); }
            cancel() {}
        },
    });";

/// A value that a JavaScript expression has; `a` is an argument for it.
fn js_of(expression: &str, argument: &JsValue) -> JsValue {
    let body = format!("'use strict'; return {expression};");
    Function::new_with_args("a", &body).call1(&JsValue::UNDEFINED, argument).unwrap()
}

fn js(expression: &str) -> JsValue {
    js_of(expression, &JsValue::UNDEFINED)
}

/// A value within another, by the names on the way to it.
fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap())
}

fn text(value: &JsValue, path: &str) -> String {
    get(value, path).as_string().unwrap_or_else(|| panic!("no string at {path}"))
}

fn number(value: &JsValue, path: &str) -> f64 {
    get(value, path).as_f64().unwrap_or_else(|| panic!("no number at {path}"))
}

fn begin() {
    Function::new_no_args(HOST).call0(&JsValue::UNDEFINED).unwrap();
    start();
}

/// Checked options of a client whose `fetch` is a JavaScript expression.
fn client(fetch: &str, more: &str) -> JsValue {
    let options = js(&format!("({{ fetch: {fetch}, {more} }})"));
    check_client_options(&options).unwrap()
}

/// A `fetch` that answers with a string.
fn answer(body: &str, init: &str) -> String {
    format!("async () => new Response({body:?}, {init})")
}

fn list(options: &str) -> JsValue {
    check_list_options(&js("({})"), &js(options)).unwrap()
}

async fn settled(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

fn no_requests_are_left() {
    assert_eq!(js("globalThis.requests").as_f64(), Some(0.0), "requests that are still open");
}

#[wasm_bindgen_test]
fn a_body_becomes_the_parts_of_its_page() {
    begin();
    let page = parse_page(&PAGE.into(), &JsValue::UNDEFINED).unwrap();
    assert_eq!(text(&page, "rest.sids.0"), "BU0123456789abcdef0123456789abcdef");
    assert_eq!(number(&page, "instants.1"), 1_564_525_764_000.0);
    assert!(number(&page, "instants.0").is_nan());
    assert_eq!(text(&page, "rest.values.0"), "中文 😀");
    let own = js_of("Object.hasOwn(a, '__proto__')", &get(&page, "rest.values.1"));
    assert_eq!(own, JsValue::TRUE);
    assert!(get(&page, "facts").is_undefined());
}

#[wasm_bindgen_test]
fn what_is_no_body_is_refused() {
    begin();
    let error = parse_page(&7.into(), &JsValue::UNDEFINED).unwrap_err();
    let expected = "option body: expected a Uint8Array, an ArrayBuffer or a string, got a number";
    assert_eq!(text(&error, "message"), expected);
}

#[wasm_bindgen_test]
fn strict_errors_hold_every_issue() {
    begin();
    let body = r#"{"results": [{"sid": "x", "status": 7}], "meta": {"next_page_url": null}}"#;
    let error = parse_page(&body.into(), &js("({ validation: 'strict' })")).unwrap_err();
    assert_eq!(text(&error, "kind"), "response");
    assert_eq!(number(&error, "issues.length"), 2.0);
    assert_eq!(text(&error, "issues.0.value"), "x");
    assert_eq!(number(&error, "issues.1.value"), 7.0);
    assert_eq!(text(&error, "issues.1.code"), "type");
}

#[wasm_bindgen_test]
fn options_are_read_once_and_kept_as_they_were_checked() {
    begin();
    let options = js("({
        reads: 0,
        options: {},
        make() {
            const self = this;
            Object.defineProperty(this.options, 'pageSize', { enumerable: true, get() { self.reads += 1; return 20; } });
            Object.defineProperty(this.options, 'limit', { enumerable: false, value: 'not enumerable' });
            this.options.credentials = { username: 'AC1', password: 'p' };
            this.options.dangerouslyAllowBrowserCredentials = true;
            this.options.baseUrl = new URL('HTTP://LOCALHOST:80/a/../b/');
            this.options.signal = undefined;
            return this;
        },
    }).make()");
    let kept = check_call_options(&get(&options, "options")).unwrap();
    assert_eq!(number(&options, "reads"), 1.0);
    js_of("a.credentials.password = 'changed'", &get(&options, "options"));
    let (client, list) = (kept.get(0), kept.get(1));
    assert_eq!(text(&client, "baseUrl"), "http://localhost/b/");
    assert_eq!(text(&client, "credentials.password"), "p");
    assert_eq!(number(&list, "pageSize"), 20.0);
    let is_frozen = "Object.isFrozen(a) && Object.isFrozen(a.credentials)";
    assert_eq!(js_of(is_frozen, &client), JsValue::TRUE);
    let names = js_of("Object.keys(a).join()", &list);
    assert_eq!(names.as_string().unwrap(), "pageSize");
}

#[wasm_bindgen_test]
fn options_that_cannot_be_right_are_errors() {
    begin();
    for (options, expected) in [
        (
            "({ pageSize: 5n })",
            "option pageSize: expected a whole number from 1 to 1000, got a bigint",
        ),
        ("null", "option options: expected an object, got null"),
        (
            "Object.create({ pagesize: 1 }, { pagesize: { value: 1, enumerable: true } })",
            "option pagesize: unknown name; did you mean pageSize?",
        ),
        (
            "({ signal: { aborted: 'no' } })",
            "option signal: expected an AbortSignal, got an object",
        ),
        (
            "({ baseUrl: 'http://[' })",
            "option baseUrl: expected an http or https URL, got a string that is no URL",
        ),
        (
            "({ credentials: { bearerToken: 't' } })",
            "option credentials: a browser shows credentials to whoever opens the page: leave them out and let baseUrl name a server that adds them, or set dangerouslyAllowBrowserCredentials",
        ),
    ] {
        let error = check_call_options(&js(options)).unwrap_err();
        assert_eq!(text(&error, "message"), expected, "{options}");
        assert_eq!(text(&error, "kind"), "options");
    }
    // What a getter of the caller's throws is theirs.
    let thrown = check_call_options(&js("({ get limit() { throw 'mine'; } })")).unwrap_err();
    assert_eq!(thrown, JsValue::from("mine"));
    let handler = check_handler_options(&js("({})")).unwrap_err();
    assert_eq!(text(&handler, "option"), "authorize");
}

#[wasm_bindgen_test]
async fn a_page_comes_over_an_injected_fetch_with_its_cursors() {
    begin();
    let client = client(&answer(PAGE, "{ headers: { 'Twilio-Request-Id': 'RQ1' } }"), "");
    let walk = Walk::new(&client, &list("({ pageSize: 2 })"), 1, 0, false).unwrap();
    let page = settled(walk.next_page()).await.unwrap();
    let cursor = |name| Cursor::parse(&text(&page, name));
    assert_eq!(cursor("facts.cursor"), Cursor::parse("page:?PageSize=2"));
    assert_eq!(cursor("facts.nextCursor"), Cursor::parse("page:?Page=1&PageToken=a=="));
    assert_eq!(get(&page, "facts.previousCursor"), JsValue::NULL);
    assert_eq!(text(&page, "facts.response.requestId"), "RQ1");
    assert_eq!(number(&page, "facts.response.attempts"), 1.0);
    assert_eq!(number(&page, "facts.handedOut"), 1.0);
    let issues = get(&page, "rest.issues");
    assert_eq!(number(&issues, "length"), 1.0);
    assert_eq!(text(&issues, "0.path"), "/meta/previous_page_url");
    assert!(walk.goes_on());
    no_requests_are_left();
}

#[wasm_bindgen_test]
async fn a_profile_comes_as_a_page_of_one_without_a_cursor() {
    begin();
    let sid = "BU0123456789abcdef0123456789abcdef";
    let body = format!(r#"{{"sid": "{sid}", "date_created": "yesterday"}}"#);
    let client = client(&answer(&body, "{}"), "");
    let walk = Walk::to_profile(&client, sid.to_owned(), 1).unwrap();
    assert!(!walk.goes_on());
    let page = settled(walk.next_page()).await.unwrap();
    assert_eq!(text(&page, "rest.sids.0"), sid);
    assert_eq!(text(&page, "rest.issues.0.path"), "/date_created");
    for name in ["facts.cursor", "facts.nextCursor", "facts.previousCursor"] {
        assert_eq!(get(&page, name), JsValue::NULL, "{name}");
    }
    assert_eq!(number(&page, "facts.response.status"), 200.0);
    no_requests_are_left();
}

#[wasm_bindgen_test]
fn arguments_of_a_fetch_are_checked() {
    begin();
    let sid: JsValue = "BU0123456789ABCDEF0123456789abcdef".into();
    let options = js("({ signal: new AbortController().signal })");
    let kept = check_fetch_options(&js("({ label: 'acme' })"), &sid, &options).unwrap();
    assert_eq!(js_of("a.signal instanceof AbortSignal", &kept), JsValue::TRUE);
    assert!(
        check_fetch_options(&js("({ label: 'acme' })"), &sid, &JsValue::UNDEFINED)
            .unwrap()
            .is_object()
    );
    for (sid, options, option) in [
        (js("'BU1'"), "undefined", "sid"),
        (js("undefined"), "undefined", "sid"),
        (sid.clone(), "null", "options"),
        (sid, "({ limit: 1 })", "limit"),
    ] {
        let error =
            check_fetch_options(&js("({ label: 'acme' })"), &sid, &js(options)).unwrap_err();
        assert_eq!(
            (text(&error, "option"), text(&error, "label")),
            (option.to_owned(), "acme".to_owned())
        );
    }
}

#[wasm_bindgen_test]
fn a_kept_cursor_is_checked_and_written_anew() {
    begin();
    let today = parse_cursor(&"page:?PageSize=2".into()).unwrap();
    assert_eq!(Cursor::parse(&today), Cursor::parse("page:?PageSize=2"));
    assert_eq!(parse_cursor(&today.as_str().into()), Ok(today));
    for value in [js("'page'"), js("7"), js(r"'\ud800'"), JsValue::NULL, JsValue::UNDEFINED] {
        assert_eq!(text(&parse_cursor(&value).unwrap_err(), "option"), "cursor");
    }
}

#[wasm_bindgen_test]
async fn a_walk_ends_where_no_link_is() {
    begin();
    let last = r#"{"results": [], "meta": {"next_page_url": null}}"#;
    let walk = Walk::new(&client(&answer(last, "{}"), ""), &list("({})"), 1, 0, false).unwrap();
    assert!(settled(walk.next_page()).await.unwrap().is_object());
    assert!(!walk.goes_on());
    assert!(settled(walk.next_page()).await.unwrap().is_undefined());
}

#[wasm_bindgen_test]
async fn a_request_carries_what_it_must() {
    begin();
    let calls = Array::new();
    let fetch = js_of(
        "async function fetch(url, init) { 'use strict'; a.push([this, url, init]); return new Response('', { status: 404 }); }",
        &calls,
    );
    let options = js_of(
        "({ fetch: a, baseUrl: 'https://example.com/proxy', credentials: { username: 'ü', password: 'p:é' }, dangerouslyAllowBrowserCredentials: true })",
        &fetch,
    );
    let client = check_client_options(&options).unwrap();
    let walk = Walk::new(&client, &list("({ cursor: 'page:?PageSize=2' })"), 1, 0, false).unwrap();
    settled(walk.next_page()).await.unwrap_err();
    let call = calls.get(0);
    assert!(get(&call, "0").is_undefined());
    assert_eq!(text(&call, "1"), "https://example.com/proxy/v1/CustomerProfiles?PageSize=2");
    let init = js_of(
        "JSON.stringify({ ...a, signal: a.signal instanceof AbortSignal })",
        &get(&call, "2"),
    );
    assert_eq!(
        init.as_string().unwrap(),
        r#"{"method":"GET","headers":{"Accept":"application/json","Authorization":"Basic w7w6cDrDqQ=="},"redirect":"manual","signal":true,"cache":"no-store"}"#
    );
}

#[wasm_bindgen_test]
async fn an_error_tells_what_the_server_said_without_the_secrets() {
    begin();
    let body = r#"{"code": 20003, "message": "Authenticate s3cret-password", "more_info": "https://x/20003", "details": {"a": 1}}"#;
    let credentials = "credentials: { username: 'AC1', password: 's3cret-password' }, dangerouslyAllowBrowserCredentials: true";
    let client = client(&answer(body, "{ status: 401 }"), credentials);
    let walk = Walk::new(&client, &list("({})"), 1, 0, false).unwrap();
    let error = settled(walk.next_page()).await.unwrap_err();
    assert_eq!(text(&error, "message"), "the API answered 401 (code 20003): Authenticate …");
    assert_eq!(number(&error, "code"), 20003.0);
    assert_eq!(number(&error, "details.a"), 1.0);
    assert_eq!(get(&error, "retryAfterMs"), JsValue::NULL);
    assert_eq!(Cursor::parse(&text(&error, "cursor")), Cursor::parse("page:"));
    no_requests_are_left();
}

#[wasm_bindgen_test]
async fn what_fetch_throws_is_the_cause_be_it_undefined() {
    begin();
    for (fetch, cause) in [
        ("() => { throw 'mine'; }", JsValue::from("mine")),
        ("async () => { throw undefined; }", JsValue::UNDEFINED),
    ] {
        let walk = Walk::new(&client(fetch, "maxRetries: 0"), &list("({})"), 1, 0, false).unwrap();
        let error = settled(walk.next_page()).await.unwrap_err();
        assert_eq!((text(&error, "kind"), get(&error, "cause")), ("network".to_owned(), cause));
        assert_eq!(js_of("'cause' in a", &error), JsValue::TRUE);
    }
}

#[wasm_bindgen_test]
async fn an_abort_rejects_with_its_reason_and_ends_the_request() {
    begin();
    let signals = Array::new();
    let fetch =
        js_of("(url, init) => { a.push(init.signal); return new Promise(() => {}); }", &signals);
    let client = check_client_options(&js_of("({ fetch: a })", &fetch)).unwrap();
    let walk = Walk::new(&client, &list("({})"), 1, 0, false).unwrap();
    let pending = walk.next_page();
    let turn = js("new Promise((resolve) => setTimeout(resolve, 10))").unchecked_into::<Promise>();
    settled(turn).await.unwrap();
    walk.abort("mine".into());
    assert_eq!(settled(pending).await.unwrap_err(), JsValue::from("mine"));
    assert_eq!(get(&signals.get(0), "aborted"), JsValue::TRUE);
    no_requests_are_left();
    // Nothing is sent once the call was ended.
    assert_eq!(settled(walk.next_page()).await.unwrap_err(), JsValue::from("mine"));
    assert_eq!(signals.length(), 1);
}

#[wasm_bindgen_test]
async fn a_timeout_ends_a_fetch_that_ignores_its_signal_and_discards_what_comes_late() {
    begin();
    let late = Array::new();
    let fetch = js_of(
        "() => new Promise((resolve) => setTimeout(() => {
            const body = { getReader() {}, cancel: async () => a.push('cancelled') };
            resolve({ status: 200, body });
        }, 60))",
        &late,
    );
    let options = js_of("({ fetch: a, timeoutMs: 20, maxRetries: 0 })", &fetch);
    let walk =
        Walk::new(&check_client_options(&options).unwrap(), &list("({})"), 1, 0, false).unwrap();
    let error = settled(walk.next_page()).await.unwrap_err();
    assert_eq!(
        (text(&error, "kind"), text(&error, "scope")),
        ("timeout".to_owned(), "attempt".to_owned())
    );
    no_requests_are_left();
    let turn = js("new Promise((resolve) => setTimeout(resolve, 100))").unchecked_into::<Promise>();
    settled(turn).await.unwrap();
    assert_eq!(late.length(), 1);
}

#[wasm_bindgen_test]
async fn listeners_hear_facts_and_change_nothing() {
    begin();
    let events = Array::new();
    let listener = js_of("(event) => { a.push(event); throw new Error('mine'); }", &events);
    let options = js_of(
        "({ onEvent: a, label: 'acme', fetch: async () => new Response('{}', { status: 500 }), maxRetries: 0 })",
        &listener,
    );
    let walk =
        Walk::new(&check_client_options(&options).unwrap(), &list("({})"), 3, 0, false).unwrap();
    let error = settled(walk.next_page()).await.unwrap_err();
    assert_eq!(text(&error, "message"), "acme: the API answered 500");
    let types = js_of("a.map(({ type }) => type).join()", &events);
    assert_eq!(types.as_string().unwrap(), "request,response,failure");
    let last = events.get(2);
    assert_eq!((text(&last, "label"), number(&last, "walk")), ("acme".to_owned(), 3.0));
    assert_eq!(
        (text(&last, "reason"), get(&last, "willRetry")),
        ("api".to_owned(), JsValue::FALSE)
    );
}

#[wasm_bindgen_test]
async fn a_visitors_request_is_read_and_answered_with_bytes() {
    begin();
    let client = client(&answer(PAGE, "{ headers: { 'Content-Type': 'application/json' } }"), "");
    let request =
        |query: &str| HandlerRequest::new(&client, "GET", "/v1/CustomerProfiles", query).unwrap();
    let refusal = settled(request("?pageSize=5").send()).await.unwrap();
    assert_eq!(number(&refusal, "status"), 400.0);
    let answer = settled(request("?PageSize=5").send()).await.unwrap();
    assert_eq!(number(&answer, "status"), 200.0);
    assert_eq!(text(&answer, "headers.0.1"), "application/json");
    assert_eq!(number(&answer, "body.length"), PAGE.len() as f64);
}
