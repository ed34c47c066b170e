//! The stages between a body's bytes and a page, each alone.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use trusthub_profiles::base_url::BaseUrl;
use trusthub_profiles::credentials::Credentials;
use trusthub_profiles::cursor::Cursor;
use trusthub_profiles::decode::decode_page;
use trusthub_profiles::json::Reader;
use trusthub_profiles::options::ListOptions;
use trusthub_profiles::pagination::{Arrival, Pagination, digest_of_sids};
use trusthub_profiles::redaction::Secrets;
use trusthub_profiles::values::{Instant, is_absolute_uri};

/// A page as the API writes it.
fn page(profiles: usize, name: impl Fn(usize) -> String) -> Vec<u8> {
    let list = "https://trusthub.twilio.com/v1/CustomerProfiles";
    let statuses = ["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"];
    let profile = |number: usize| {
        let sid = format!("BU{:032x}", number * 0x9e37_79b9);
        let (name, status) = (name(number), statuses[number % statuses.len()]);
        let errors = if status == "twilio-rejected" { r#"[{"code":18601}]"# } else { "null" };
        let second = number % 60;
        [
            format!(r#"{{"sid":"{sid}","account_sid":"AC1d6f8a3b5c7e9f0a2b4c6d8e0f1a3b5c","#),
            format!(r#""policy_sid":"RN806dd6cd175f314e1f96a9727ee271f4","friendly_name":"{name}","#),
            format!(r#""status":"{status}","email":"compliance+{number}@example.com","#),
            format!(r#""status_callback":"https://company-{number}.example/trust-hub/status","#),
            format!(r#""valid_until":null,"date_created":"2025-06-30T11:48:{second:02}Z","#),
            format!(r#""date_updated":"2025-07-01T11:54:{second:02}Z","url":"{list}/{sid}","links":{{"#),
            format!(r#""customer_profiles_entity_assignments":"{list}/{sid}/EntityAssignments","#),
            format!(r#""customer_profiles_evaluations":"{list}/{sid}/Evaluations","#),
            format!(r#""customer_profiles_channel_endpoint_assignment":"{list}/{sid}/ChannelEndpointAssignments"}},"#),
            format!(r#""errors":{errors}}}"#),
        ]
        .concat()
    };
    let results: Vec<_> = (0..profiles).map(profile).collect();
    let meta = r#"{"page":0,"page_size":1000,"key":"results","next_page_url":null}"#;
    format!(r#"{{"results":[{}],"meta":{meta}}}"#, results.join(",")).into_bytes()
}

fn whole_pages(criterion: &mut Criterion) {
    let ascii = |number| format!("Northwind Bakery {number}");
    let scripts = |number| format!("Балкан Логистика ООО 中文 {number}");
    let escaped = |number| format!(r"\u0411\u0430\u043b\u043a\u0430\u043d {number}");
    let mut group = criterion.benchmark_group("decode_page");
    for (name, body) in [
        ("1000 ASCII", page(1000, ascii)),
        ("1000 in several scripts", page(1000, scripts)),
        ("1000 escaped", page(1000, escaped)),
        ("50 ASCII", page(50, ascii)),
        ("1 ASCII", page(1, ascii)),
    ] {
        assert!(decode_page(&body).is_ok_and(|page| page.issues.is_empty()));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| decode_page(black_box(&body))));
    }
    group.finish();
}

fn parts_of_a_page(criterion: &mut Criterion) {
    let body = page(1000, |number| format!("Northwind Bakery {number}"));
    let mut group = criterion.benchmark_group("parts");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("JSON alone", |bencher| {
        bencher.iter(|| Reader::new(black_box(&body)).value().map(|value| value.raw().len()))
    });
    group.bench_function("UTF-8 alone", |bencher| {
        bencher.iter(|| std::str::from_utf8(black_box(&body)).is_ok())
    });
    let decoded = decode_page(&body).unwrap();
    group.bench_function("digest of SIDs", |bencher| {
        bencher.iter(|| digest_of_sids(black_box(&decoded)))
    });
    group.finish();
}

/// What the handler does to each page besides.
fn search_for_secrets(criterion: &mut Criterion) {
    let credentials = Credentials::basic(
        "AC1d6f8a3b5c7e9f0a2b4c6d8e0f1a3b5c".to_owned(),
        "0f1e2d3c4b5a69788796a5b4c3d2e1f0".to_owned(),
    );
    let credentials = credentials.unwrap();
    let mut group = criterion.benchmark_group("are_repeated_by");
    for (name, body) in [
        ("1000 ASCII", page(1000, |number| format!("Northwind Bakery {number}"))),
        ("1000 with one escape", page(1000, |number| format!("Northwind &amp; Sons {number}"))),
        (
            "1000 escaped",
            page(1000, |number| format!(r"\u0411\u0430\u043b\u043a\u0430\u043d {number}")),
        ),
        ("1000 with slashes escaped", {
            let body = page(1000, |number| format!("Northwind Bakery {number}"));
            String::from_utf8(body).unwrap().replace('/', r"\/").into_bytes()
        }),
    ] {
        let secrets = Secrets::new(Some(&credentials), Some("Northwind"));
        assert!(!secrets.are_repeated_by(&body));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| secrets.are_repeated_by(black_box(&body)))
        });
    }
    group.bench_function("nothing but what is made for each attempt", |bencher| {
        bencher.iter(|| Secrets::new(Some(black_box(&credentials)), Some("Northwind")))
    });
    group.finish();
}

fn values(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("values");
    group.bench_function("instant in UTC", |bencher| {
        bencher.iter(|| Instant::parse(black_box(b"2025-06-30T11:48:29Z")))
    });
    group.bench_function("instant with fraction and offset", |bencher| {
        bencher.iter(|| Instant::parse(black_box(b"2025-06-30T11:48:29.123456+05:30")))
    });
    group.bench_function("URI", |bencher| {
        bencher.iter(|| is_absolute_uri(black_box(b"https://company-490.example/trust-hub/status")))
    });
    let base = BaseUrl::default();
    let link = "https://trusthub.twilio.com/v1/CustomerProfiles?PageSize=1000&Page=1&PageToken=PT1";
    group.bench_function("next link", |bencher| {
        bencher.iter(|| Cursor::from_link(black_box(link), &base))
    });
    group.finish();
}

/// The ten-thousandth page of a walk, which looks for its link among all before it.
fn long_walk(criterion: &mut Criterion) {
    let cursor = |number: u32| Cursor::parse(&format!("page:?PageToken={number:032}"));
    criterion.bench_function("a walk of 10,000 pages", |bencher| {
        bencher.iter_batched(
            || Pagination::new(&ListOptions { max_pages: None, ..ListOptions::default() }),
            |mut walk| {
                for number in 0..10_000 {
                    let Ok(Some(page)) = walk.next_page() else { panic!("the walk ended") };
                    let digest = Some(number.into());
                    let arrival = Arrival { profiles: 1000, digest, next: cursor(number) };
                    walk.arrive(&page, arrival).unwrap();
                }
            },
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(stages, whole_pages, parts_of_a_page, search_for_secrets, values, long_walk);
criterion_main!(stages);
