//! A page on its way out: columns and a JSON text, in one crossing.

use wasm_bindgen::prelude::*;

use super::host;
use crate::decode::Page;
use crate::failure::Failure;
use crate::issue::Issue;
use crate::json::{Value, write_text};
use crate::model::{Field, MetaProperty};
use crate::options::Validation;

/// Why a page is none in strict mode.
pub(super) fn strict_failure(page: &Page<'_>, validation: Validation) -> Option<Failure> {
    let first = page.issues.first().filter(|_| validation == Validation::Strict)?;
    let message = format!(
        "{} of the page's values break the API's rules, the first at {}: expected {}",
        page.issues.len(),
        first.path,
        first.expected
    );
    Some(Failure::Response { message })
}

/// A page's objects.
pub(super) fn objects(page: &Page<'_>) -> JsValue {
    host::page_objects(&page.profiles, &rest(page))
}

/// `{ sids, values, shared, urlStart, links, meta, issues }`.
fn rest(page: &Page<'_>) -> Vec<u8> {
    let columns = &page.profiles;
    let mut json = Vec::with_capacity(columns.sids().len() + columns.values().len() + 2048);
    for (name, elements) in [("{\"sids\":[", columns.sids()), ("],\"values\":[", columns.values())] {
        json.extend_from_slice(name.as_bytes());
        json.extend_from_slice(elements);
    }
    json.extend_from_slice(b"],\"shared\":");
    write_texts(&mut json, &mut columns.shared.iter().copied());
    json.extend_from_slice(b",\"urlStart\":");
    write_text(&mut json, columns.url_start.unwrap_or_default());
    json.extend_from_slice(b",\"links\":");
    write_texts(&mut json, &mut columns.links.iter().flat_map(|(name, end)| [*name, *end]));
    json.extend_from_slice(b",\"meta\":{");
    for (place, property) in MetaProperty::ALL.into_iter().enumerate() {
        write_member_name(&mut json, place, property.public_name());
        match page.meta.get(property) {
            Field::Text(text) => json.extend_from_slice(&Value::from(*text).well_formed()),
            Field::WholeNumber(number) => json.extend_from_slice(number.to_string().as_bytes()),
            _ => json.extend_from_slice(b"null"),
        }
    }
    json.extend_from_slice(b"},\"issues\":");
    write_issues(&mut json, &page.issues);
    json.push(b'}');
    json
}

/// A JSON array of issues.
pub(super) fn write_issues(json: &mut Vec<u8>, issues: &[Issue<'_>]) {
    json.push(b'[');
    for (place, issue) in issues.iter().enumerate() {
        if place > 0 {
            json.push(b',');
        }
        json.push(b'{');
        let texts =
            [("path", &*issue.path), ("code", issue.code.as_str()), ("expected", issue.expected)];
        for (place, (name, text)) in texts.into_iter().enumerate() {
            write_member_name(json, place, name);
            write_text(json, text);
        }
        if let Some(value) = issue.value {
            write_member_name(json, texts.len(), "value");
            json.extend_from_slice(value.raw());
        }
        json.push(b'}');
    }
    json.push(b']');
}

/// A member's name and its colon, after a comma where it isn't the first.
pub(super) fn write_member_name(json: &mut Vec<u8>, place: usize, name: &str) {
    if place > 0 {
        json.push(b',');
    }
    write_text(json, name);
    json.push(b':');
}

fn write_texts<'t>(json: &mut Vec<u8>, texts: &mut dyn Iterator<Item = &'t str>) {
    json.push(b'[');
    for (place, text) in texts.enumerate() {
        if place > 0 {
            json.push(b',');
        }
        write_text(json, text);
    }
    json.push(b']');
}
