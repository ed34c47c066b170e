//! Bodies: read from a response as they stream, within bounds; or taken from an argument.

use js_sys::{ArrayBuffer, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::interrupt::{Interrupt, Watch};
use super::options_in::{thrown, type_name};
use super::runtime::{get, method};
use crate::failure::OptionsError;

/// Why a body ended before its end.
pub(super) enum BodyError {
    Interrupted(Interrupt),
    /// The stream failed, with what it threw.
    Broken(JsValue),
    /// More bytes than allowed.
    TooLarge,
}

impl From<Interrupt> for BodyError {
    fn from(interrupt: Interrupt) -> Self {
        Self::Interrupted(interrupt)
    }
}

/// Read a response's body to its end. `bytes` holds what had come, also after an error.
pub(super) async fn read_body(
    response: &JsValue,
    limit: usize,
    watch: &Watch,
    bytes: &mut Vec<u8>,
) -> Result<(), BodyError> {
    let body = get(response, "body").map_err(BodyError::Broken)?;
    if let Some(get_reader) = method(&body, "getReader") {
        let reader = get_reader.call0(&body).map_err(BodyError::Broken)?;
        let result = read_stream(&reader, limit, watch, bytes).await;
        if result.is_err() {
            cancel(&reader);
        }
        return result;
    }
    // A hand-made response, or one of a `fetch` without web streams.
    let whole = match (method(response, "arrayBuffer"), method(response, "text")) {
        (Some(read), _) | (None, Some(read)) => read.call0(response).map_err(BodyError::Broken)?,
        (None, None) => return Ok(()),
    };
    let whole = watch.wait_for(Promise::resolve(&whole)).await?.map_err(BodyError::Broken)?;
    let whole = bytes_of(&whole).ok_or_else(|| not_bytes(&whole))?;
    append(bytes, whole, limit)
}

async fn read_stream(
    reader: &JsValue,
    limit: usize,
    watch: &Watch,
    bytes: &mut Vec<u8>,
) -> Result<(), BodyError> {
    let read = method(reader, "read").ok_or_else(|| not_bytes(reader))?;
    loop {
        let promise = Promise::resolve(&read.call0(reader).map_err(BodyError::Broken)?);
        let result = watch.wait_for(promise).await?.map_err(BodyError::Broken)?;
        if get(&result, "done").map_err(BodyError::Broken)?.is_truthy() {
            return Ok(());
        }
        let chunk = get(&result, "value").map_err(BodyError::Broken)?;
        append(bytes, bytes_of(&chunk).ok_or_else(|| not_bytes(&chunk))?, limit)?;
    }
}

fn append(bytes: &mut Vec<u8>, chunk: Chunk, limit: usize) -> Result<(), BodyError> {
    let start = bytes.len();
    let end = start.saturating_add(chunk.length());
    if end > limit {
        return Err(BodyError::TooLarge);
    }
    match chunk {
        Chunk::Text(text) => bytes.extend_from_slice(text.as_bytes()),
        Chunk::Bytes(view) => {
            bytes.resize(end, 0);
            if let Some(target) = bytes.get_mut(start..) {
                view.copy_to(target);
            }
        }
    }
    Ok(())
}

/// Let go of a response whose body nobody reads.
pub(super) fn discard(response: &JsValue) {
    if let Ok(body) = get(response, "body") {
        cancel(&body);
    }
}

/// Tell a stream that nobody reads on. How it takes that is its own affair.
fn cancel(reader: &JsValue) {
    if let Some(Ok(result)) = method(reader, "cancel").map(|cancel| cancel.call0(reader)) {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(Promise::resolve(&result)).await;
        });
    }
}

fn not_bytes(value: &JsValue) -> BodyError {
    let text = ["the body gave ", type_name(value), " where bytes were expected"].concat();
    BodyError::Broken(js_sys::TypeError::new(&text).into())
}

enum Chunk {
    Bytes(Uint8Array),
    Text(String),
}

impl Chunk {
    fn length(&self) -> usize {
        match self {
            Self::Bytes(view) => view.length() as usize,
            Self::Text(text) => text.len(),
        }
    }
}

/// A text, an ArrayBuffer or a Uint8Array, of whatever realm.
fn bytes_of(value: &JsValue) -> Option<Chunk> {
    // Nearly always it is one of this realm.
    if let Some(view) = value.dyn_ref::<Uint8Array>() {
        return Some(Chunk::Bytes(view.clone()));
    }
    if let Some(text) = value.as_string() {
        return Some(Chunk::Text(text));
    }
    if !value.is_object() {
        return None;
    }
    // The tag is a getter of the typed arrays' shared prototype, which works across realms.
    let tag = Reflect::get(value, &js_sys::Symbol::to_string_tag()).ok()?.as_string()?;
    match tag.as_str() {
        "Uint8Array" => Some(Chunk::Bytes(view_of(value))),
        "ArrayBuffer" | "SharedArrayBuffer" => {
            Some(Chunk::Bytes(Uint8Array::new(value.unchecked_ref::<ArrayBuffer>())))
        }
        _ => None,
    }
}

/// A plain Uint8Array over the same bytes: a subclass of it, as Node's Buffer, has methods of its own.
fn view_of(value: &JsValue) -> Uint8Array {
    value.clone().unchecked_into()
}

/// The argument `body` of the decoder.
pub(super) fn bytes_of_argument(body: &JsValue) -> Result<Vec<u8>, JsValue> {
    match bytes_of(body) {
        Some(Chunk::Text(text)) => Ok(text.into_bytes()),
        Some(Chunk::Bytes(view)) => Ok(view.to_vec()),
        None => {
            let expected = "a Uint8Array, an ArrayBuffer or a text";
            Err(thrown(OptionsError::expected("body", expected, type_name(body))))
        }
    }
}
