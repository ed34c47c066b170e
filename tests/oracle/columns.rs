//! What the real decoder gives, as plain JSON: the columns put together as profiles.js does it.

use serde_json::{Map, Value, json};
use trusthub_profiles::columns::{BLOCK, CODED, CODES, INSTANTS};
use trusthub_profiles::decode::Page;
use trusthub_profiles::json::Reader;
use trusthub_profiles::model::{MetaProperty, ProfileProperty, Rule};

use super::is_beyond_oracle;

/// A page as plain JSON: `{ profiles, meta, issues }`, with keys in the order in which they come in JavaScript.
pub(super) fn as_json(page: &Page<'_>) -> Value {
    let columns = &page.columns;
    let (sids, values) = (elements(columns.sids()), elements(columns.values()));
    let texts = std::str::from_utf8(&columns.texts).unwrap();
    assert!(texts.is_ascii(), "slices are counted in bytes");
    let mut blocks = Vec::new();
    for end in &columns.block_ends {
        let start = blocks.iter().map(|block: &&str| block.len()).sum::<usize>();
        blocks.push(texts.get(start..*end as usize).unwrap());
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
        let mut coded = CODED.into_iter().zip(codes);
        let mut instants = columns.instants[index * INSTANTS..][..INSTANTS].iter();
        let mut members = Map::new();
        for property in ProfileProperty::ALL {
            let value = match (property, property.rule()) {
                (ProfileProperty::Sid, _) => sid.clone(),
                (_, Rule::Instant) => match instants.next().expect("a column for each instant") {
                    milliseconds if milliseconds.is_nan() => Value::Null,
                    milliseconds => json!(*milliseconds as i64),
                },
                _ => {
                    let (of, code) = coded.next().expect("a code for each property");
                    assert_eq!(of, property, "codes are in the order of the properties");
                    read(*code, Some(property))
                }
            };
            members.insert(property.wire_name().to_owned(), value);
        }
        let extra = match read(codes[CODED.len()], None) {
            Value::Null => json!({}),
            extra => extra,
        };
        members.insert("extra".to_owned(), extra);
        profiles.push(Value::Object(members));
    }
    assert!(blocks.iter().all(|block| block.is_empty()), "no text is left over");

    // As JavaScript gets it.
    let meta = member(&page.rest(), "meta");
    let members = MetaProperty::ALL.map(|it| {
        (it.wire_name().to_owned(), meta.get(it.public_name()).expect("a member").clone())
    });
    let meta = Map::from_iter(members);
    let issues = page.issues.iter().map(|issue| match issue.value {
        Some(value) => {
            json!({ "path": issue.path, "code": issue.code.as_str(), "value": parse(value.raw()) })
        }
        None => json!({ "path": issue.path, "code": issue.code.as_str() }),
    });
    let issues: Vec<_> = issues.collect();
    json!({ "profiles": profiles, "meta": meta, "issues": issues })
}

/// A member of an object, which may hold others that the oracle doesn't read.
fn member(object: &[u8], name: &str) -> Value {
    let mut found = None;
    let result = Reader::new(object).object(&mut |reader, key| {
        let value = reader.value()?;
        if key.decoded() == name {
            found = Some(parse(value.raw()));
        }
        Ok(())
    });
    result.ok().and(found).expect("an object with that member")
}

/// The elements of an array without its brackets.
fn elements(json: &[u8]) -> Vec<Value> {
    let json = [b"[", json, b"]"].concat();
    let mut elements = Vec::new();
    let mut reader = Reader::new(&json);
    let result = reader.array(&mut |reader, _| {
        elements.push(parse(reader.value()?.raw()));
        Ok(())
    });
    result.and_then(|()| reader.end()).expect("columns are JSON");
    elements
}

/// JSON as a value; what serde_json doesn't read, as its source, an object by its members.
pub(super) fn parse(json: &[u8]) -> Value {
    match serde_json::from_slice(json) {
        Ok(value) => value,
        Err(error) if is_beyond_oracle(&error.to_string()) => {
            members(json).unwrap_or_else(|| source(json))
        }
        Err(error) => panic!("columns hold what is no JSON: {error}"),
    }
}

/// The members of an object, whose keys may be written in more than one way.
fn members(json: &[u8]) -> Option<Value> {
    let mut reader = Reader::new(json);
    if reader.peek() != Some(b'{') {
        return None;
    }
    let mut members = Map::new();
    let result = reader.object(&mut |reader, key| {
        let raw = reader.value()?.raw();
        let value = serde_json::from_slice(raw).unwrap_or_else(|_| source(raw));
        members.insert(key.decoded().into_owned(), value);
        Ok(())
    });
    result.ok().map(|()| Value::Object(members))
}

/// Without the white space, which the model leaves out between an array's elements.
fn source(json: &[u8]) -> Value {
    let source = String::from_utf8_lossy(json).split_ascii_whitespace().collect::<String>();
    json!({ "source": source })
}
