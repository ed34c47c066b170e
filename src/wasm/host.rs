//! What the package's JavaScript does for an instance (pkg-template/instance.js). The build hands these functions to the
//! instance's glue, in which they stand for globals.

use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Make a page's objects of its columns. `rest` is JSON: what isn't in the columns. Slices are the instance's memory,
    /// which must not be kept. `facts` are those of the response, or undefined for a body that came another way.
    #[wasm_bindgen(js_name = makePage)]
    pub(super) fn make_page(
        codes: &[u32],
        instants: &[f64],
        texts: &[u8],
        block_ends: &[u32],
        rest: &[u8],
        facts: &JsValue,
    ) -> JsValue;

    /// Make an error object of its facts.
    #[wasm_bindgen(js_name = makeError)]
    pub(super) fn make_error(facts: &JsValue) -> JsValue;

    /// A request begins: what aborts it, also when the instance ends.
    #[wasm_bindgen(js_name = openRequest)]
    pub(super) fn open_request() -> web_sys::AbortController;

    /// A request is over.
    #[wasm_bindgen(js_name = closeRequest)]
    pub(super) fn close_request(controller: &web_sys::AbortController);

    /// Keep an instance's last words.
    fn panicked(message: &str);

    /// A Uint8Array of the bytes that a string, an ArrayBuffer or a Uint8Array of any realm holds; undefined for anything
    /// else.
    #[wasm_bindgen(js_name = bytesOf)]
    pub(super) fn bytes_of(value: &JsValue) -> Option<js_sys::Uint8Array>;

    /// Let go of a response, or of a promise of one, that nobody reads.
    pub(super) fn discard(response: &JsValue);

    /// Reads a response's body. It is JavaScript, since one wait for all of a body takes two thirds of the time of a wait for
    /// each part.
    pub(super) type BodyReader;

    #[wasm_bindgen(constructor)]
    pub(super) fn new() -> BodyReader;

    /// Read a response's body to its end, or until it is larger than the limit: whether all of it came. Rejects with what was
    /// thrown on the way.
    #[wasm_bindgen(method)]
    pub(super) fn read(this: &BodyReader, response: &JsValue, limit: u32) -> js_sys::Promise;

    /// How many bytes came so far.
    #[wasm_bindgen(method, getter)]
    pub(super) fn length(this: &BodyReader) -> u32;

    /// Copy what came so far.
    #[wasm_bindgen(method, js_name = copyTo)]
    pub(super) fn copy_to(this: &BodyReader, buffer: &mut [u8]);

    /// No more is needed, neither what would come late.
    #[wasm_bindgen(method)]
    pub(super) fn cancel(this: &BodyReader);
}

/// Begin an instance.
pub(super) fn start() {
    std::panic::set_hook(Box::new(report_panic));
}

/// Tell what happened and where, before the trap that ends the instance.
fn report_panic(info: &PanicHookInfo<'_>) {
    let text = info.payload_as_str().unwrap_or("panicked");
    panicked(&match info.location() {
        Some(place) => format!("{text}, at {}:{}", place.file(), place.line()),
        None => text.to_owned(),
    });
}
