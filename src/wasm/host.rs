//! What the package's JavaScript does for an instance: host.js.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::columns::Columns;

#[wasm_bindgen]
extern "C" {
    /// What JavaScript does: it makes objects, and calls what may fail without a consequence. Records come as JSON, in
    /// bytes of the instance's memory, which must not be kept.
    #[derive(Clone)]
    pub type Host;

    /// The error object of a record.
    #[wasm_bindgen(method, js_name = errorFrom)]
    fn error_from(this: &Host, record: &[u8], cause: &JsValue) -> JsValue;

    /// A page's objects, of its columns and the rest of it.
    #[wasm_bindgen(method, js_name = pageObjects)]
    fn page_objects(
        this: &Host,
        codes: &[u32],
        instants: &[f64],
        texts: &[u8],
        block_ends: &[u32],
        rest: &[u8],
    ) -> JsValue;

    /// Tell a listener of an event. What it throws, or its promise rejects with, changes nothing.
    #[wasm_bindgen(method)]
    fn tell(this: &Host, listener: &Function, event: &[u8]);

    /// Wait for no promise, and for no error of it.
    #[wasm_bindgen(method)]
    fn ignore(this: &Host, promise: &JsValue);

    /// An instance's last words.
    #[wasm_bindgen(method)]
    fn panicked(this: &Host, message: &str);
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

pub(super) fn start(host: Host) {
    HOST.set(Some(host));
    std::panic::set_hook(Box::new(report_panic));
}

/// Undefined where nobody has started the instance.
fn with_host(work: impl FnOnce(&Host) -> JsValue) -> JsValue {
    // It is let go of before JavaScript runs, which may call the core again.
    let host = HOST.with_borrow(Clone::clone);
    host.map_or(JsValue::UNDEFINED, |host| work(&host))
}

pub(super) fn error_from(record: &[u8], cause: &JsValue) -> JsValue {
    with_host(|host| host.error_from(record, cause))
}

pub(super) fn page_objects(columns: &Columns, rest: &[u8]) -> JsValue {
    with_host(|host| {
        host.page_objects(
            &columns.codes,
            &columns.instants,
            &columns.texts,
            &columns.block_ends,
            rest,
        )
    })
}

pub(super) fn tell(listener: &Function, event: &[u8]) {
    with_host(|host| {
        host.tell(listener, event);
        JsValue::UNDEFINED
    });
}

pub(super) fn ignore(promise: &JsValue) {
    with_host(|host| {
        host.ignore(promise);
        JsValue::UNDEFINED
    });
}

/// Tell what happened and where, before the trap that ends the instance.
fn report_panic(info: &PanicHookInfo<'_>) {
    let text = info.payload_as_str().unwrap_or("panicked");
    let message = match info.location() {
        Some(place) => [text, ", at ", place.file(), ":", &place.line().to_string()].concat(),
        None => text.to_owned(),
    };
    with_host(|host| {
        host.panicked(&message);
        JsValue::UNDEFINED
    });
}
