//! What the bindings use of the JavaScript runtime. Values that callers hand in are read by name, never by
//! `instanceof`: they may come from another realm, a polyfill, or be made by hand.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The runtime's `fetch`, looked up at each call.
    #[wasm_bindgen(catch)]
    pub(super) fn fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;

    /// Not `AbortSignal.timeout`: its timer lets a Node process exit while a request waits.
    #[wasm_bindgen(js_name = setTimeout)]
    pub(super) fn set_timeout(handler: &Function, milliseconds: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub(super) fn clear_timeout(timer: &JsValue);

    /// Milliseconds of a clock that never jumps.
    #[wasm_bindgen(js_namespace = performance)]
    pub(super) fn now() -> f64;
}

/// A plain object of these members.
pub(super) fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, &value);
    }
    object.into()
}

/// Set a member of an object that is ours.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    // It can fail for frozen objects and proxies alone, which ours are not.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// A member of a value that may be anything; undefined where there is none. What a getter throws is the error.
pub(super) fn get(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if value.is_object() || value.is_function() {
        Reflect::get(value, &JsValue::from_str(name))
    } else {
        Ok(JsValue::UNDEFINED)
    }
}

/// A method of a value that may be anything.
pub(super) fn method(value: &JsValue, name: &str) -> Option<Function> {
    get(value, name).ok()?.dyn_into().ok()
}

/// Whether this is a browser's page or worker, where whoever looks can read what the code knows.
///
/// Node, Deno, Bun and Cloudflare's workers have some of a browser's globals too, or get them from test tools (jsdom).
pub(super) fn is_browser() -> bool {
    let global: JsValue = js_sys::global().into();
    let has =
        |value: &JsValue, name: &str| get(value, name).is_ok_and(|member| !member.is_undefined());
    let process = get(&global, "process").and_then(|process| get(&process, "versions"));
    let is_server = process.is_ok_and(|versions| has(&versions, "node"))
        || has(&global, "Deno")
        || has(&global, "Bun")
        || has(&global, "WebSocketPair");
    !is_server && (has(&global, "document") || has(&global, "WorkerGlobalScope"))
}
