//! Requests: what `fetch` is called with, and how they are ended.

use std::cell::{Cell, RefCell};

use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::environment::{environment, takes_request_init};
use super::host::{close_request, discard, open_request};
use super::outward::to_js;
use crate::options::Environment;
use crate::runtime::Request;

/// Browsers have a name of their own, and ask the server's leave for any other.
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
struct Init<'r> {
    method: &'static str,
    headers: Headers<'r>,
    redirect: &'static str,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    signal: JsValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Headers<'r> {
    accept: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorization: Option<&'r str>,
    #[serde(rename = "User-Agent", skip_serializing_if = "Option::is_none")]
    user_agent: Option<&'static str>,
}

/// Personal data belong in no cache: Next up to 14 keeps every GET on disk.
#[derive(Serialize)]
struct Cache {
    cache: &'static str,
}

const NO_STORE: Cache = Cache { cache: "no-store" };

/// What `fetch` is called with.
pub(super) fn init(request: &Request, signal: JsValue) -> JsValue {
    thread_local! {
        static TAKES_CACHE: Cell<Option<bool>> = const { Cell::new(None) };
    }
    let takes_cache = TAKES_CACHE.get().unwrap_or_else(|| takes_request_init(&to_js(&NO_STORE)));
    TAKES_CACHE.set(Some(takes_cache));
    to_js(&Init {
        method: "GET",
        headers: Headers {
            accept: "application/json",
            authorization: request.authorization.as_deref(),
            user_agent: (environment() == Environment::Server).then_some(USER_AGENT),
        },
        redirect: "manual",
        signal,
        cache: takes_cache.then_some(NO_STORE.cache),
    })
}

/// A request under way. To drop it aborts it, unless its response was read to its end.
pub(super) struct OpenRequest {
    controller: RefCell<Option<AbortController>>,
    /// What `fetch` returned, until it is a response: one that ignores its signal may bring one late.
    awaited: RefCell<Option<JsValue>>,
}

impl OpenRequest {
    pub(super) fn new() -> Self {
        Self { controller: RefCell::new(Some(open_request())), awaited: RefCell::new(None) }
    }

    /// The signal that aborts `fetch`.
    pub(super) fn signal(&self) -> JsValue {
        let controller = self.controller.borrow();
        controller.as_ref().map(|controller| controller.signal().into()).unwrap_or_default()
    }

    /// A response is waited for.
    pub(super) fn wait_for(&self, promise: JsValue) {
        self.awaited.replace(Some(promise));
    }

    /// It came.
    pub(super) fn came(&self) {
        self.awaited.replace(None);
    }

    /// There is nothing left to abort.
    pub(super) fn close(&self) {
        if let Some(controller) = self.controller.take() {
            close_request(&controller);
        }
    }
}

impl Drop for OpenRequest {
    fn drop(&mut self) {
        if let Some(controller) = self.controller.take() {
            close_request(&controller);
            controller.abort();
        }
        if let Some(promise) = self.awaited.take() {
            discard(&promise);
        }
    }
}
