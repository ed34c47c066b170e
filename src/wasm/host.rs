//! What the package's JavaScript does for an instance: host.js.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::*;

use crate::columns::Columns;
use crate::texts::{Joined, decimal};

#[wasm_bindgen]
extern "C" {
    /// What JavaScript does: it hands in bodies and makes objects. Slices are the instance's memory, which must not be kept.
    #[derive(Clone)]
    pub type Host;

    /// Copy the body of the call under way.
    #[wasm_bindgen(method, js_name = copyBody)]
    fn copy_body(this: &Host, room: &mut [u8]);

    /// How many profiles and issues the body holds.
    #[wasm_bindgen(method)]
    fn count(this: &Host, profiles: u32, issues: u32);

    /// Make a page's objects, of its columns and the rest of it, which is JSON, for the call under way.
    #[wasm_bindgen(method, js_name = pageObjects)]
    fn page_objects(
        this: &Host,
        codes: &[u32],
        instants: &[f64],
        texts: &[u8],
        block_ends: &[u32],
        rest: &[u8],
    );

    /// The error object of a record, which is JSON.
    #[wasm_bindgen(method, js_name = errorFrom)]
    fn error_from(this: &Host, record: &[u8]) -> JsValue;

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

/// Nothing happens where nobody has started the instance.
fn with_host<T: Default>(work: impl FnOnce(&Host) -> T) -> T {
    HOST.with_borrow(|host| host.as_ref().map(work).unwrap_or_default())
}

/// The body of the call under way.
pub(super) fn body(length: u32) -> Vec<u8> {
    let mut body = vec![0; length as usize];
    with_host(|host| host.copy_body(&mut body));
    body
}

pub(super) fn count(profiles: usize, issues: usize) {
    with_host(|host| host.count(profiles as u32, issues as u32));
}

pub(super) fn page_objects(columns: &Columns, rest: &[u8]) {
    with_host(|host| {
        host.page_objects(
            &columns.codes,
            &columns.instants,
            &columns.texts,
            &columns.block_ends,
            rest,
        );
    });
}

pub(super) fn error_from(record: &[u8]) -> JsValue {
    with_host(|host| host.error_from(record))
}

/// Tell what happened and where, before the trap that ends the instance.
fn report_panic(info: &PanicHookInfo<'_>) {
    let text = info.payload_as_str().unwrap_or("panicked");
    let message = match info.location() {
        Some(place) => [text, ", at ", place.file(), ":", &decimal(place.line().into())].joined(),
        None => text.to_owned(),
    };
    with_host(|host| host.panicked(&message));
}
