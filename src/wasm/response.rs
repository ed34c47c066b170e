//! Responses, known by what they have: another realm's, a polyfill's or a hand-made one will do. Every member is checked by
//! its JavaScript type, never coerced.

use wasm_bindgen::prelude::*;

use super::host::{BodyReader, discard};
use super::request::OpenRequest;
use crate::error::NetworkError;
use crate::runtime::Head;

#[wasm_bindgen]
extern "C" {
    /// Whatever `fetch` returned.
    #[derive(Clone)]
    pub(super) type FetchResponse;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn redirected(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn body(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn text(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn json(this: &FetchResponse) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &FetchResponse) -> Result<JsValue, JsValue>;

    type FetchHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &FetchHeaders, name: &str) -> Result<JsValue, JsValue>;
}

/// A response under way: its body is not read yet.
pub(super) struct JsResponse {
    value: JsValue,
    reader: BodyReader,
    open: OpenRequest,
}

impl JsResponse {
    /// Take what `fetch` returned.
    ///
    /// # Errors
    ///
    /// [`NetworkError`] for what is no response.
    pub(super) fn new(value: JsValue, open: OpenRequest) -> Result<(Head, Self), NetworkError> {
        let head = read_head(&value).inspect_err(|_| discard(&value))?;
        Ok((head, Self { value, reader: BodyReader::new(), open }))
    }

    pub(super) fn value(&self) -> &JsValue {
        &self.value
    }

    pub(super) fn reader(&self) -> &BodyReader {
        &self.reader
    }

    /// All of it came: there is nothing left to abort.
    pub(super) fn is_read(&self) {
        self.open.close();
    }
}

impl Drop for JsResponse {
    fn drop(&mut self) {
        self.reader.cancel();
    }
}

fn read_head(value: &JsValue) -> Result<Head, NetworkError> {
    let response: &FetchResponse = value.unchecked_ref();
    let status = status_of(response).ok_or(NetworkError::NotAResponse)?;
    let is_true = |value: Result<JsValue, JsValue>| value.is_ok_and(|value| value.is_truthy());
    if is_true(response.redirected()) {
        return Err(NetworkError::FollowedRedirect);
    }
    let headers = response.headers().unwrap_or_default();
    let header = |name| {
        let headers: &FetchHeaders = headers.unchecked_ref();
        let is_object = headers.is_object() || headers.is_function();
        is_object.then(|| headers.get(name).ok()?.as_string()).flatten()
    };
    Ok(Head {
        status,
        request_id: header("Twilio-Request-Id"),
        retry_after: header("Retry-After"),
        date: header("Date"),
        content_type: header("Content-Type"),
    })
}

/// The status of a response whose body can be read.
fn status_of(response: &FetchResponse) -> Option<u16> {
    let status = response.status().ok()?.as_f64()?;
    let is_status = status.fract() == 0.0 && (0.0..1000.0).contains(&status);
    let has_body = !response.body().ok()?.is_undefined()
        || [response.array_buffer(), response.text(), response.json()]
            .into_iter()
            .any(|method| method.is_ok_and(|method| method.is_function()));
    (is_status && has_body).then_some(status as u16)
}
