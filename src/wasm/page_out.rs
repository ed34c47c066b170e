//! A page on its way out: columns and a JSON text, in one crossing.

use wasm_bindgen::prelude::*;

use super::host;
use super::record::{Member, write_array, write_record};
use crate::decode::Page;
use crate::failure::Failure;
use crate::issue::Issue;
use crate::json::{Value, write_text};
use crate::model::{Field, MetaProperty};
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
    let columns = &page.profiles;
    let mut rest = Vec::with_capacity(columns.sids().len() + columns.values().len() + 2048);
    for (name, elements) in [("{\"sids\":[", columns.sids()), ("],\"values\":[", columns.values())]
    {
        rest.extend_from_slice(name.as_bytes());
        rest.extend_from_slice(elements);
    }
    rest.extend_from_slice(b"],\"shared\":");
    write_array(&mut rest, &columns.shared, |json, text| write_text(json, text));
    rest.extend_from_slice(b",\"urlStart\":");
    write_text(&mut rest, columns.url_start.as_deref().unwrap_or_default());
    rest.extend_from_slice(b",\"links\":");
    let links = columns.links.as_ref().map_or(&[][..], |links| links.as_slice());
    write_array(&mut rest, links, |json, (name, end)| {
        write_text(json, name);
        json.push(b',');
        write_text(json, end);
    });
    rest.extend_from_slice(b",\"meta\":");
    let texts = MetaProperty::ALL.map(|property| match page.meta.get(property) {
        Field::Text(text) => Value::from(*text).well_formed(),
        _ => Default::default(),
    });
    let mut members = MetaProperty::ALL.map(|property| (property.public_name(), Member::Null));
    for ((member, text), property) in members.iter_mut().zip(&texts).zip(MetaProperty::ALL) {
        match page.meta.get(property) {
            Field::Text(_) => member.1 = Member::Json(text),
            Field::WholeNumber(number) => member.1 = Member::Number(*number),
            _ => {}
        }
    }
    write_record(&mut rest, &members);
    rest.extend_from_slice(b",\"issues\":");
    write_issues(&mut rest, &page.issues);
    if let Some(facts) = facts {
        rest.extend_from_slice(b",\"facts\":");
        write_record(&mut rest, facts);
    }
    rest.push(b'}');
    host::page_objects(columns, &rest)
}

/// A JSON array of issues.
pub(super) fn write_issues(json: &mut Vec<u8>, issues: &[Issue<'_>]) {
    write_array(json, issues, |json, issue| {
        let members = [
            ("path", Member::Text(&issue.path)),
            ("code", Member::Text(issue.code.as_str())),
            ("expected", Member::Text(issue.expected)),
            ("value", issue.value.map_or(Member::Null, |value| Member::Json(value.raw()))),
        ];
        // The value of what is missing is missing.
        let given = if issue.value.is_some() { &members[..] } else { &members[..3] };
        write_record(json, given);
    });
}
