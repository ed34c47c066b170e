//! Whole lists over a simulated server and clock: what comes, what is sent, when, and what is told of it.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

#[path = "simulation/mod.rs"]
mod simulation;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use proptest::prelude::*;
use serde_json::{Value, json};
use simulation::{Answer, Kept, PAGE_SIZE, REASON, What, World, keep, sid, walk, walk_into};
use trusthub_profiles::credentials::Credentials;
use trusthub_profiles::cursor::Cursor;
use trusthub_profiles::decode::Decoder;
use trusthub_profiles::error::{
    Failure, OptionsError, OptionsProblem, PaginationError, ResponseError, TimeoutError,
    TimeoutScope,
};
use trusthub_profiles::exchange::{CallError, Ended};
use trusthub_profiles::options::{
    Call, CallOptions, ClientOptions, CredentialsSource, Environment, ListOptions, OptionValue,
    Validation,
};
use trusthub_profiles::runtime::NoCredentials;
use trusthub_profiles::walk::{Walk, Way};

fn status(status: u16) -> Answer {
    What::Status { status, retry_after: None, body: "" }.into()
}

fn sids(pages: &[Kept]) -> Vec<String> {
    pages.iter().flat_map(|page| page.sids.clone()).collect()
}

fn all(profiles: usize) -> Vec<String> {
    (0..profiles).map(sid).collect()
}

fn run(world: &World) -> (Vec<Kept>, Result<(), Ended<String>>) {
    run_with(world, ClientOptions::default(), ListOptions::default())
}

fn run_with(
    world: &World,
    client: ClientOptions,
    list: ListOptions,
) -> (Vec<Kept>, Result<(), Ended<String>>) {
    let end = world.run(walk(world, client, list));
    assert_eq!(world.open.get(), 0, "requests that are still open");
    end
}

fn error_of(end: Result<(), Ended<String>>) -> CallError<String> {
    match end {
        Err(Ended::Failed(error)) => *error,
        other => panic!("no failure, but {other:?}"),
    }
}

fn types(world: &World) -> Vec<String> {
    let events = world.events.borrow();
    events.iter().map(|(_, event)| event["type"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_comes_page_by_page() {
    let world = World::new(5, []);
    let (pages, end) = run(&world);
    assert_eq!((sids(&pages), end), (all(5), Ok(())));
    let numbers: Vec<_> = pages.iter().map(|page| page.facts.response.attempts).collect();
    assert_eq!(numbers, [1, 1, 1]);
    let sent: Vec<_> =
        world.requests.borrow().iter().map(|seen| seen.request.url.clone()).collect();
    let list = "https://trusthub.twilio.com/v1/CustomerProfiles";
    assert_eq!(
        sent,
        [
            list.to_owned(),
            format!("{list}?PageSize=2&Page=1&PageToken=PT2"),
            format!("{list}?PageSize=2&Page=1&PageToken=PT4"),
        ]
    );
}

#[test]
fn events_tell_each_attempt_from_its_request_to_its_end() {
    let world = World::new(3, [Answer { after: 7, ..status(503) }, Answer::default()]);
    let client = ClientOptions { label: Some("acme".to_owned()), ..ClientOptions::default() };
    let (_, end) = run_with(&world, client, ListOptions::default());
    assert_eq!(end, Ok(()));
    let at = |page: u32, attempt: u32, mut event: Value| {
        let place = json!({ "label": "acme", "walk": 1, "page": page, "attempt": attempt });
        event.as_object_mut().unwrap().extend(place.as_object().unwrap().clone());
        event
    };
    let response =
        json!({ "type": "response", "status": 200, "elapsedMs": 0.0, "requestId": "RQ1" });
    let page = |profiles: u32, bytes: u32| json!({ "type": "page", "profiles": profiles, "issues": 0, "bytes": bytes, "elapsedMs": 0.0, "requestId": "RQ1" });
    let events: Vec<_> = world.events.borrow().iter().map(|(_, event)| event.clone()).collect();
    assert_eq!(
        events,
        [
            at(0, 1, json!({ "type": "request" })),
            at(
                0,
                1,
                json!({ "type": "response", "status": 503, "elapsedMs": 7.0, "requestId": "RQ1" })
            ),
            at(
                0,
                1,
                json!({ "type": "failure", "reason": "api", "status": 503, "code": null, "elapsedMs": 7.0, "requestId": "RQ1", "willRetry": true })
            ),
            at(
                0,
                1,
                json!({ "type": "retry", "waitMs": 500.0, "isRetryAfter": false, "reason": "api" })
            ),
            at(0, 2, json!({ "type": "request" })),
            at(0, 2, response.clone()),
            at(0, 2, page(2, 210)),
            at(1, 1, json!({ "type": "request" })),
            at(1, 1, response),
            at(1, 1, page(1, 88)),
        ]
    );
}

#[test]
fn what_may_pass_is_retried_and_what_can_not_is_not() {
    for (answer, requests, kind) in [
        (status(429), 4, "api"),
        (status(500), 4, "api"),
        (status(404), 1, "api"),
        (status(302), 1, "api"),
        (What::Refused.into(), 4, "network"),
        (What::NotAResponse.into(), 1, "network"),
        (What::HalfAPage.into(), 4, "network"),
        (What::Body("<html></html>").into(), 1, "response"),
    ] {
        let world = World::new(5, vec![answer.clone(); 5]);
        let (pages, end) = run(&world);
        let error = error_of(end);
        assert_eq!((pages.len(), world.requests.borrow().len()), (0, requests), "{answer:?}");
        assert_eq!(json!(error.failure.kind()), kind, "{answer:?}");
        assert_eq!(error.attempts as usize, requests);
        assert_eq!(error.cursor, Cursor::parse("page:"));
    }
}

#[test]
fn a_deadline_is_an_attempts_or_the_pages() {
    let silent = || World::new(5, vec![What::Silence.into(); 9]);
    let stalled = || World::new(5, vec![What::StalledPage.into(); 9]);
    for world in [silent(), stalled()] {
        let client = ClientOptions { timeout_ms: 50, max_retries: 1, ..ClientOptions::default() };
        let error = error_of(run_with(&world, client, ListOptions::default()).1);
        let expected = TimeoutError { scope: TimeoutScope::Attempt, milliseconds: 50 };
        assert_eq!(error.failure, expected.into());
        assert_eq!((error.attempts, world.elapsed()), (2, 50.0 + 500.0 + 50.0));
        assert_eq!(world.run(async { world.open.get() }), 0);
    }
    for world in [silent(), stalled()] {
        let client =
            ClientOptions { timeout_ms: 1000, total_timeout_ms: 1700, ..ClientOptions::default() };
        let error = error_of(run_with(&world, client, ListOptions::default()).1);
        let expected = TimeoutError { scope: TimeoutScope::Total, milliseconds: 1700 };
        assert_eq!((error.failure, error.attempts), (expected.into(), 2));
        assert_eq!(world.elapsed(), 1700.0);
        assert_eq!(types(&world).last().unwrap(), "failure");
    }
}

#[test]
fn an_errors_body_that_does_not_end_still_tells_what_came() {
    let body = r#"{"code":20003,"message":"Authenticate"}"#;
    let answer = Answer {
        body_takes: 90_000,
        ..What::Status { status: 401, retry_after: None, body }.into()
    };
    let world = World::new(5, [answer]);
    let error = error_of(run(&world).1);
    assert_eq!(error.failure.to_string(), "the API answered 401");
    assert_eq!(world.elapsed(), 30_000.0);
}

#[test]
fn a_retry_after_is_kept_and_told() {
    let busy = What::Status { status: 429, retry_after: Some("7"), body: "" };
    let world = World::new(1, [busy.into()]);
    assert_eq!(run(&world).1, Ok(()));
    assert_eq!(world.elapsed(), 7000.0);
    let events = world.events.borrow();
    let (_, retry) = events.iter().find(|(_, event)| event["type"] == "retry").unwrap();
    assert_eq!((&retry["waitMs"], &retry["isRetryAfter"]), (&json!(7000.0), &json!(true)));
}

#[test]
fn an_abort_ends_the_wait_with_the_callers_reason_whatever_is_waited_for() {
    let credentials = || ClientOptions {
        credentials: Some(CredentialsSource::Function),
        ..ClientOptions::default()
    };
    for (client, answer, takes, events) in [
        (ClientOptions::default(), What::Silence, 0, &["request", "failure"][..]),
        (ClientOptions::default(), What::StalledPage, 0, &["request", "response", "failure"]),
        (
            ClientOptions::default(),
            What::Status { status: 503, retry_after: Some("50"), body: "" },
            0,
            &["request", "response", "failure", "retry"],
        ),
        (credentials(), What::Page, 1000, &[]),
    ] {
        let world = World {
            abort_at: Cell::new(Some(10)),
            credentials_take: takes,
            ..World::new(5, [answer.into()])
        };
        let (pages, end) = run_with(&world, client, ListOptions::default());
        assert_eq!((pages.len(), end), (0, Err(Ended::Thrown(REASON.to_owned()))));
        assert_eq!(
            (world.elapsed(), types(&world).as_slice()),
            (10.0, &events.iter().map(ToString::to_string).collect::<Vec<_>>()[..])
        );
    }
}

#[test]
fn a_listener_may_abort_at_any_event_and_nothing_is_sent_after_it() {
    for (name, requests, pages) in
        [("request", 0, 0), ("response", 1, 0), ("failure", 1, 0), ("retry", 1, 0)]
    {
        let world = World { abort_on: Some(name), ..World::new(5, [status(503)]) };
        let (came, end) = run(&world);
        assert_eq!(end, Err(Ended::Thrown(REASON.to_owned())), "{name}");
        assert_eq!((world.requests.borrow().len(), came.len()), (requests, pages), "{name}");
        assert_eq!(types(&world).iter().filter(|it| *it == "failure").count(), 1, "{name}");
    }
}

#[test]
fn credentials_are_asked_for_before_each_attempt_and_a_wrong_one_names_the_page() {
    let client = || ClientOptions {
        credentials: Some(CredentialsSource::Function),
        ..ClientOptions::default()
    };
    let token = |text: &str| Ok(Credentials::bearer(text.to_owned()).unwrap());
    let world = World {
        credentials: RefCell::new(VecDeque::from([token("t1"), token("t2"), token("t3")])),
        ..World::new(4, [status(503)])
    };
    assert_eq!(run_with(&world, client(), ListOptions::default()).1, Ok(()));
    let sent: Vec<_> = world
        .requests
        .borrow()
        .iter()
        .map(|seen| seen.request.authorization.clone().unwrap())
        .collect();
    assert_eq!(sent, ["Bearer t1", "Bearer t2", "Bearer t3"]);

    let wrong = OptionsError::new("credentials", OptionsProblem::CredentialsInBrowser);
    let world = World {
        credentials: RefCell::new(VecDeque::from([
            token("t1"),
            Err(NoCredentials::Wrong(wrong.clone())),
        ])),
        ..World::new(4, [])
    };
    let (pages, end) = run_with(&world, client(), ListOptions::default());
    let error = error_of(end);
    assert_eq!((error.failure, error.attempts), (Failure::Options(wrong), 0));
    assert_eq!(error.cursor, pages[0].next);

    let world = World {
        credentials: RefCell::new(VecDeque::from([Err(NoCredentials::Thrown("mine".to_owned()))])),
        ..World::new(4, [])
    };
    let (_, end) = run_with(&world, client(), ListOptions::default());
    assert_eq!((end, types(&world).len()), (Err(Ended::Thrown("mine".to_owned())), 0));
}

#[test]
fn our_own_words_are_never_redacted_and_the_servers_are() {
    let body = r#"{"code":20003,"message":"not s3cret-password"}"#;
    let answer = What::Status { status: 401, retry_after: None, body };
    let credentials = Credentials::basic("a".to_owned(), "s3cret-password".to_owned()).unwrap();
    let client = ClientOptions {
        credentials: Some(CredentialsSource::Fixed(credentials)),
        ..ClientOptions::default()
    };
    let members = [("friendlyName".to_owned(), OptionValue::String("a".to_owned()))];
    let list = CallOptions::parse(Call::List, Environment::Server, &members).unwrap().list;
    let world = World::new(4, [answer.into()]);
    let error = error_of(run_with(&world, client, list).1);
    let expected = "the API answered 401 (code 20003): not …";
    assert_eq!(error.failure.to_string(), expected);
    assert_eq!(error.request_id.as_deref(), Some("RQ1"));
}

#[test]
fn a_body_over_the_limit_is_an_error_and_strict_mode_takes_no_issue() {
    let client = ClientOptions { max_body_bytes: 100, ..ClientOptions::default() };
    let world = World::new(5, []);
    let error = error_of(run_with(&world, client, ListOptions::default()).1);
    assert_eq!(error.failure, ResponseError::TooLarge { limit: 100 }.into());

    let odd = r#"{"results":[{"sid":"x"},{"sid":7}],"meta":{"next_page_url":null}}"#;
    let client = ClientOptions { validation: Validation::Strict, ..ClientOptions::default() };
    let world = World::new(5, [What::Body(odd).into()]);
    let error = error_of(run_with(&world, client, ListOptions::default()).1);
    let Failure::Response(response) = &error.failure else { panic!("{error:?}") };
    assert_eq!(response.issues().len(), 2);
    assert_eq!(types(&world), ["request", "response", "failure"]);
}

#[test]
fn a_page_that_comes_again_is_told_and_then_an_error() {
    let again = r#"{"results":[{"sid":"a"},{"sid":"b"}],"meta":{"next_page_url":"?x"}}"#;
    let other = r#"{"results":[{"sid":"a"},{"sid":"b"}],"meta":{"next_page_url":"?y"}}"#;
    let world = World::new(5, [What::Body(again).into(), What::Body(other).into()]);
    let (pages, end) = run(&world);
    let error = error_of(end);
    assert_eq!((pages.len(), &error.failure), (1, &PaginationError::Loop.into()));
    assert_eq!(error.cursor, pages[0].next);
    assert_eq!(types(&world).last().unwrap(), "page");
}

#[test]
fn a_limit_asks_for_no_more_than_it_takes() {
    let world = World::new(5, []);
    let list = ListOptions { limit: Some(3), ..ListOptions::default() };
    let (pages, end) = run_with(&world, ClientOptions::default(), list);
    assert_eq!((sids(&pages), end, world.requests.borrow().len()), (all(3), Ok(()), 1));
}

#[test]
fn a_walk_that_failed_goes_on_where_it_failed_and_never_ends_in_silence() {
    let world = World::new(5, [Answer::default(), status(404)]);
    let walk = Walk::new(ClientOptions::default(), Way::through(&ListOptions::default()), 1, 0);
    let decoder = RefCell::new(Decoder::new());
    let mut came = Vec::new();
    let mut failures = 0;
    world.run(async {
        loop {
            match walk.next_page(&&world, &decoder, &mut keep).await {
                Ok(Some(page)) => came.push(page),
                Ok(None) => break,
                Err(_) => failures += 1,
            }
        }
    });
    assert_eq!((sids(&came), failures), (all(5), 1));

    // A list that can't go on never ends either.
    let bad = r#"{"results":[],"meta":{"next_page_url":"/elsewhere"}}"#;
    let world = World::new(5, [What::Body(bad).into()]);
    let walk = Walk::new(ClientOptions::default(), Way::through(&ListOptions::default()), 1, 0);
    let outcomes = world.run(async {
        let mut outcomes = Vec::new();
        for _ in 0..3 {
            outcomes.push(walk.next_page(&&world, &decoder, &mut keep).await.is_ok());
        }
        outcomes
    });
    assert_eq!(outcomes, [true, false, false]);
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let what = prop_oneof![
        6 => Just(What::Page),
        1 => Just(What::HalfAPage),
        1 => Just(What::StalledPage),
        1 => Just(What::Refused),
        1 => Just(What::Silence),
        1 => Just(What::NotAResponse),
        1 => Just(What::Body("<html></html>")),
        2 => (prop::sample::select(vec![400_u16, 401, 404, 408, 429, 500, 503]), prop::option::of(prop::sample::select(vec!["0", "3", "61", "soon"])))
            .prop_map(|(status, retry_after)| What::Status { status, retry_after, body: "{}" }),
    ];
    (0_u32..400, what, 0_u32..400).prop_map(|(after, what, body_takes)| Answer {
        after,
        what,
        body_takes,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the server does, and whenever the caller aborts or drops the walk.
    #[test]
    fn every_promise_holds(
        script in prop::collection::vec(any_answer(), 0..12),
        profiles in 0_usize..9,
        max_retries in 0_u32..4,
        abort_at in prop::option::weighted(0.3, 0_u64..4000),
        drop_at in prop::option::weighted(0.3, 0_u64..4000),
        random in 0.0_f64..1.0,
    ) {
        let world = World { abort_at: Cell::new(abort_at), random, ..World::new(profiles, script) };
        let client = ClientOptions { max_retries, timeout_ms: 500, total_timeout_ms: 6000, ..ClientOptions::default() };
        let pages = RefCell::new(Vec::new());
        let walking = walk_into(&world, client.clone(), ListOptions::default(), &pages);
        let end = world.run_until(walking, drop_at.unwrap_or(u64::MAX));
        let ended_at = world.elapsed();
        let pages = pages.into_inner();

        // Nothing is left open, and nothing is sent after an abort or a drop.
        prop_assert_eq!(world.open.get(), 0);
        let requests = world.requests.borrow();
        for seen in requests.iter() {
            prop_assert!(abort_at.is_none_or(|at| seen.at < at as f64));
            prop_assert!(drop_at.is_none_or(|at| seen.at <= at as f64));
        }

        // Each profile once, in order, without a hole.
        let came = sids(&pages);
        prop_assert_eq!(&came, &all(profiles)[..came.len()]);

        // Each attempt begins with a request and ends with one failure or page; waits are as promised.
        let events = world.events.borrow();
        let mut open = None;
        let (mut page_started, mut earliest) = (0.0, 0.0);
        for (at, event) in events.iter() {
            let attempt = (event["page"].as_u64().unwrap(), event["attempt"].as_u64().unwrap());
            match event["type"].as_str().unwrap() {
                "request" => {
                    prop_assert!(open.is_none() && *at >= earliest);
                    prop_assert!(attempt.1 <= u64::from(max_retries) + 1);
                    if attempt.1 == 1 { page_started = *at; }
                    open = Some(attempt);
                }
                "response" => prop_assert_eq!(open, Some(attempt)),
                "failure" | "page" => prop_assert_eq!(open.take(), Some(attempt)),
                "retry" => {
                    let wait = event["waitMs"].as_f64().unwrap();
                    let longest = 500.0 * 2_f64.powi(attempt.1 as i32 - 1);
                    let is_retry_after = event["isRetryAfter"] == true;
                    prop_assert!(wait >= longest / 2.0 && (is_retry_after || wait <= longest));
                    prop_assert!(at + wait - page_started < 6000.0);
                    earliest = at + wait;
                }
                other => prop_assert!(false, "{}", other),
            }
        }
        // A drop tells nobody.
        prop_assert!(open.is_none() || end.is_none());

        match end {
            None => prop_assert!(drop_at.is_some()),
            Some(Ok(())) => prop_assert_eq!(came.len(), profiles),
            Some(Err(Ended::Thrown(reason))) => {
                prop_assert_eq!(reason, REASON);
                prop_assert_eq!(Some(ended_at as u64), abort_at);
            }
            Some(Err(Ended::Failed(error))) => {
                // To resume at its cursor loses and doubles nothing.
                let cursor = error.cursor.unwrap();
                let start = came.len() / PAGE_SIZE * PAGE_SIZE;
                prop_assert_eq!(start, came.len());
                let rest = World::new(profiles, []);
                let list = ListOptions { cursor: Some(cursor), ..ListOptions::default() };
                let (more, end) = rest.run(walk(&rest, client, list));
                prop_assert_eq!(end, Ok(()));
                prop_assert_eq!([came, sids(&more)].concat(), all(profiles));
            }
        }
    }
}

#[test]
fn a_cursor_that_leads_nowhere_is_an_error_without_a_request() {
    for (cursor, expected) in [
        (Cursor::BadLink, PaginationError::BadLink),
        (Cursor::MissingLink, PaginationError::MissingLink),
    ] {
        let world = World::new(5, []);
        let list = ListOptions { cursor: Some(cursor), ..ListOptions::default() };
        let error = error_of(run_with(&world, ClientOptions::default(), list).1);
        assert_eq!((error.failure, error.cursor), (expected.into(), None));
        assert!(world.requests.borrow().is_empty());
    }
}

#[test]
fn a_page_without_a_next_link_is_handed_out_and_then_an_error() {
    const NO_LINK: &str = r#"{"results":[{},{}],"meta":{}}"#;
    let run_once = |list| {
        let world = World::new(5, [What::Body(NO_LINK).into()]);
        let (pages, end) = run_with(&world, ClientOptions::default(), list);
        assert_eq!((pages.len(), world.requests.borrow().len()), (1, 1));
        assert_eq!(pages[0].next, Some(Cursor::MissingLink));
        end
    };
    let error = error_of(run_once(ListOptions::default()));
    assert_eq!((error.failure, error.cursor), (PaginationError::MissingLink.into(), None));
    // A walk that wouldn't go on there doesn't miss the link.
    let limited = ListOptions { limit: Some(2), ..ListOptions::default() };
    assert_eq!(run_once(limited), Ok(()));
}

/// Ask for a profile, in a world of one answer.
fn fetch(
    answers: impl IntoIterator<Item = Answer>,
    client: ClientOptions,
) -> (World, Result<Kept, Ended<String>>) {
    let world = World::new(0, answers);
    let walk = Walk::new(client, Way::Profile(sid(1)), 3, 0);
    assert!(!walk.goes_on());
    let decoder = RefCell::new(Decoder::new());
    let end = world.run(walk.next_page(&&world, &decoder, &mut keep));
    assert_eq!(world.open.get(), 0, "requests that are still open");
    let page = end.map(|page| page.expect("a page of one"));
    (world, page)
}

const PROFILE: &str = r#"{"sid":"BU00000000000000000000000000000001","date_created":"yesterday"}"#;

#[test]
fn a_profile_is_fetched_by_its_sid_with_the_retries_and_events_of_a_page() {
    let (world, page) = fetch([status(503), What::Body(PROFILE).into()], ClientOptions::default());
    let page = page.unwrap();
    assert_eq!((page.sids, page.facts.cursor, page.next), (vec![sid(1)], None, None));
    assert_eq!(page.facts.response.attempts, 2);
    let url = format!("https://trusthub.twilio.com/v1/CustomerProfiles/{}", sid(1));
    assert!(world.requests.borrow().iter().all(|seen| seen.request.url == url));
    assert_eq!(
        types(&world),
        ["request", "response", "failure", "retry", "request", "response", "page"]
    );
    let events = world.events.borrow();
    assert!(events.iter().all(|(_, event)| event["walk"] == 3 && event["page"] == 0));
    let (_, last) = events.last().unwrap();
    assert_eq!(
        (&last["profiles"], &last["issues"], &last["bytes"]),
        (&json!(1), &json!(1), &json!(PROFILE.len()))
    );
}

#[test]
fn what_is_not_the_profile_that_was_asked_for_is_an_error_without_a_cursor() {
    const ANOTHER: &str = r#"{"sid":"BU00000000000000000000000000000002"}"#;
    const NO_SID: &str = r#"{"sid":"BU1"}"#;
    let not_a_page = |body: &'static str| {
        let error = trusthub_profiles::decode::decode_profile(body.as_bytes()).unwrap_err();
        ResponseError::NotAPage(error)
    };
    for (body, expected) in [
        (ANOTHER, ResponseError::AnotherProfile),
        (NO_SID, ResponseError::AnotherProfile),
        ("[]", not_a_page("[]")),
        ("null", not_a_page("null")),
        ("", not_a_page("")),
        ("<html></html>", not_a_page("<html></html>")),
    ] {
        let (world, page) = fetch([What::Body(body).into()], ClientOptions::default());
        let error = error_of(page.map(drop));
        assert_eq!((error.failure, error.cursor), (expected.into(), None), "{body}");
        assert_eq!(types(&world).last().unwrap(), "failure", "{body}");
    }
    // The API may leave the SID out, and write it in digits of either case.
    for body in ["{}", r#"{"sid":null}"#, r#"{"sid":"\u0042U00000000000000000000000000000001"}"#] {
        assert!(fetch([What::Body(body).into()], ClientOptions::default()).1.is_ok(), "{body}");
    }
    let sid_of_letters = "BUabcdefabcdefabcdefabcdefabcdefab";
    let world =
        World::new(0, [What::Body(r#"{"sid":"BUABCDEFABCDEFABCDEFABCDEFABCDEFAB"}"#).into()]);
    let walk = Walk::new(ClientOptions::default(), Way::Profile(sid_of_letters.to_owned()), 1, 0);
    assert!(world.run(walk.next_page(&&world, &RefCell::new(Decoder::new()), &mut keep)).is_ok());
}

#[test]
fn a_profile_is_held_to_strict_mode_and_to_the_deadlines() {
    let strict = ClientOptions { validation: Validation::Strict, ..ClientOptions::default() };
    let error = error_of(fetch([What::Body(PROFILE).into()], strict).1.map(drop));
    let Failure::Response(error) = error.failure else { panic!("{error:?}") };
    assert_eq!(error.issues()[0].path, "/date_created");
    assert_eq!(
        error.to_string(),
        "1 of the body's values break the API's rules, the first at /date_created: expected an RFC 3339 date and time"
    );
    let error =
        error_of(fetch(vec![What::Silence.into(); 9], ClientOptions::default()).1.map(drop));
    assert_eq!(error.failure.kind(), trusthub_profiles::error::Kind::Timeout);
    assert_eq!(error.cursor, None);
    let (world, page) = fetch([status(404)], ClientOptions::default());
    let error = error_of(page.map(drop));
    assert_eq!((world.requests.borrow().len(), error.attempts), (1, 1));
    assert_eq!(error.failure.to_string(), "the API answered 404");
}

#[test]
fn a_whole_list_is_taken_by_the_largest_pages_unless_the_caller_says_otherwise() {
    let cursor = Cursor::parse("page:?PageSize=7");
    for (list, expected) in [
        (ListOptions::default(), "?PageSize=1000"),
        (ListOptions { limit: None, ..ListOptions::default() }, "?PageSize=1000"),
        (ListOptions { page_size: Some(20), ..ListOptions::default() }, "?PageSize=20"),
        (ListOptions { limit: Some(5), ..ListOptions::default() }, "?PageSize=5"),
    ] {
        assert_eq!(list.in_largest_pages().first_page().as_str(), expected);
    }
    let resumed = ListOptions { cursor, ..ListOptions::default() }.in_largest_pages();
    assert_eq!((resumed.page_size, resumed.check()), (None, Ok(())));
}
