//! The client in JavaScript: its [`crate::runtime::Runtime`] over `fetch` and timers, and the exports. An export converts,
//! calls the core and converts.
//!
//! No export holds a borrow while JavaScript runs: a caller's function may call any of them again.

mod abort;
mod environment;
mod host;
mod options;
mod outward;
mod request;
mod response;
mod runtime;
mod thrown;

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Array, Promise, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use crate::answer::{Answer, Body, Reply, answer};
use crate::decode::Decoder;
use crate::error::{OptionsError, Refusal, ResponseError};
use crate::exchange::Ended;
use crate::handler::{Visit, read_request};
use crate::options::{Call, ClientOptions, parse_profile_sid};
use crate::page::hold_to;
use crate::redaction::Secrets;
use crate::runtime::Runtime as _;
use crate::walk::{self, Way};
use abort::Abort;
use options::{ReadOptions, read_options, read_options_of, refused, value_of};
use outward::{list_page_object, page_object, rejection, thrown, to_js};
use runtime::JsRuntime;

// An eighth of the size of the standard library's. What is freed is overwritten: memory never shrinks, and bodies and
// credentials would stay in it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<rlsf::SmallGlobalTlsf> = ZeroAlloc(rlsf::SmallGlobalTlsf::new());

/// Begin an instance: before any other call.
#[wasm_bindgen]
pub fn start() {
    host::start();
}

/// Check the options of `createClient`; returns what is kept of them.
///
/// # Errors
///
/// An `OptionsError` for the first option that can't be right, here and below; what a getter of the caller's threw.
#[wasm_bindgen(js_name = checkClientOptions)]
pub fn check_client_options(options: &JsValue) -> Result<JsValue, JsValue> {
    Ok(read_options(Call::CreateClient, options)?.client.into())
}

/// Check the options of a client's `listCustomerProfiles`, by the client's own; returns what is kept of them.
///
/// # Errors
///
/// As above.
#[wasm_bindgen(js_name = checkListOptions)]
pub fn check_list_options(client: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    Ok(read_options_of(client, Call::List, options)?.others.into())
}

/// Check the options of `listCustomerProfiles`; returns what is kept of a client's, and of a list's.
///
/// # Errors
///
/// As above.
#[wasm_bindgen(js_name = checkCallOptions)]
pub fn check_call_options(options: &JsValue) -> Result<Array, JsValue> {
    let read = read_options(Call::ListCall, options)?;
    Ok(Array::of2(&read.client, &read.others))
}

/// Check the arguments of a client's `fetchCustomerProfile`, by the client's options; returns what is kept of its own.
///
/// # Errors
///
/// As above.
#[wasm_bindgen(js_name = checkFetchOptions)]
pub fn check_fetch_options(
    client: &JsValue,
    sid: &JsValue,
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    parse_profile_sid(&value_of(sid)).map_err(|error| refused(error, client))?;
    Ok(read_options_of(client, Call::FetchProfile, options)?.others.into())
}

/// Check the options of `createListHandler`; returns what is kept of a client's, and of a handler's.
///
/// # Errors
///
/// As above.
#[wasm_bindgen(js_name = checkHandlerOptions)]
pub fn check_handler_options(options: &JsValue) -> Result<Array, JsValue> {
    let read = read_options(Call::Handler, options)?;
    Ok(Array::of2(&read.client, &read.others))
}

/// The answers for which the core is asked nothing: to a visitor who is not allowed, where the server fails, and to a request
/// that Fetch cannot express. They are made beforehand: a fault of the core must not prevent them.
#[wasm_bindgen(js_name = handlerRefusals)]
pub fn handler_refusals() -> Array {
    let refusal = |refusal| answer_object(Answer::refusal(&refusal));
    let (not_allowed, fault) = (refusal(Refusal::NotAllowed), refusal(Refusal::Fault));
    Array::of3(&not_allowed, &fault, &refusal(Refusal::Malformed))
}

/// Decode and check a body.
///
/// # Errors
///
/// A `ResponseError` for a body that is no page, and in strict mode for a page with issues; an `OptionsError` for
/// arguments that can't be right.
#[wasm_bindgen(js_name = parsePage)]
pub fn parse_page(body: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let validation = match options.is_undefined() {
        true => ClientOptions::default().validation,
        false => read_options(Call::ParsePage, options)?.checked.client.validation,
    };
    let Some(bytes) = host::bytes_of(body) else {
        return Err(thrown(OptionsError::body(&value_of(body)), None));
    };
    let body = bytes.to_vec();
    panic_if_asked(&body);
    let decoder = decoder();
    let mut decoder = decoder.borrow_mut();
    let page = decoder.page(&body).map_err(|error| thrown(ResponseError::NotAPage(error), None))?;
    hold_to(validation, &page, &Secrets::default()).map_err(|error| thrown(error, None))?;
    Ok(page_object(&page, &JsValue::UNDEFINED))
}

/// Check a string that was kept as a cursor; returns it as this version writes it.
///
/// # Errors
///
/// An `OptionsError` for what is no cursor.
#[wasm_bindgen(js_name = parseCursor)]
pub fn parse_cursor(text: &JsValue) -> Result<String, JsValue> {
    let cursor =
        crate::options::parse_cursor(&value_of(text)).map_err(|error| thrown(error, None))?;
    Ok(cursor.to_text())
}

thread_local! {
    // Its shape cache serves the next page.
    static DECODER: Rc<RefCell<Decoder>> = Rc::new(RefCell::new(Decoder::new()));
}

fn decoder() -> Rc<RefCell<Decoder>> {
    DECODER.with(Rc::clone)
}

/// For the tests of what happens after a panic; in no published build does it do anything.
fn panic_if_asked(_body: &[u8]) {
    #[cfg(feature = "test-panic")]
    assert!(_body != b"panic", "the body asks for a panic");
}

/// A promise of what a future brings. Boxed, since each type of future would have the code of a promise of its own.
fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let future: Pin<Box<dyn Future<Output = _>>> = Box::pin(future);
    wasm_bindgen_futures::future_to_promise(future)
}

/// One walk through a list's pages, or to one profile.
#[wasm_bindgen]
pub struct Walk {
    walk: Rc<walk::Walk>,
    runtime: Rc<JsRuntime>,
    abort: Rc<Abort>,
}

#[wasm_bindgen]
impl Walk {
    /// A walk by checked options: the client's of that number, from 1, which begins with the page of that number, from 0. One
    /// that takes the whole list at once does so by the largest pages.
    ///
    /// # Errors
    ///
    /// None with such options.
    #[wasm_bindgen(constructor)]
    pub fn new(
        client: &JsValue,
        list: &JsValue,
        number: u32,
        page: u32,
        takes_all: bool,
    ) -> Result<Self, JsValue> {
        let list = read_options(Call::List, list)?.checked.list;
        let list = if takes_all { list.in_largest_pages() } else { list };
        Self::begin(client, Way::through(&list), number, page)
    }

    /// The walk to a profile, by checked options and a checked SID.
    ///
    /// # Errors
    ///
    /// None with such options.
    #[wasm_bindgen(js_name = toProfile)]
    pub fn to_profile(client: &JsValue, sid: String, number: u32) -> Result<Self, JsValue> {
        Self::begin(client, Way::Profile(sid), number, 0)
    }

    fn begin(client: &JsValue, way: Way, number: u32, page: u32) -> Result<Self, JsValue> {
        let ReadOptions { checked, functions, .. } = read_options(Call::CreateClient, client)?;
        let abort = Rc::new(Abort::default());
        Ok(Self {
            walk: Rc::new(walk::Walk::new(checked.client, way, number, page)),
            runtime: Rc::new(JsRuntime::new(functions, Rc::clone(&abort))),
            abort,
        })
    }

    /// Whether another page would be asked for.
    #[wasm_bindgen(getter, js_name = goesOn)]
    pub fn goes_on(&self) -> bool {
        self.walk.goes_on()
    }

    /// The next page; undefined at the end.
    ///
    /// # Errors
    ///
    /// A `TrustHubError`, the reason of an abort, or what a credentials function threw.
    #[wasm_bindgen(js_name = nextPage)]
    pub fn next_page(&self) -> Promise {
        let (walk, runtime) = (Rc::clone(&self.walk), Rc::clone(&self.runtime));
        promise(async move {
            let decoder = decoder();
            let page = walk.next_page(&*runtime, &decoder, &mut list_page_object).await;
            page.map(Option::unwrap_or_default).map_err(|ended| rejection(ended, walk.label()))
        })
    }

    /// End what is under way, and what would come.
    pub fn abort(&self, reason: JsValue) {
        self.abort.abort(reason);
    }
}

/// What a visitor asks a handler for.
#[wasm_bindgen]
pub struct HandlerRequest {
    client: Rc<ClientOptions>,
    visit: Rc<Result<Visit, Refusal>>,
    runtime: Rc<JsRuntime>,
    abort: Rc<Abort>,
}

/// An answer, as JavaScript makes a Response of it. Its body is what the API sent, or JSON of its code and its message.
#[derive(Serialize)]
struct AnswerFacts<'a> {
    status: u16,
    headers: &'a [(&'static str, String)],
    #[serde(with = "serde_wasm_bindgen::preserve")]
    body: JsValue,
    code: Option<f64>,
    message: &'a str,
}

fn answer_object(Answer { status, headers, body }: Answer) -> JsValue {
    let (body, code, message) = match body {
        Body::PassedOn(bytes) => (Uint8Array::from(bytes.as_slice()).into(), None, String::new()),
        Body::Refusal { code, message } => (JsValue::NULL, code.map(|code| code as f64), message),
    };
    to_js(&AnswerFacts { status, headers: &headers, body, code, message: &message })
}

#[wasm_bindgen]
impl HandlerRequest {
    /// By a handler's checked options, and a request's method, path and query (with its `?`, or empty).
    ///
    /// # Errors
    ///
    /// None with such options.
    #[wasm_bindgen(constructor)]
    pub fn new(client: &JsValue, method: &str, path: &str, query: &str) -> Result<Self, JsValue> {
        let ReadOptions { checked, functions, .. } = read_options(Call::CreateClient, client)?;
        let abort = Rc::new(Abort::default());
        Ok(Self {
            client: Rc::new(checked.client),
            visit: Rc::new(read_request(method, path, query)),
            runtime: Rc::new(JsRuntime::new(functions, Rc::clone(&abort))),
            abort,
        })
    }

    /// What the visitor gets: `{ status, headers, body, code, message, error }`, with the error, where one is, that the server
    /// should know of.
    ///
    /// # Errors
    ///
    /// What is the server's own fault: an `OptionsError` of its credentials, or what the function for them threw.
    pub fn send(&self) -> Promise {
        let (client, runtime) = (Rc::clone(&self.client), Rc::clone(&self.runtime));
        let visit = Rc::clone(&self.visit);
        promise(async move {
            let refused = |refusal| answer_object(Answer::refusal(refusal));
            let visit = match &*visit {
                Ok(visit) => visit,
                Err(refusal) => return Ok(refused(refusal)),
            };
            let label = client.label.as_deref();
            match answer(&*runtime, &client, visit.target(), &decoder(), answer_object).await {
                Ok(Reply { answer, error }) => {
                    if let Some(error) = error {
                        let error = rejection(Ended::Failed(error), label);
                        Reflect::set(&answer, &"error".into(), &error)?;
                    }
                    Ok(answer)
                }
                // Nobody reads it; and a rejection would end a Node process that doesn't look for one.
                Err(_) if runtime.abort_reason().is_some() => Ok(refused(&Refusal::Gone)),
                Err(ended) => Err(rejection(ended, label)),
            }
        })
    }

    /// The visitor is gone.
    pub fn abort(&self, reason: JsValue) {
        self.abort.abort(reason);
    }
}
