//! A page on its way out: columns and a JSON text, in one crossing.

use wasm_bindgen::prelude::*;

use super::host;
use crate::columns::write_texts;
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
fn rest(page: &Page<'_>) -> String {
    let columns = &page.profiles;
    let sids = columns.sids_json();
    let mut json =
        ["{\"sids\":", &sids, ",\"values\":", &columns.values_json(), ",\"shared\":"].concat();
    write_texts(&mut json, columns.shared.iter().copied());
    json.push_str(",\"urlStart\":");
    write_text(&mut json, columns.url_start.unwrap_or_default());
    json.push_str(",\"links\":");
    write_texts(&mut json, columns.links.iter().flat_map(|(name, end)| [*name, *end]));
    json.push_str(",\"meta\":{");
    let mut separator = "";
    for property in MetaProperty::ALL {
        json.push_str(separator);
        separator = ",";
        write_text(&mut json, property.public_name());
        json.push(':');
        match page.meta.get(property) {
            Field::Text(text) => json.push_str(&Value::from(*text).well_formed()),
            Field::WholeNumber(number) => json.push_str(&number.to_string()),
            _ => json.push_str("null"),
        }
    }
    json.push_str("},\"issues\":");
    json.push_str(&issues_json(&page.issues));
    json.push('}');
    json
}

pub(super) fn issues_json(issues: &[Issue<'_>]) -> String {
    let mut json = String::from("[");
    let mut separator = "";
    for issue in issues {
        json.push_str(separator);
        separator = ",";
        json.push_str("{\"path\":");
        write_text(&mut json, &issue.path);
        json.push_str(",\"code\":");
        write_text(&mut json, issue.code.as_str());
        json.push_str(",\"expected\":");
        write_text(&mut json, issue.expected);
        if let Some(value) = issue.value {
            json.push_str(",\"value\":");
            json.push_str(value.raw());
        }
        json.push('}');
    }
    json.push(']');
    json
}
