//! A page on its way out: one JSON text of all values and one column of instants, so that the boundary is crossed once.
//! profiles.js takes them apart in the model's order.

use crate::failure::Failure;
use crate::issue::Issue;
use crate::json::{Text, Value, write_text};
use crate::model::{CustomerProfile, Field, MetaProperty, Page, ProfileProperty, Rule};
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

/// Milliseconds of each profile's instants, in the model's order; NaN stands for null.
pub(super) fn instants(page: &Page<'_>) -> Vec<f64> {
    let is_instant = |property: &ProfileProperty| property.rule() == Rule::Instant;
    let properties: Vec<_> = ProfileProperty::ALL.into_iter().filter(is_instant).collect();
    let of_profile = |profile: &CustomerProfile<'_>| {
        properties
            .iter()
            .map(|property| match profile.get(*property) {
                Field::Instant(instant) => instant.milliseconds() as f64,
                _ => f64::NAN,
            })
            .collect::<Vec<_>>()
    };
    page.profiles.iter().flat_map(of_profile).collect()
}

/// `{ values, meta, issues }`: for each profile its properties that are no instants, in the model's order, then the
/// unknown ones as an object, or null.
pub(super) fn json(page: &Page<'_>) -> String {
    let mut json = String::from("{\"values\":[");
    let mut separator = "";
    for profile in &page.profiles {
        for property in ProfileProperty::ALL {
            if property.rule() != Rule::Instant {
                json.push_str(separator);
                separator = ",";
                write_field(&mut json, profile.get(property));
            }
        }
        json.push(',');
        write_extra(&mut json, profile);
    }
    json.push_str("],\"meta\":{");
    let mut separator = "";
    for property in MetaProperty::ALL {
        json.push_str(separator);
        separator = ",";
        write_text(&mut json, property.public_name());
        json.push(':');
        write_field(&mut json, page.meta.get(property));
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

fn write_field(json: &mut String, field: &Field<'_>) {
    match field {
        // Instants have a column of their own.
        Field::Null | Field::Instant(_) => json.push_str("null"),
        Field::Text(text) => write_json_text(json, *text),
        Field::WholeNumber(number) => json.push_str(&number.to_string()),
        Field::Array(array) => json.push_str(array),
        Field::Links(links) => {
            let members = links.iter().map(|(key, text)| (*key, *text));
            write_object(json, members, |json, text| write_json_text(json, text));
        }
    }
}

fn write_extra(json: &mut String, profile: &CustomerProfile<'_>) {
    if profile.extra().is_empty() {
        return json.push_str("null");
    }
    let members = profile.extra().iter().copied();
    write_object(json, members, |json, value| json.push_str(&value.well_formed()));
}

fn write_object<'a, T>(
    json: &mut String,
    members: impl Iterator<Item = (Text<'a>, T)>,
    write_value: impl Fn(&mut String, T),
) {
    json.push('{');
    let mut separator = "";
    for (key, value) in members {
        json.push_str(separator);
        separator = ",";
        write_json_text(json, key);
        json.push(':');
        write_value(json, value);
    }
    json.push('}');
}

fn write_json_text(json: &mut String, text: Text<'_>) {
    json.push_str(&Value::from(text).well_formed());
}
