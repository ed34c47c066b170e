//! What the typed model gives, as plain JSON: by what `serde` writes of it, which it must read back.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use trusthub_profiles::decode::Page;
use trusthub_profiles::model::{CustomerProfile, MetaProperty, ProfileProperty, Rule};
use trusthub_profiles::values::{Status, Uri};

use super::{instant, parse};

/// A page's profiles and `meta` as plain JSON: `{ profiles, meta }`, with keys in the order of the model.
pub(super) fn as_json(page: &Page<'_>) -> Value {
    let profiles = page.profiles();
    assert_eq!(profiles.len(), page.columns.count);
    let profiles: Vec<_> = profiles.map(|profile| profile_as_json(&profile)).collect();
    let names = MetaProperty::ALL.map(|it| (it.wire_name(), it.public_name(), it.rule()));
    json!({ "profiles": profiles, "meta": members(&page.meta, &names) })
}

fn profile_as_json(profile: &CustomerProfile) -> Value {
    let names = ProfileProperty::ALL.map(|it| (it.wire_name(), it.public_name(), it.rule()));
    let extra = ("extra", "extra", Rule::Links);
    let mut members = members(profile, &[&names[..], &[extra]].concat());
    // It isn't written where there is nothing in it.
    members.entry("extra").or_insert_with(|| json!({}));
    Value::Object(members)
}

/// What is written of an object of the model, by names on the wire.
fn members<T>(object: &T, names: &[(&str, &str, Rule)]) -> Map<String, Value>
where
    T: Debug + DeserializeOwned + PartialEq + Serialize,
{
    let written = serde_json::to_string(object).unwrap();
    let read: T = serde_json::from_str(&written).unwrap();
    assert_eq!(read, *object, "{written}");
    // Also in the order of links, which doesn't count where maps are compared.
    assert_eq!(serde_json::to_string(&read).unwrap(), written);

    let members: Members = serde_json::from_str(&written).unwrap();
    let by_wire_name = members.0.into_iter().map(|(public, raw)| {
        let (wire, _, rule) = *names.iter().find(|(_, name, _)| *name == public).unwrap();
        let value = match (parse(raw.get().as_bytes()), rule) {
            (Value::String(text), Rule::Instant) => json!(instant(&text).unwrap()),
            (value, _) => value,
        };
        (wire.to_owned(), value)
    });
    by_wire_name.collect()
}

/// An object's members, which may hold what `serde_json` doesn't read.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> serde::Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

/// Where the model says that a value breaks its rule, as the issues must: JSON Pointers with codes.
pub(super) fn broken_rules(page: &Page<'_>) -> BTreeSet<(String, &'static str)> {
    let mut broken = BTreeSet::new();
    let mut check = |path: String, code, is_broken: Option<bool>| {
        if is_broken == Some(true) {
            broken.insert((path, code));
        }
    };
    let is_no_uri = |uri: &Option<Uri>| uri.as_ref().map(|uri| !uri.is_well_formed());
    for (index, profile) in page.profiles().enumerate() {
        let path = |name: &str| format!("/results/{index}/{name}");
        check(path("sid"), "pattern", profile.sid.map(|sid| !sid.is_well_formed()));
        check(path("account_sid"), "pattern", profile.account_sid.map(|sid| !sid.is_well_formed()));
        check(path("policy_sid"), "pattern", profile.policy_sid.map(|sid| !sid.is_well_formed()));
        let is_other = profile.status.map(|status| matches!(status, Status::Other(_)));
        check(path("status"), "status", is_other);
        check(path("status_callback"), "uri", is_no_uri(&profile.status_callback));
        check(path("url"), "uri", is_no_uri(&profile.url));
        for (name, uri) in profile.links.into_iter().flatten() {
            let path = path(&format!("links/{}", name.replace('~', "~0").replace('/', "~1")));
            check(path, "uri", Some(!uri.is_well_formed()));
        }
    }
    for (name, uri) in [
        ("url", &page.meta.url),
        ("first_page_url", &page.meta.first_page_url),
        ("previous_page_url", &page.meta.previous_page_url),
        ("next_page_url", &page.meta.next_page_url),
    ] {
        check(format!("/meta/{name}"), "uri", is_no_uri(uri));
    }
    broken
}
