//! The bindings to JavaScript. Each export converts what comes in, calls the core or the transport, and converts what
//! goes out; rules are the core's.

mod body;
mod event;
mod failure_out;
mod head;
mod host;
mod interrupt;
mod options_in;
mod page_out;
mod runtime;
mod transport;

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::decode::{Decoder, NotAPage, Page};
use crate::failure::{Failure, OptionsError, PaginationError};
use crate::link::Cursor;
use crate::options::{OptionName, Scope, Validation};
use crate::relay;
use crate::walk::{self, Arrival, Stop};
use failure_out::{Report, error_from};
use options_in::{Snapshots, read_client, read_given, read_options};
use runtime::object;
use transport::Transport;

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

/// Check the options of a call and take a snapshot of each kind: `{ client, list, handler }`.
///
/// # Errors
///
/// An `OptionsError` for the first option that can't be right.
#[wasm_bindgen(js_name = checkOptions)]
pub fn check_options(options: &JsValue, scope: &str) -> Result<JsValue, JsValue> {
    let scope = match scope {
        "client" => Scope::Client,
        "list" => Scope::List,
        "handler" => Scope::Handler,
        _ => Scope::Call,
    };
    let Snapshots { client, list, handler } = read_options(options, scope)?.snapshots;
    Ok(object([("client", client), ("list", list), ("handler", handler)]))
}

/// Request one page, with its retries: as objects, or (`wants_answer`) as what the API answers, be it a page or a refusal.
/// That is `{ status, headers, body }`, in which null stands for a header that wasn't sent, and for a body that isn't
/// there whole.
///
/// # Errors
///
/// A `TrustHubError`; the signal's own reason; or what a credentials function threw.
// One export for both: another would hold the whole transport a second time.
#[wasm_bindgen(js_name = fetchPage)]
pub async fn fetch_page(
    client: JsValue,
    cursor: String,
    page_number: u32,
    signal: web_sys::AbortSignal,
    wants_answer: bool,
) -> Result<JsValue, JsValue> {
    let (options, handles) = read_client(&client)?;
    match Cursor::parse(&cursor) {
        Some(Cursor::Page(page)) => {
            Transport { options, handles, page, page_number, wants_answer }.fetch_page(signal).await
        }
        _ => {
            let failure = Failure::Pagination(PaginationError::BadLink);
            Err(error_from(&Report::new(&failure)))
        }
    }
}

/// The cursor of the page that a visitor asks for, or why the request is refused: `{ status, code, message }`.
#[wasm_bindgen(js_name = readRequest)]
pub fn read_request(method: &str, path: &str, query: &str) -> JsValue {
    match relay::read_request(method, path, query) {
        Ok(page) => page.cursor_text().into(),
        Err(refusal) => object([
            ("status", refusal.status.into()),
            ("code", refusal.code.map_or(JsValue::NULL, JsValue::from)),
            ("message", refusal.message.into()),
        ]),
    }
}

/// Decode a body: what `page_objects` makes of it.
///
/// # Errors
///
/// A `ResponseError` for a body that is no page, and in strict mode for a page with issues; an `OptionsError` for
/// arguments that can't be right.
#[wasm_bindgen(js_name = parsePage)]
pub fn parse_page(body: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let mut validation = Validation::default();
    for (name, value) in options_in::entries(options)? {
        if name != OptionName::Validation.as_str() {
            let mut known = std::iter::once(OptionName::Validation.as_str());
            return Err(options_in::thrown(OptionsError::unknown_name(&name, &mut known)));
        }
        let given = read_given(OptionName::Validation, &value)?;
        validation = Validation::read(&given).map_err(options_in::thrown)?;
    }
    let bytes = body::bytes_of_argument(body)?;
    let page = decode(&bytes).map_err(|error| {
        error_from(&Report::new(&Failure::Response { message: error.message() }))
    })?;
    if let Some(failure) = page_out::strict_failure(&page, validation) {
        return Err(error_from(&Report { issues: &page.issues, ..Report::new(&failure) }));
    }
    Ok(page_out::objects(&page, None))
}

/// The page of a body.
fn decode(body: &[u8]) -> Result<Page<'_>, NotAPage> {
    // For the tests of what happens after a panic; no published build has it.
    #[cfg(feature = "test-panic")]
    assert!(body != b"panic", "the body asks for a panic");
    thread_local!(static DECODER: RefCell<Decoder> = RefCell::default());
    DECODER.with_borrow_mut(|decoder| decoder.page(body))
}

/// The walk through a list's pages; see the core's `walk`.
#[wasm_bindgen]
pub struct Walk {
    walk: walk::Walk,
}

#[wasm_bindgen]
impl Walk {
    /// A walk by the list options that `checkOptions` gave.
    ///
    /// # Errors
    ///
    /// None with such options.
    #[wasm_bindgen(constructor)]
    pub fn new(list: &JsValue) -> Result<Self, JsValue> {
        Ok(Self { walk: walk::Walk::new(&read_options(list, Scope::List)?.list) })
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
        let page = self.walk.next_page().map_err(|stop| stopped(&stop))?;
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
        let count = self.walk.arrive(&page, arrival).map_err(|stop| stopped(&stop))?;
        Ok(u32::try_from(count).unwrap_or(profiles))
    }
}

fn stopped(stop: &Stop) -> JsValue {
    let cursor = stop.cursor.as_ref().map(Cursor::to_text);
    error_from(&Report { cursor, ..Report::new(&Failure::Pagination(stop.error)) })
}
