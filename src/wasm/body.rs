//! Bodies: read from a response as they stream, within bounds; or taken from an argument.

use js_sys::{ArrayBuffer, Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::host;
use super::interrupt::{Interrupt, Settled, Watch};
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

/// Where a body comes from: what is called for its next part, and on what.
struct Source {
    next: Function,
    of: JsValue,
    /// Whether it comes in parts, each with a word on whether it is the last.
    is_stream: bool,
}

impl Source {
    /// `None` for a response without a body.
    fn of_response(response: &JsValue) -> Result<Option<Self>, JsValue> {
        let body = get(response, "body")?;
        if let Some(get_reader) = method(&body, "getReader") {
            let reader = get_reader.call0(&body)?;
            let next = method(&reader, "read").ok_or_else(|| not_bytes(&reader))?;
            return Ok(Some(Self { next, of: reader, is_stream: true }));
        }
        // A hand-made response, or one of a `fetch` without web streams.
        let next = method(response, "arrayBuffer").or_else(|| method(response, "text"));
        Ok(next.map(|next| Self { next, of: response.clone(), is_stream: false }))
    }

    /// Take what came; tells whether it was the last.
    fn take(&self, part: &JsValue, limit: usize, bytes: &mut Vec<u8>) -> Result<bool, BodyError> {
        let broken = BodyError::Broken;
        if !self.is_stream {
            append(bytes, bytes_of(part).ok_or_else(|| broken(not_bytes(part)))?, limit)?;
            return Ok(true);
        }
        if get(part, "done").map_err(broken)?.is_truthy() {
            return Ok(true);
        }
        let chunk = get(part, "value").map_err(broken)?;
        append(bytes, bytes_of(&chunk).ok_or_else(|| broken(not_bytes(&chunk)))?, limit)?;
        Ok(false)
    }
}

/// Read a response's body to its end. `bytes` holds what had come, also after an error.
pub(super) async fn read_body(
    response: &JsValue,
    limit: usize,
    watch: &Watch,
    bytes: &mut Vec<u8>,
) -> Result<(), BodyError> {
    let Some(source) = Source::of_response(response).map_err(BodyError::Broken)? else {
        return Ok(());
    };
    let error = loop {
        let settled = match source.next.call0(&source.of) {
            Ok(promise) => watch.wait_for(&promise).await,
            Err(thrown) => Settled::Rejected(thrown),
        };
        let taken = match settled {
            Settled::Fulfilled(part) => source.take(&part, limit, bytes),
            Settled::Rejected(error) => Err(BodyError::Broken(error)),
            Settled::Interrupted(interrupt) => Err(BodyError::Interrupted(interrupt)),
        };
        match taken {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(error) => break error,
        }
    };
    if source.is_stream {
        cancel(&source.of);
    }
    Err(error)
}

fn append(bytes: &mut Vec<u8>, chunk: Chunk, limit: usize) -> Result<(), BodyError> {
    if bytes.len().saturating_add(chunk.length()) > limit {
        return Err(BodyError::TooLarge);
    }
    match chunk {
        Chunk::Text(text) => bytes.extend_from_slice(text.as_bytes()),
        // Copied twice: room that is cleared first, to be copied into, takes ten times as long.
        Chunk::Bytes(view) => bytes.append(&mut view.to_vec()),
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
        host::ignore(&result);
    }
}

fn not_bytes(value: &JsValue) -> JsValue {
    let text = ["the body gave ", type_name(value), " where bytes were expected"].concat();
    js_sys::TypeError::new(&text).into()
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
