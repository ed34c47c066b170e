use js_sys::{Function, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::failure_out::to_js;
use super::runtime::method;

/// What a listener is told: facts alone, no header, no query, no value.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub(super) enum Event<'e> {
    Request { page: u32, attempt: u32 },
    Response { page: u32, attempt: u32, status: u16, elapsed_ms: f64, request_id: Option<&'e str> },
    Retry { page: u32, attempt: u32, wait_ms: f64, reason: &'static str },
    Page { page: u32, profiles: usize, issues: usize },
}

impl Event<'_> {
    /// Tell a listener. What it throws, or its promise rejects with, changes nothing.
    pub(super) fn tell(&self, listener: &Function) {
        let Ok(result) = listener.call1(&JsValue::UNDEFINED, &to_js(self)) else { return };
        if method(&result, "then").is_some() {
            wasm_bindgen_futures::spawn_local(async move {
                let promise = Promise::resolve(&result);
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
    }
}
