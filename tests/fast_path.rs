//! Profiles as the API sends them take the decoder's fast path. The values of the slow one are the same and take twelve
//! times as long, so nothing but counting shows that a change of the model sends all profiles there.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

mod oracle;

use oracle::Outcome;
use serde_json::{Map, Value, json};
use trusthub_profiles::decode::{Decoder, Paths};
use trusthub_profiles::model::{ProfileProperty, Rule};
use trusthub_profiles::values::Status;

const BASE: &str = "https://trusthub.twilio.com/v1/CustomerProfiles";

/// A value that obeys the rule of a property: a usual one, whatever properties the model has.
fn value(property: ProfileProperty, number: usize) -> Value {
    let sid = format!("BU{number:032x}");
    match (property, property.rule()) {
        (ProfileProperty::Sid, _) => json!(sid),
        (ProfileProperty::Url, _) => json!(format!("{BASE}/{sid}")),
        (_, Rule::Sid(prefix)) => json!(format!("{}{:032x}", prefix.as_str(), 7)),
        (_, Rule::Text) => json!(format!("Northwind Bakery {number}")),
        (_, Rule::Status) => json!(Status::NAMES[number % Status::NAMES.len()]),
        (_, Rule::Uri) => json!(format!("https://company-{number}.example/status")),
        (_, Rule::Instant) => {
            json!(format!("2025-{:02}-30T11:48:{:02}Z", property as usize % 12 + 1, number % 60))
        }
        (_, Rule::Links) => json!({
            "customer_profiles_entity_assignments": format!("{BASE}/{sid}/EntityAssignments"),
            "customer_profiles_evaluations": format!("{BASE}/{sid}/Evaluations"),
            "customer_profiles_channel_endpoint_assignment": format!("{BASE}/{sid}/ChannelEndpointAssignments"),
        }),
        (_, Rule::Array) => json!([{ "code": 18601 }]),
        (_, Rule::WholeNumber) => json!(number),
    }
}

fn profile(properties: &[ProfileProperty], number: usize) -> Value {
    let member = |it: &ProfileProperty| (it.wire_name().to_owned(), value(*it, number));
    Value::Object(properties.iter().map(member).collect::<Map<_, _>>())
}

fn page(profiles: impl IntoIterator<Item = Value>) -> Value {
    json!({ "results": profiles.into_iter().collect::<Vec<_>>(), "meta": { "next_page_url": null } })
}

/// All of the page's profiles take the fast path, and are what the second decoder reads.
fn is_fast(body: &str, profiles: usize, case: &str) {
    let mut decoder = Decoder::new();
    match oracle::compare(&mut decoder, body.as_bytes()) {
        Ok(Outcome::Read { issues: 0 }) => {}
        Ok(_) => panic!("{case}: not usual"),
        Err(difference) => panic!("{case}: {difference}"),
    }
    assert_eq!(decoder.paths(), Paths { fast: profiles, slow: 0 }, "{case}: {body:.2000}");
}

#[test]
fn each_property_alone_takes_the_fast_path() {
    for property in ProfileProperty::ALL {
        let body = page((0..3).map(|number| profile(&[property], number))).to_string();
        is_fast(&body, 3, property.wire_name());
        let null = json!({ property.wire_name(): null });
        is_fast(&page([null]).to_string(), 1, property.wire_name());
    }
}

#[test]
fn all_properties_take_the_fast_path_in_any_order() {
    let mut properties = ProfileProperty::ALL;
    for _ in 0..2 {
        for _ in 0..properties.len() {
            properties.rotate_left(1);
            let body = page((0..40).map(|number| profile(&properties, number)));
            let case = format!("{properties:?}");
            is_fast(&body.to_string(), 40, &case);
            is_fast(&serde_json::to_string_pretty(&body).unwrap(), 40, &case);
        }
        properties.reverse();
    }
}

#[test]
fn usual_pages_take_the_fast_path() {
    let of_names = |name: &dyn Fn(usize) -> String| {
        page((0..1000).map(|number| {
            let mut profile = profile(&ProfileProperty::ALL, number);
            profile["friendly_name"] = json!(name(number));
            profile["errors"] =
                if number % 5 == 0 { json!([{ "code": 18601 }]) } else { Value::Null };
            profile
        }))
        .to_string()
    };
    is_fast(&of_names(&|number| format!("Northwind Bakery {number}")), 1000, "ASCII");
    let scripts = of_names(&|number| {
        format!("\u{411}\u{430}\u{43b}\u{43a}\u{430}\u{43d} \u{4e2d}\u{6587} {number}")
    });
    is_fast(&scripts, 1000, "several scripts");
    is_fast(&of_names(&|number| format!("\"quoted\"\n{number}")), 1000, "escapes");
}

#[test]
fn pages_of_one_account_after_another_take_the_fast_path() {
    let mut decoder = Decoder::new();
    for account in 0..5 {
        let body = page((0..50).map(|number| profile(&ProfileProperty::ALL, number))).to_string();
        let body = body.replace("trusthub.twilio.com", &format!("trusthub-{account}.example"));
        oracle::compare(&mut decoder, body.as_bytes()).map(drop).unwrap();
    }
    assert_eq!(decoder.paths(), Paths { fast: 250, slow: 0 });
}

#[test]
fn links_of_another_address_are_forgotten_with_their_page() {
    // As long as they were kept, every profile of the second page took the slow path.
    let usual = |number| profile(&ProfileProperty::ALL, number);
    let moved = |number| {
        let mut profile = usual(number);
        profile["url"] = json!(format!("https://elsewhere.example/BU{number:032x}"));
        profile
    };
    let mut decoder = Decoder::new();
    for body in [page((0..3).map(usual)), page((0..100).map(moved))] {
        oracle::compare(&mut decoder, body.to_string().as_bytes()).map(drop).unwrap();
    }
    assert_eq!(decoder.paths(), Paths { fast: 102, slow: 1 });
}
