//! A second decoder, slow and plain: `serde_json` reads the body, regular expressions and counting check the values. The
//! real one must give the same values and the same issues.

use std::cell::RefCell;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value, json};
use trusthub_profiles::columns::{BLOCK, CODED, CODES, INSTANTS};
use trusthub_profiles::decode::{Decoder, Page, decode_page};
use trusthub_profiles::model::{Field, MetaProperty, ProfileProperty};

/// How both decoders read a body.
pub(crate) enum Outcome {
    /// Both gave the same page.
    Read { issues: usize },
    /// Neither gave a page.
    Refused,
    /// The real one gave a page of JSON that `serde_json` doesn't read.
    BeyondOracle,
}

/// Let both decoders read a body; an error where they disagree.
pub(crate) fn compare(body: &[u8]) -> Result<Outcome, String> {
    thread_local!(static DECODER: RefCell<Decoder> = RefCell::default());
    DECODER.with_borrow_mut(|decoder| compare_with(body, decoder))
}

/// `taught` is a decoder that has seen pages before, whatever they looked like.
fn compare_with(body: &[u8], taught: &mut Decoder) -> Result<Outcome, String> {
    let taught = taught.page(body);
    if taught.is_ok() != decode_page(body).is_ok() {
        return Err("what the decoder saw before makes a difference".to_owned());
    }
    match (decode(body), decode_page(body)) {
        // Numbers so large that the oracle's, a float, has no room for their fractions.
        (Ok(expected), Ok(_)) if has_huge_number(&expected) => Ok(Outcome::BeyondOracle),
        (Ok(expected), Ok(actual)) => {
            let (issues, actual) = (actual.issues.len(), as_json(&actual));
            let taught = taught.as_ref().ok().map(as_json);
            if actual == expected && taught.as_ref() == Some(&expected) {
                Ok(Outcome::Read { issues })
            } else {
                Err(format!("expected {expected}\n  actual {actual}"))
            }
        }
        (Err(_), Err(_)) => Ok(Outcome::Refused),
        (Ok(_), Err(error)) => Err(format!("refused: {error}")),
        (Err(error), Ok(_)) => {
            // Half a surrogate pair, a number beyond all bounds and deep nesting.
            let beyond = ["surrogate", "hex escape", "number out of range", "recursion limit"];
            if beyond.iter().any(|words| error.contains(words)) {
                Ok(Outcome::BeyondOracle)
            } else {
                Err(format!("accepted, although: {error}"))
            }
        }
    }
}

fn has_huge_number(page: &Value) -> bool {
    let is_huge = |name| page["meta"][name].as_u64().is_some_and(|number: u64| number >= 1 << 50);
    is_huge("page") || is_huge("page_size")
}

/// A page as plain JSON: `{ profiles, meta, issues }`.
fn decode(body: &[u8]) -> Result<Value, String> {
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

/// What the real decoder gives, in the oracle's form: the columns put together as profiles.js does it.
fn as_json(page: &Page<'_>) -> Value {
    let parse = |json: &[u8]| serde_json::from_slice::<Value>(json).unwrap();
    let array = |elements: &[u8]| parse(&[b"[", elements, b"]"].concat());
    let columns = &page.columns;
    let sids = array(columns.sids());
    let values = array(columns.values());
    let texts = std::str::from_utf8(&columns.texts).unwrap();
    assert!(texts.is_ascii(), "slices are counted in bytes");
    let mut blocks = Vec::new();
    for end in &columns.block_ends {
        let start = blocks.iter().map(|block: &&str| block.len()).sum::<usize>();
        blocks.push(&texts[start..*end as usize]);
    }
    assert_eq!(blocks.concat(), texts, "every text is in a block");

    let mut profiles = Vec::new();
    for index in 0..columns.count {
        let text = &mut blocks[index / BLOCK];
        let sid = &sids[index];
        let url = || {
            let start = columns.url_start.as_deref().expect("an address follows from a SID");
            [start, sid.as_str().expect("a SID")].concat()
        };
        let mut read = |code: u32, property: Option<ProfileProperty>| match (code & 3, code >> 2) {
            (0, 0) => Value::Null,
            (0, 1) if property == Some(ProfileProperty::Url) => json!(url()),
            (0, 1) => {
                let links = columns.links.iter().flat_map(|links| links.iter());
                links
                    .map(|(name, end)| ((*name).to_owned(), json!([&url(), end.as_str()].concat())))
                    .collect()
            }
            (1, length) => {
                let (slice, rest) = text.split_at(length as usize);
                *text = rest;
                json!(slice)
            }
            (2, index) => json!(*columns.shared[index as usize]),
            (3, index) => values[index as usize].clone(),
            other => panic!("no such code: {other:?}"),
        };
        let codes = &columns.codes[index * CODES..][..CODES];
        let mut members = Map::new();
        members.insert("sid".to_owned(), sid.clone());
        for (property, code) in CODED.into_iter().zip(codes) {
            members.insert(property.wire_name().to_owned(), read(*code, Some(property)));
        }
        let extra = match read(codes[CODED.len()], None) {
            Value::Null => json!({}),
            extra => extra,
        };
        members.insert("extra".to_owned(), extra);
        let instants = ["valid_until", "date_created", "date_updated"];
        for (name, milliseconds) in instants.into_iter().zip(&columns.instants[index * INSTANTS..])
        {
            let value =
                if milliseconds.is_nan() { Value::Null } else { json!(*milliseconds as i64) };
            members.insert(name.to_owned(), value);
        }
        profiles.push(Value::Object(members));
    }
    assert!(blocks.iter().all(|block| block.is_empty()), "no text is left over");

    let field = |field: &Field<'_>| match field {
        Field::Text(text) => json!(text.decoded()),
        Field::WholeNumber(number) => json!(number),
        _ => Value::Null,
    };
    let meta: Map<_, _> = MetaProperty::ALL
        .into_iter()
        .map(|property| (property.wire_name().to_owned(), field(page.meta.get(property))))
        .collect();
    let issues = page.issues.iter().map(|issue| match issue.value {
        Some(value) => {
            json!({ "path": issue.path, "code": issue.code.as_str(), "value": parse(value.raw()) })
        }
        None => json!({ "path": issue.path, "code": issue.code.as_str() }),
    });
    let issues: Vec<_> = issues.collect();
    json!({ "profiles": profiles, "meta": meta, "issues": issues })
}

type Rules = &'static [(&'static str, &'static str)];

const PROFILE: Rules = &[
    ("sid", "^BU[0-9a-fA-F]{32}$"),
    ("account_sid", "^AC[0-9a-fA-F]{32}$"),
    ("policy_sid", "^RN[0-9a-fA-F]{32}$"),
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
            let known =
                ["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"];
            if !known.contains(&text.as_str()) {
                report(path, "status", &value);
            }
            value
        }
        (pattern, Value::String(text)) if pattern.starts_with('^') => {
            // `$` of the crate regex is the text's very end.
            if !Regex::new(pattern).unwrap().is_match(text) {
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
    let fraction = parts.get(7).map_or("", |part| &part.as_str()[1..]);
    let milliseconds: i64 = format!("{fraction:0<3}")[..3].parse().unwrap();
    Some((((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 + milliseconds)
}
