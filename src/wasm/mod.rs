//! The bindings to JavaScript. Each export reads what comes in, calls the core, and writes what goes out; rules are the
//! core's. Facts and records cross as JSON, bodies and pages by [`Host`].
//!
//! Nearly all exports have one signature: V8 compiles a wrapper for each one that differs, which took half of what a cold
//! process waits for a module.

mod host;

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::decode::{Decoder, NotAPage};
use crate::exchange::{Exchange, strict_failure};
use crate::failure::{Failure, OptionsError};
use crate::json::{Reader, Record, Value};
use crate::link::Cursor;
use crate::members::Members;
use crate::options::{CallOptions, Scope};
use crate::relay;
use crate::report::Report;
use crate::walk::{self, Arrival, Stop};

pub use host::Host;

// An eighth of the size of the standard library's.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Begin, with what JavaScript does for the core.
#[wasm_bindgen]
pub fn start(host: Host) {
    host::start(host);
}

/// Give this instance up, whatever its state: the next call begins with a fresh one.
#[wasm_bindgen(js_name = giveUp)]
pub fn give_up() {
    wasm_bindgen::handler::schedule_reinit();
}

/// Check the `options` of a call, as `CallOptions::read` takes them, by its `scope`; gives what the transport needs of them:
/// `{ timeoutMs, totalTimeoutMs, maxBodyBytes }`. `isBrowser` is whether whoever looks can read what the code knows.
///
/// # Errors
///
/// An `OptionsError` for the first option that can't be right.
#[wasm_bindgen(js_name = checkOptions)]
pub fn check_options(facts: &str) -> Result<String, JsValue> {
    let facts = Members::read(facts.as_bytes());
    let scope = match facts.text("scope").as_deref() {
        Some("client") => Scope::Client,
        Some("list") => Scope::List,
        Some("handler") => Scope::Handler,
        _ => Scope::Call,
    };
    let client = read_options(facts.get("options"), scope, facts.is("isBrowser"))?.client;
    let mut record = Record::default();
    record.number("timeoutMs", u64::from(client.timeout_ms));
    record.number("totalTimeoutMs", u64::from(client.total_timeout_ms));
    record.number("maxBodyBytes", u64::from(client.max_body_bytes));
    Ok(text(record.finish()))
}

/// What to send for a page: `Exchange::request`.
///
/// # Errors
///
/// A `PaginationError` for a cursor that names no page, an `OptionsError` for credentials that can't be right.
#[wasm_bindgen]
pub fn request(facts: &str) -> Result<String, JsValue> {
    Ok(text(exchange(facts)?.request()))
}

/// The `text` of the facts, in which `…` stands for what must not be told.
///
/// # Errors
///
/// As for `request`.
#[wasm_bindgen]
pub fn redacted(facts: &str) -> Result<String, JsValue> {
    Ok(exchange(facts)?.redacted())
}

/// What went wrong, and when to ask again: `Exchange::failure`. `length` is that of the body, as far as it came.
///
/// # Errors
///
/// As for `request`.
#[wasm_bindgen]
pub fn failure(facts: &str) -> Result<String, JsValue> {
    let exchange = exchange(facts)?;
    let body = host::body(exchange.body_length());
    Ok(text(exchange.failure(&body)))
}

/// Hand the page of a body of some `length` to the host, its objects and its cursors, unless it is passed on as it came.
///
/// # Errors
///
/// As for `request`, and a `ResponseError`.
#[wasm_bindgen]
pub fn page(facts: &str) -> Result<String, JsValue> {
    let exchange = exchange(facts)?;
    let body = host::body(exchange.body_length());
    with_decoder(&body, |decoder| {
        let page = exchange.page(decoder, &body, host::count);
        let page = page.map_err(|record| host::error_from(&record))?;
        if !exchange.is_relayed() {
            host::page_objects(&page.page.columns, &page.rest());
        }
        Ok(String::new())
    })
}

/// Hand the objects of a body's page to the host. `body_is` says what the caller's body is if that is neither text nor
/// bytes.
///
/// # Errors
///
/// A `ResponseError` for a body that is no page, and in strict mode for a page with issues; an `OptionsError` for
/// arguments that can't be right.
// Not by facts: what reading them takes can be seen in a small page's time.
#[wasm_bindgen(js_name = parsePage)]
pub fn parse_page(given: &str, length: u32, body_is: &str) -> Result<(), JsValue> {
    let given = Some(given).filter(|given| !given.is_empty());
    let given = given.and_then(|given| Reader::new(given.as_bytes()).value().ok());
    let validation = read_options(given, Scope::Page, false)?.client.validation;
    if !body_is.is_empty() {
        let expected = "a Uint8Array, an ArrayBuffer or a text";
        return Err(thrown(OptionsError::expected("body", expected, body_is).into()));
    }
    let body = host::body(length);
    with_decoder(&body, |decoder| {
        let page = decoder
            .page(&body)
            .map_err(|error: NotAPage| thrown(Failure::Response { message: error.message() }))?;
        if let Some(failure) = strict_failure(&page, validation) {
            let report = Report { issues: &page.issues, ..Report::new(failure) };
            return Err(host::error_from(&report.record()));
        }
        host::page_objects(&page.columns, &page.rest(None));
        Ok(())
    })
}

/// The page that a visitor asks for by `method`, `path` and `query`, as `{ cursor }`, or why the request is refused:
/// `{ status, code, message }`.
///
/// # Errors
///
/// None. It gives what the others give, since engines compile code for each kind of export.
#[wasm_bindgen(js_name = readRequest)]
pub fn read_request(facts: &str) -> Result<String, JsValue> {
    let facts = Members::read(facts.as_bytes());
    let [method, path, query] =
        ["method", "path", "query"].map(|name| facts.text(name).unwrap_or_default());
    let mut record = Record::default();
    match relay::read_request(&method, &path, &query) {
        Ok(page) => record.text("cursor", &*page.cursor_text()),
        Err(refusal) => {
            record.number("status", u64::from(refusal.status));
            record.number("code", refusal.code.map(u64::from));
            record.text("message", &*refusal.message);
        }
    }
    Ok(text(record.finish()))
}

/// The walk through a list's pages; see the core's `walk`.
#[wasm_bindgen]
pub struct Walk {
    walk: walk::Walk,
}

#[wasm_bindgen]
impl Walk {
    /// A walk by options that `checkOptions` took.
    ///
    /// # Errors
    ///
    /// None with such options.
    #[wasm_bindgen(constructor)]
    pub fn new(given: &str) -> Result<Self, JsValue> {
        let given = Reader::new(given.as_bytes()).value().ok();
        Ok(Self { walk: walk::Walk::new(&read_options(given, Scope::Any, false)?.list) })
    }

    /// Whether another page would be asked for.
    #[wasm_bindgen(getter, js_name = goesOn)]
    pub fn goes_on(&self) -> bool {
        self.walk.goes_on()
    }

    /// The cursor of the next page; undefined at the end.
    ///
    /// # Errors
    ///
    /// A `PaginationError`.
    #[wasm_bindgen(js_name = nextPage)]
    pub fn next_page(&mut self) -> Result<Option<String>, JsValue> {
        let page = self.walk.next_page().map_err(stopped)?;
        Ok(page.map(|page| page.cursor_text()))
    }

    /// Take note of a page; tells how many of its profiles are handed out.
    ///
    /// # Errors
    ///
    /// A `PaginationError`.
    pub fn arrive(
        &mut self,
        cursor: &str,
        profiles: u32,
        digest: Option<f64>,
        next: Option<String>,
    ) -> Result<u32, JsValue> {
        let Some(Cursor::Page(page)) = Cursor::parse(cursor) else { return Ok(0) };
        let next = next.as_deref().and_then(Cursor::parse);
        // A number that JavaScript holds exactly.
        let digest = digest.map(|digest| digest as u64);
        let arrival = Arrival { profiles: profiles.into(), digest, next };
        let count = self.walk.arrive(&page, arrival).map_err(stopped)?;
        Ok(u32::try_from(count).unwrap_or(profiles))
    }
}

fn read_options(
    given: Option<Value<'_>>,
    scope: Scope,
    is_browser: bool,
) -> Result<CallOptions, JsValue> {
    let options = given.map(|given| CallOptions::read(given, scope, is_browser));
    options.unwrap_or_else(|| Ok(CallOptions::default())).map_err(|error| thrown(error.into()))
}

fn exchange(facts: &str) -> Result<Exchange<'_>, JsValue> {
    Exchange::read(facts.as_bytes()).map_err(thrown)
}

/// Decode a body. What one page teaches serves the next.
fn with_decoder<T>(body: &[u8], work: impl FnOnce(&mut Decoder) -> T) -> T {
    // For the tests of what happens after a panic; no published build has it.
    #[cfg(feature = "test-panic")]
    assert!(body != b"panic", "the body asks for a panic");
    let _ = body;
    thread_local!(static DECODER: RefCell<Decoder> = const { RefCell::new(Decoder::new()) });
    DECODER.with_borrow_mut(work)
}

fn thrown(failure: Failure) -> JsValue {
    host::error_from(&Report::new(failure).record())
}

fn stopped(stop: Stop) -> JsValue {
    let cursor = stop.cursor.as_ref().map(Cursor::to_text);
    let report = Report { cursor, ..Report::new(Failure::Pagination(stop.error)) };
    host::error_from(&report.record())
}

/// Records are made of texts.
fn text(record: Vec<u8>) -> String {
    String::from_utf8(record).unwrap_or_default()
}
