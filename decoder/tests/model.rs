//! The typed model as native code meets it: what a page gives, and the form that `serde` writes and reads.
#![cfg(test)]

use trusthub_profiles_decoder::decode::decode_page;
use trusthub_profiles_decoder::model::{CustomerProfile, PageMeta, ProfileProperty};
use trusthub_profiles_decoder::values::{Instant, Status};

/// The only profile of a page.
fn profile(json: &str) -> CustomerProfile {
    let body = format!(r#"{{"results": [ {json} ], "meta": {{"next_page_url": null}}}}"#);
    let mut profiles = decode_page(body.as_bytes()).unwrap().profiles();
    let profile = profiles.next().unwrap();
    assert_eq!(profiles.next(), None);
    profile
}

const WHOLE: &str = r#"{
    "sid": "BU0123456789abcdef0123456789abcdef", "account_sid": "AC0123456789abcdef0123456789abcdef",
    "policy_sid": "RN1", "friendly_name": "B\u00fccher", "status": "provisionally-approved",
    "email": "a@example.com", "status_callback": "/hook", "valid_until": "2025-06-30T12:00:00+02:00",
    "date_created": "0000-01-01T00:00:00+12:00", "date_updated": null, "url": "https://example.com/BU0",
    "links": {"b": "https://example.com/b", "a": "https://example.com/a"},
    "errors": [{"code": 18601}, 2.50, 1e400], "z": {"b": 1, "a": [ ]}, "__proto__": "\ud800"
}"#;

#[test]
fn a_field_for_each_property() {
    let profile = profile(WHOLE);
    let sid = profile.sid.as_ref().unwrap();
    assert!(sid.is_well_formed());
    assert_eq!(sid.to_string(), "BU0123456789abcdef0123456789abcdef");
    assert!(profile.account_sid.as_ref().unwrap().is_well_formed());
    assert!(!profile.policy_sid.as_ref().unwrap().is_well_formed());
    assert_eq!(profile.friendly_name.as_deref(), Some("Bücher"));
    assert_eq!(profile.status, Some(Status::Other("provisionally-approved".to_owned())));
    assert!(!profile.status_callback.as_ref().unwrap().is_well_formed());
    assert_eq!(profile.valid_until, Instant::parse(b"2025-06-30T10:00:00Z"));
    assert_eq!(profile.date_updated, None);
    let links: Vec<_> = profile.links.as_ref().unwrap().keys().collect();
    assert_eq!(links, ["b", "a"]);
    let errors = profile.errors.as_ref().unwrap();
    assert_eq!(
        errors.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
        [r#"{"code": 18601}"#, "2.50", "1e400"]
    );
    assert_eq!(errors[0].read::<serde_json::Value>().unwrap()["code"], 18_601);
    assert!(errors[2].read::<serde_json::Value>().is_err(), "no float holds it");
    let extra: Vec<_> =
        profile.extra.iter().map(|(name, it)| (name.as_str(), it.as_str())).collect();
    assert_eq!(extra, [("z", r#"{"b": 1, "a": [ ]}"#), ("__proto__", "\"\u{fffd}\"")]);
}

#[test]
fn what_is_written_is_documented_and_reads_back() {
    let whole = profile(WHOLE);
    let written = serde_json::to_string(&whole).unwrap();
    let values = [
        ("sid", r#""BU0123456789abcdef0123456789abcdef""#),
        ("accountSid", r#""AC0123456789abcdef0123456789abcdef""#),
        ("policySid", r#""RN1""#),
        ("friendlyName", r#""Bücher""#),
        ("status", r#""provisionally-approved""#),
        ("email", r#""a@example.com""#),
        ("statusCallback", r#""/hook""#),
        ("validUntil", r#""2025-06-30T10:00:00.000Z""#),
        ("dateCreated", r#""0000-01-01T11:59:00.000+23:59""#),
        ("dateUpdated", "null"),
        ("url", r#""https://example.com/BU0""#),
        ("links", r#"{"b":"https://example.com/b","a":"https://example.com/a"}"#),
        ("errors", r#"[{"code": 18601},2.50,1e400]"#),
    ];
    let order = ProfileProperty::ALL.map(ProfileProperty::public_name);
    let known = |name: &str| values.iter().find(|(known, _)| *known == name);
    let in_order: Vec<_> = order.iter().filter_map(|name| known(name)).collect();
    assert_eq!(in_order, values.iter().collect::<Vec<_>>());
    // What the table got since is null.
    let member = |name: &&str| format!("\"{name}\":{},", known(name).map_or("null", |it| it.1));
    let members: String = order.iter().map(member).collect();
    let extra = r#""extra":{"z":{"b": 1, "a": [ ]},"__proto__":"�"}"#;
    let expected = format!("{{{members}{extra}}}");
    assert_eq!(written, expected);
    assert_eq!(serde_json::from_str::<CustomerProfile>(&written).unwrap(), whole);

    let empty = profile("{}");
    assert_eq!(empty, CustomerProfile::default());
    let written = serde_json::to_string(&empty).unwrap();
    assert!(written.ends_with(r#""links":null,"errors":null}"#), "{written}");
    assert_eq!(serde_json::from_str::<CustomerProfile>(&written).unwrap(), empty);
}

#[test]
fn what_the_api_sends_is_no_written_form() {
    for json in [r#"{"account_sid": null}"#, r#"{"sid": null, "friendly_name": "Acme"}"#] {
        let error = serde_json::from_str::<CustomerProfile>(json).unwrap_err().to_string();
        assert!(error.starts_with("unknown field"), "{json}: {error}");
    }
    for json in [r#"{"page_size": 50}"#, r#"{"next_page_url": null}"#] {
        let error = serde_json::from_str::<PageMeta>(json).unwrap_err().to_string();
        assert!(error.starts_with("unknown field"), "{json}: {error}");
    }
    for json in
        [r#"{"validUntil": "today"}"#, r#"{"validUntil": 0}"#, r#"{"errors": {}}"#, r#"{"sid": 1}"#]
    {
        assert!(serde_json::from_str::<CustomerProfile>(json).is_err(), "{json}");
    }
}

#[test]
fn no_depth_exhausts_the_stack() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let profile = profile(&format!(r#"{{"errors": [{deep}], "later": {deep}}}"#));
    let written = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<CustomerProfile>(&written).unwrap(), profile);
    assert_eq!(profile.extra["later"].as_str(), deep);
}

#[test]
fn the_last_results_count() {
    let body = br#"{"results": [{"email": "a"}], "meta": {"next_page_url": null}, "results": [ {"email": "b"} , {} ]}"#;
    let page = decode_page(body).unwrap();
    let emails: Vec<_> = page.profiles().map(|profile| profile.email).collect();
    assert_eq!(emails, [Some("b".to_owned()), None]);
    assert_eq!(page.profiles().len(), 2);
    let none = decode_page(br#"{"results": [ ], "meta": {"next_page_url": null}}"#).unwrap();
    assert_eq!(none.profiles().next(), None);
}
