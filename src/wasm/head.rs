use wasm_bindgen::prelude::*;

use super::runtime::{get, method};

/// A response before its body.
pub(super) struct Head<'r> {
    pub(super) response: &'r JsValue,
    pub(super) status: u16,
}

/// However long a body is said to be, no more room than this is made for it before it comes.
const MOST_EXPECTED: usize = 4 * 1024 * 1024;

impl Head<'_> {
    /// How many bytes the body has by its header, so that it need not be moved while it grows. Compressed it has more.
    pub(super) fn expected_length(&self) -> usize {
        let length = self.header("Content-Length").and_then(|length| length.parse().ok());
        length.unwrap_or(0).min(MOST_EXPECTED)
    }

    /// A header; none where the response has no way to tell.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let headers = get(self.response, "headers").ok()?;
        method(&headers, "get")?.call1(&headers, &name.into()).ok()?.as_string()
    }
}
