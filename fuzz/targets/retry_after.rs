//! Any header: a wait only for whole seconds or one of HTTP's three forms of a date, which must be a real one.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use regex::Regex;
use trusthub_profiles::http_date::parse_http_date;
use trusthub_profiles::retry::retry_after_ms;

/// RFC 9110, section 5.6.7.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT",
        r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [0-9]{2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT",
        r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?:[0-9]{2}| [0-9]) [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4})$",
    ))
    .unwrap()
});

// The header, and in a second line the response's `Date`.
fuzz_target!(|input: &str| {
    let (header, date) = match input.split_once('\n') {
        Some((header, date)) => (header, Some(date)),
        None => (input, None),
    };
    let wait = retry_after_ms(header, date, 784_111_777_000.0);
    let text = header.trim_matches([' ', '\t']);
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = text.parse::<u64>().unwrap_or(u64::MAX);
        assert_eq!(wait, Some(seconds.saturating_mul(1000)));
    } else if wait.is_some() {
        assert!(DATE.is_match(text), "{text:?} was read as {wait:?}");
        // A leap second is beyond the other parser.
        if let Ok(until) = httpdate::parse_http_date(text) {
            let until = until.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
            assert_eq!(parse_http_date(text), i64::try_from(until).ok());
        }
    }
});
