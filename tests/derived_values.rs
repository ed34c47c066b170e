//! Regressions: a profile's address and links are rebuilt from its SID, so what came must have been compared with what
//! is rebuilt, byte for byte, whatever the order of the keys.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

mod oracle;

use oracle::{Outcome, compare};
use trusthub_profiles::decode::{Decoder, NotAPage};
use trusthub_profiles::options::Validation;
use trusthub_profiles::page::hold_to;
use trusthub_profiles::redaction::Secrets;

const BASE: &str = "https://trusthub.twilio.com/v1/CustomerProfiles";
const A: &str = "BUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "BUbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const C: &str = "BUcccccccccccccccccccccccccccccccc";

const ORDERS: [[Key; 3]; 6] = [
    [Key::Sid, Key::Url, Key::Links],
    [Key::Sid, Key::Links, Key::Url],
    [Key::Url, Key::Sid, Key::Links],
    [Key::Url, Key::Links, Key::Sid],
    [Key::Links, Key::Sid, Key::Url],
    [Key::Links, Key::Url, Key::Sid],
];

#[derive(Clone, Copy, Debug)]
enum Key {
    Sid,
    Url,
    Links,
}

/// What stands where the SID of the profile does, and where its address and its two links repeat it.
type Sids<'s> = [&'s [u8]; 4];

fn agreeing(sid: &str) -> Sids<'_> {
    [sid.as_bytes(); 4]
}

fn profile(order: [Key; 3], [sid, url, first, second]: Sids<'_>) -> Vec<u8> {
    let base = BASE.as_bytes();
    let member = |key| match key {
        Key::Sid => [br#""sid":""#, sid, b"\""].concat(),
        Key::Url => [br#""url":""#, base, b"/", url, b"\""].concat(),
        Key::Links => [
            br#""links":{"customer_profiles_entity_assignments":""#,
            base,
            b"/",
            first,
            br#"/EntityAssignments","customer_profiles_evaluations":""#,
            base,
            b"/",
            second,
            br#"/Evaluations"}"#,
        ]
        .concat(),
    };
    let members = order.map(member);
    [br#"{"status":"draft","#, &members.join(&b',')[..], br#","friendly_name":"name"}"#].concat()
}

fn page(profiles: &[Vec<u8>]) -> Vec<u8> {
    [br#"{"results":["#, &profiles.join(&b',')[..], br#"],"meta":{"next_page_url":null}}"#].concat()
}

/// Every page on which a profile comes after one that agrees with itself, in each order of the keys: on its page or on
/// the one before.
fn after_a_usual_profile(sids: Sids<'_>, mut check: impl FnMut(&mut Decoder, &[u8], &str)) {
    for order in ORDERS {
        for usual_order in [order, ORDERS[0]] {
            let (usual, odd) = (profile(usual_order, agreeing(A)), profile(order, sids));
            let case = |pages: &str| format!("{order:?} after {usual_order:?}, {pages}");
            check(&mut Decoder::new(), &page(&[usual.clone(), odd.clone()]), &case("one page"));
            let mut used = Decoder::new();
            used.page(&page(&[usual.clone(), usual.clone()])).unwrap();
            check(&mut used, &page(std::slice::from_ref(&odd)), &case("two pages"));
            check(&mut used, &page(&[odd, usual]), &case("two pages, the usual one again"));
        }
    }
}

#[test]
fn sids_that_disagree_are_kept_where_they_came_in_every_order_of_the_keys() {
    let choices = [A, B, C].map(str::as_bytes);
    for (url, first, second) in
        (0..27).map(|n| (choices[n / 9], choices[n / 3 % 3], choices[n % 3]))
    {
        after_a_usual_profile([B.as_bytes(), url, first, second], |decoder, body, case| {
            match compare(decoder, body) {
                Ok(Outcome::Read { issues: 0 }) => {}
                Ok(_) => panic!("{case}: not read"),
                Err(difference) => panic!("{case}: {difference}"),
            }
        });
    }
}

#[test]
fn an_address_before_its_sid_is_not_rebuilt_from_another_one() {
    // The report's own page: links that agree with the SID hid that the address doesn't.
    let order = [Key::Url, Key::Sid, Key::Links];
    let [b, c] = [B, C].map(str::as_bytes);
    let body = page(&[profile(order, agreeing(A)), profile(order, [b, c, b, b])]);
    let page = Decoder::new().page(&body).unwrap().columns;
    let texts = String::from_utf8(page.texts.clone()).unwrap();
    assert!(texts.contains(&format!("{BASE}/{C}")), "{texts:?}");
}

/// What 34 bytes can be in place of a SID that is derived, if nobody compares them.
fn smuggled(middle: &[u8]) -> Vec<u8> {
    let mut bytes = middle.to_vec();
    bytes.resize(A.len(), b'b');
    bytes
}

/// Checks bytes in place of each of the SIDs that are derived, with the others agreeing.
fn in_each_place(bytes: &[u8], mut check: impl FnMut(&mut Decoder, &[u8], &str)) {
    for place in 1..4 {
        let mut sids = agreeing(B);
        sids[place] = bytes;
        after_a_usual_profile(sids, &mut check);
    }
    // All of them at once: they agree with each other.
    after_a_usual_profile([B.as_bytes(), bytes, bytes, bytes], &mut check);
    after_a_usual_profile([bytes; 4], &mut check);
}

fn is_refused(bytes: &[u8], is_right: impl Fn(&NotAPage) -> bool) {
    in_each_place(bytes, |decoder, body, case| {
        match compare(decoder, body) {
            Ok(Outcome::Refused) => {}
            Ok(_) => panic!("{case}: accepted"),
            Err(difference) => panic!("{case}: {difference}"),
        }
        let error = decoder.page(body).unwrap_err();
        assert!(is_right(&error), "{case}: {error}");
    });
}

#[test]
fn a_raw_line_end_where_a_sid_is_derived_is_no_json() {
    for control in [b"\n", b"\r", b"\t", b"\0", b"\x1f"] {
        is_refused(&smuggled(&[b"BUbb", &control[..]].concat()), |error| {
            matches!(error, NotAPage::NotJson(_))
        });
    }
}

#[test]
fn a_byte_that_is_not_utf_8_where_a_sid_is_derived_is_told() {
    for bytes in [&b"BUbb\xff"[..], b"BUbb\xc3", b"BUbb\xed\xa0\x80"] {
        is_refused(&smuggled(bytes), |error| matches!(error, NotAPage::NotUtf8 { .. }));
    }
}

#[test]
fn an_escape_that_json_lacks_where_a_sid_is_derived_is_no_json() {
    for bytes in [&br"BUbb\q"[..], br"BUbb\u12g4"] {
        is_refused(&smuggled(bytes), |error| matches!(error, NotAPage::NotJson(_)));
    }
}

#[test]
fn members_smuggled_in_where_a_sid_is_derived_are_members() {
    for member in [&br#"","friendly_name":"x"#[..], br#"","extra":"x"#, br#"","sid":null,"x":""#] {
        in_each_place(&smuggled(member), |decoder, body, case| match compare(decoder, body) {
            Ok(Outcome::Read { .. }) => {}
            Ok(_) => panic!("{case}: not read"),
            Err(difference) => panic!("{case}: {difference}"),
        });
    }
}

#[test]
fn other_spellings_of_a_sid_where_it_is_derived_are_kept() {
    let upper = B.to_ascii_uppercase();
    let spellings = [
        upper.as_bytes(),
        br"BUbbbbbbbbbbbbbbbbbbbbbbbbbb\u0062",
        b"BUbb%62",
        b"",
        "BUé".as_bytes(),
    ];
    for bytes in spellings {
        in_each_place(bytes, |decoder, body, case| match compare(decoder, body) {
            Ok(Outcome::Read { .. }) => {}
            Ok(_) => panic!("{case}: not read"),
            Err(difference) => panic!("{case}: {difference}"),
        });
    }
}

#[test]
fn strict_fails_for_what_is_smuggled_in_where_a_sid_is_derived() {
    let bytes = smuggled(br#"","status":"approved"#);
    for place in 1..4 {
        let mut sids = agreeing(B);
        sids[place] = &bytes;
        after_a_usual_profile(sids, |decoder, body, case| {
            let page = decoder.page(body).unwrap();
            assert!(hold_to(Validation::Strict, &page, &Secrets::default()).is_err(), "{case}");
            compare(decoder, body)
                .map(drop)
                .unwrap_or_else(|difference| panic!("{case}: {difference}"));
        });
    }
}
