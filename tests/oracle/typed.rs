//! The typed model against the columns of the same page: the same values, and as `serde` writes them, which it must read
//! back; and what the model finds wrong must be what the issues say.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use trusthub_profiles::decode::Page;
use trusthub_profiles::json::Reader;
use trusthub_profiles::model::{MetaProperty, ProfileProperty, Rule};
use trusthub_profiles::values::{Sid, Status, Uri, sid::SidKind};

use super::columns::{self, parse};
use super::second_decoder::instant;

/// An error where the typed model of a page and its columns or issues disagree.
pub(super) fn check(page: &Page<'_>) -> Result<(), String> {
    let columns = columns::as_json(page);
    let typed = as_json(page)?;
    for part in ["profiles", "meta"] {
        // As strings: maps are equal whatever the order of their keys.
        let (columns, typed) = (columns[part].to_string(), typed[part].to_string());
        if columns != typed {
            return Err(format!("the columns are {columns}\n  the typed model {typed}"));
        }
    }
    let found: BTreeSet<_> = page
        .issues
        .iter()
        .map(|issue| (issue.path.clone(), issue.code.as_str()))
        .filter(|(_, code)| ["pattern", "status", "uri"].contains(code))
        .collect();
    let broken = broken_rules(page);
    if found == broken {
        Ok(())
    } else {
        Err(format!("issues tell of {found:?}\n  the typed model of {broken:?}"))
    }
}

/// A page's profiles and `meta` as plain JSON: `{ profiles, meta }`.
fn as_json(page: &Page<'_>) -> Result<Value, String> {
    if page.profiles().len() != page.columns.count {
        return Err("profiles are missing".to_owned());
    }
    let names = ProfileProperty::ALL.map(|it| (it.wire_name(), it.public_name(), it.rule()));
    let names = [&names[..], &[("extra", "extra", Rule::Array)]].concat();
    let mut profiles = Vec::new();
    for profile in page.profiles() {
        let mut profile = members(&profile, &names)?;
        // It isn't written where there is nothing in it.
        profile.entry("extra").or_insert_with(|| json!({}));
        profiles.push(profile);
    }
    let names = MetaProperty::ALL.map(|it| (it.wire_name(), it.public_name(), it.rule()));
    Ok(json!({ "profiles": profiles, "meta": members(&page.meta(), &names)? }))
}

/// What `serde` writes of an object of the model, by names on the wire.
fn members<T>(object: &T, names: &[(&str, &str, Rule)]) -> Result<Map<String, Value>, String>
where
    T: Debug + DeserializeOwned + PartialEq + Serialize,
{
    let written = serde_json::to_string(object).map_err(|error| error.to_string())?;
    let read = serde_json::from_str::<T>(&written);
    let read = read.map_err(|error| format!("{error} in {written}"))?;
    // The order of links doesn't count where maps are compared, but where they are written.
    if read != *object || serde_json::to_string(&read).ok().as_ref() != Some(&written) {
        return Err(format!("written {written}\n  read {read:?}"));
    }
    let mut members = Map::new();
    // By the reader, since it takes what `serde_json` doesn't: deep nesting, numbers beyond all floats.
    let result = Reader::new(written.as_bytes()).object(&mut |reader, key| {
        let named = |(_, public, _): &&(&str, &str, Rule)| *public == key.decoded();
        let (wire, _, rule) = names.iter().find(named).expect("a property of the table");
        let value = match (parse(reader.value()?.raw()), rule) {
            (Value::String(text), Rule::Instant) => json!(instant(&text)),
            (value, _) => value,
        };
        members.insert((*wire).to_owned(), value);
        Ok(())
    });
    result.map(|()| members).map_err(|error| format!("{error:?} in {written}"))
}

/// Where the model says that a value breaks its rule: JSON Pointers with the codes of issues.
fn broken_rules(page: &Page<'_>) -> BTreeSet<(String, &'static str)> {
    fn is_bad_sid<Kind: SidKind>(sid: &Option<Sid<Kind>>) -> bool {
        sid.as_ref().is_some_and(|sid| !sid.is_well_formed())
    }
    let is_bad_uri = |uri: &Option<Uri>| uri.as_ref().is_some_and(|uri| !uri.is_well_formed());
    let mut broken = Vec::new();
    for (index, profile) in page.profiles().enumerate() {
        let path = |name: &str| format!("/results/{index}/{name}");
        broken.extend([
            (is_bad_sid(&profile.sid), path("sid"), "pattern"),
            (is_bad_sid(&profile.account_sid), path("account_sid"), "pattern"),
            (is_bad_sid(&profile.policy_sid), path("policy_sid"), "pattern"),
            (matches!(profile.status, Some(Status::Other(_))), path("status"), "status"),
            (is_bad_uri(&profile.status_callback), path("status_callback"), "uri"),
            (is_bad_uri(&profile.url), path("url"), "uri"),
        ]);
        for (name, uri) in profile.links.iter().flatten() {
            let name = name.replace('~', "~0").replace('/', "~1");
            broken.push((!uri.is_well_formed(), path(&format!("links/{name}")), "uri"));
        }
    }
    let meta = page.meta();
    for (name, uri) in [
        ("url", &meta.url),
        ("first_page_url", &meta.first_page_url),
        ("previous_page_url", &meta.previous_page_url),
        ("next_page_url", &meta.next_page_url),
    ] {
        broken.push((is_bad_uri(uri), format!("/meta/{name}"), "uri"));
    }
    broken
        .into_iter()
        .filter(|(is_broken, ..)| *is_broken)
        .map(|(_, path, code)| (path, code))
        .collect()
}
