//! What is known of where the package runs, by the runtime's globals.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::options::Environment;

#[wasm_bindgen]
extern "C" {
    /// The global object, of which no member is certain.
    type Global;

    #[wasm_bindgen(method, getter)]
    fn process(this: &Global) -> Option<Process>;
    #[wasm_bindgen(method, getter, js_name = Deno)]
    fn deno(this: &Global) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = Bun)]
    fn bun(this: &Global) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = WebSocketPair)]
    fn web_socket_pair(this: &Global) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn document(this: &Global) -> Option<Document>;
    #[wasm_bindgen(method, getter, js_name = WorkerGlobalScope)]
    fn worker_global_scope(this: &Global) -> JsValue;
    #[wasm_bindgen(method, getter, catch)]
    fn location(this: &Global) -> Result<Option<Location>, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Global) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn performance(this: &Global) -> Option<Performance>;

    type Process;
    #[wasm_bindgen(method, getter)]
    fn versions(this: &Process) -> Option<Versions>;
    type Versions;
    #[wasm_bindgen(method, getter)]
    fn node(this: &Versions) -> JsValue;

    type Document;
    #[wasm_bindgen(method, getter, js_name = baseURI)]
    fn base_uri(this: &Document) -> JsValue;
    type Location;
    #[wasm_bindgen(method, getter, catch)]
    fn href(this: &Location) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn origin(this: &Location) -> Result<JsValue, JsValue>;

    type Performance;
    #[wasm_bindgen(method)]
    fn now(this: &Performance) -> f64;

    type RequestProbe;
    #[wasm_bindgen(constructor, js_class = "Request", catch)]
    fn new(url: &str, init: &JsValue) -> Result<RequestProbe, JsValue>;
}

fn global() -> Global {
    js_sys::global().unchecked_into()
}

/// Whether this is a browser's page or worker, where whoever opens it can read what the code knows. Node, Deno, Bun and
/// Cloudflare's workers have some of a browser's globals too, or get them from test tools (jsdom).
pub(super) fn environment() -> Environment {
    let global = global();
    let is_server = has_node_version(&global)
        || [global.deno(), global.bun(), global.web_socket_pair()]
            .iter()
            .any(|it| !it.is_undefined());
    let is_page = global.document().is_some() || !global.worker_global_scope().is_undefined();
    if is_page && !is_server { Environment::Browser } else { Environment::Server }
}

fn has_node_version(global: &Global) -> bool {
    let versions = global.process().and_then(|process| process.versions());
    versions.is_some_and(|versions| !versions.node().is_undefined())
}

/// What a relative URL may be relative to: a page's base, a worker's own address, and the origin of one that was made of a
/// blob. Some runtimes have a location only for who asks for one, and throw.
pub(super) fn page_bases() -> Vec<String> {
    let global = global();
    let location = global.location().ok().flatten();
    let document = global.document().and_then(|document| document.base_uri().as_string());
    let href = location.as_ref().and_then(|location| location.href().ok()?.as_string());
    let origin = location.as_ref().and_then(|location| location.origin().ok()?.as_string());
    [document, href, origin].into_iter().flatten().collect()
}

/// The runtime's `fetch`, looked up at each call: it may be replaced at any time.
pub(super) fn global_fetch() -> Option<Function> {
    global().fetch().dyn_into().ok()
}

/// Milliseconds since some moment.
pub(super) fn now() -> f64 {
    match global().performance() {
        Some(performance) => performance.now(),
        None => js_sys::Date::now(),
    }
}

/// Whether the runtime's requests take an init. workerd refuses some options by its compatibility date; a request that is
/// made and never sent finds that out.
///
/// Node takes all of `fetch`'s options. Making a request there loads its HTTP client (15 ms), which a caller's own `fetch`
/// may not need. workerd has a version of Node too where it imitates it.
pub(super) fn takes_request_init(init: &JsValue) -> bool {
    let global = global();
    let is_node = has_node_version(&global) && global.web_socket_pair().is_undefined();
    is_node || RequestProbe::new("https://localhost/", init).is_ok()
}
