//! A page on its way out: columns and a JSON text, in one crossing.

use wasm_bindgen::prelude::*;

use super::host;
use crate::decode::Page;
use crate::failure::Failure;
use crate::json::Member;
use crate::options::Validation;

/// Why a page is none in strict mode.
pub(super) fn strict_failure(page: &Page<'_>, validation: Validation) -> Option<Failure> {
    let first = page.issues.first().filter(|_| validation == Validation::Strict)?;
    let message = [
        &page.issues.len().to_string(),
        " of the page's values break the API's rules, the first at ",
        &first.path,
        ": expected ",
        first.expected,
    ];
    Some(Failure::Response { message: message.concat() })
}

/// A page's objects; with the facts of a response, those and the objects beside them.
pub(super) fn objects(page: &Page<'_>, facts: Option<&[(&str, Member<'_>)]>) -> JsValue {
    host::page_objects(&page.profiles, &page.rest(facts))
}
