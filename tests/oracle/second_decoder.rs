//! The second decoder: `serde_json` reads the body, regular expressions and counting check the values.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value, json};

/// A page as plain JSON: `{ profiles, meta, issues }`.
pub(super) fn decode(body: &[u8]) -> Result<Value, String> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let root: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let root = root.as_object().ok_or("no object")?;
    let results = root.get("results").and_then(Value::as_array).ok_or("no results")?;
    let meta = root.get("meta").and_then(Value::as_object).ok_or("no meta")?;

    let mut issues = Vec::new();
    let mut profiles = Vec::new();
    for (index, entry) in results.iter().enumerate() {
        let entry = entry.as_object().ok_or("an entry is no object")?;
        profiles.push(profile(entry, &format!("/results/{index}"), &mut issues));
    }
    if !matches!(meta.get("next_page_url"), None | Some(Value::Null | Value::String(_))) {
        return Err("no next link".to_owned());
    }
    if !meta.contains_key("next_page_url") {
        issues.push(json!({ "path": "/meta/next_page_url", "code": "missing" }));
    }
    let meta = record(meta, "/meta", META, &mut issues);
    Ok(json!({ "profiles": profiles, "meta": meta, "issues": issues }))
}

type Rules = &'static [(&'static str, &'static str)];

const PROFILE: Rules = &[
    ("sid", "BU"),
    ("account_sid", "AC"),
    ("policy_sid", "RN"),
    ("friendly_name", "text"),
    ("status", "status"),
    ("email", "text"),
    ("status_callback", "uri"),
    ("valid_until", "date-time"),
    ("date_created", "date-time"),
    ("date_updated", "date-time"),
    ("url", "uri"),
    ("links", "links"),
    ("errors", "array"),
];

const STATUSES: &[&str] = &[
    "draft",
    "pending-review",
    "in-review",
    "twilio-rejected",
    "twilio-approved",
    // A comment makes rustfmt keep a line for each, so that a new one is one line.
];

const META: Rules = &[
    ("page", "whole"),
    ("page_size", "whole"),
    ("key", "text"),
    ("url", "uri"),
    ("first_page_url", "uri"),
    ("previous_page_url", "uri"),
    ("next_page_url", "uri"),
];

fn profile(entry: &Map<String, Value>, path: &str, issues: &mut Vec<Value>) -> Value {
    let mut profile = record(entry, path, PROFILE, issues);
    let known = |name: &str| PROFILE.iter().any(|(other, _)| *other == name);
    let extra: Map<_, _> = entry
        .iter()
        .filter(|(name, _)| !known(name))
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect();
    profile.insert("extra".to_owned(), Value::Object(extra));
    Value::Object(profile)
}

fn record(
    entry: &Map<String, Value>,
    path: &str,
    rules: Rules,
    issues: &mut Vec<Value>,
) -> Map<String, Value> {
    let mut record = Map::new();
    for (name, rule) in rules {
        let value = entry.get(*name).cloned().unwrap_or(Value::Null);
        let path = format!("{path}/{name}");
        record.insert((*name).to_owned(), field(value, rule, &path, issues));
    }
    record
}

fn field(value: Value, rule: &str, path: &str, issues: &mut Vec<Value>) -> Value {
    let mut report = |path: &str, code: &str, value: &Value| {
        issues.push(json!({ "path": path, "code": code, "value": value }));
    };
    if value.is_null() {
        return Value::Null;
    }
    match (rule, &value) {
        ("date-time", Value::String(text)) => {
            if let Some(milliseconds) = instant(text) {
                return json!(milliseconds);
            }
            report(path, "date-time", &value);
            Value::Null
        }
        ("whole", Value::Number(number)) => {
            let number = number.as_f64().unwrap();
            if number >= 0.0 && number.fract() == 0.0 && number <= 9_007_199_254_740_991.0 {
                return json!(number as u64);
            }
            report(path, "type", &value);
            Value::Null
        }
        ("links", Value::Object(links)) => {
            let mut kept = Map::new();
            // In the body's order, which the map of `preserve_order` keeps.
            for (name, link) in links {
                let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
                match link {
                    Value::String(text) => {
                        if !URI.is_match(text) {
                            report(&path, "uri", link);
                        }
                        kept.insert(name.clone(), link.clone());
                    }
                    other => report(&path, "type", other),
                }
            }
            Value::Object(kept)
        }
        ("array", Value::Array(_)) | ("text", Value::String(_)) => value,
        ("uri", Value::String(text)) => {
            if !URI.is_match(text) {
                report(path, "uri", &value);
            }
            value
        }
        ("status", Value::String(text)) => {
            if !STATUSES.contains(&text.as_str()) {
                report(path, "status", &value);
            }
            value
        }
        (prefix @ ("AC" | "BU" | "RN"), Value::String(text)) => {
            let is_sid = SID.captures(text).is_some_and(|parts| &parts[1] == prefix);
            if !is_sid {
                report(path, "pattern", &value);
            }
            value
        }
        _ => {
            report(path, "type", &value);
            Value::Null
        }
    }
}

/// `$` of the crate regex is the text's very end.
static SID: LazyLock<Regex> = LazyLock::new(|| Regex::new("^([A-Z]{2})[0-9a-fA-F]{32}$").unwrap());

static URI: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[A-Za-z][A-Za-z0-9+.\-]*:([A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$",
    )
    .unwrap()
});

static INSTANT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?([Zz]|([+-])([0-9]{2}):([0-9]{2}))$",
    )
    .unwrap()
});

/// The milliseconds of an RFC 3339 text.
pub(crate) fn instant(text: &str) -> Option<i64> {
    let parts = INSTANT.captures(text)?;
    let number =
        |group: usize| parts.get(group).map_or(0, |part| part.as_str().parse::<i64>().unwrap());
    let (year, month, day) = (number(1), number(2), number(3));
    let (hour, minute, second) = (number(4), number(5), number(6));
    let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if !(1..=12).contains(&month) || day < 1 || day > lengths[month as usize - 1] {
        return None;
    }
    let (offset_hours, offset_minutes) = (number(10), number(11));
    if hour > 23 || minute > 59 || second > 59 || offset_hours > 23 || offset_minutes > 59 {
        return None;
    }
    // By counting: every year, every month.
    let days_in = |year: i64| if leap(year) { 366 } else { 365 };
    let mut days: i64 = lengths[..month as usize - 1].iter().sum::<i64>() + day - 1;
    if year >= 1970 {
        days += (1970..year).map(days_in).sum::<i64>();
    } else {
        days -= (year..1970).map(days_in).sum::<i64>();
    }
    let sign = if parts.get(9).is_some_and(|sign| sign.as_str() == "-") { -1 } else { 1 };
    let offset = sign * (offset_hours * 60 + offset_minutes);
    let fraction = parts.get(7).map_or("", |part| part.as_str().trim_start_matches('.'));
    let milliseconds: i64 = format!("{fraction:0<3.3}").parse().unwrap();
    Some((((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 + milliseconds)
}
