//! Which failures are repeated, and when: arithmetic alone, the transport waits.

use crate::error::{Failure, NetworkError, TimeoutError, TimeoutScope};
use crate::http_date::parse_http_date;
use crate::network::Connection;
use crate::options::ClientOptions;

/// The statuses after which the same GET may succeed: the server was busy, or failed. Twilio's 429 was never processed, and a
/// GET is safe to repeat after its 500 (20500).
const RETRIED_STATUSES: [u16; 6] = [408, 429, 500, 502, 503, 504];

impl Failure {
    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => RETRIED_STATUSES.contains(&error.status),
            Self::Network(NetworkError::Connection(connection)) => {
                matches!(connection, Connection::Failed { .. } | Connection::Broken { .. })
            }
            Self::Timeout(_) => true,
            Self::Network(_) | Self::Options(_) | Self::Response(_) | Self::Pagination(_) => false,
        }
    }
}

/// The wait before the first retry; each later one doubles it.
const FIRST_WAIT_MS: f64 = 500.0;

/// No wait grows beyond this.
const LONGEST_WAIT_MS: f64 = 8000.0;

/// The wait before a retry, in milliseconds: between half and all of min(8 s, 0.5 s · 2ⁿ), so that clients that failed
/// together don't come back together.
///
/// `retry` counts from 0; `random` is from 0 to 1.
///
/// ```
/// use trusthub_profiles::retry::back_off_ms;
///
/// assert_eq!(back_off_ms(0, 0.0), 250.0);
/// assert_eq!(back_off_ms(1, 1.0), 1000.0);
/// assert_eq!(back_off_ms(99, 1.0), 8000.0);
/// ```
pub fn back_off_ms(retry: u32, random: f64) -> f64 {
    let longest = (FIRST_WAIT_MS * f64::from(2_u32.saturating_pow(retry))).min(LONGEST_WAIT_MS);
    longest * (0.5 + random / 2.0)
}

/// The wait before a failed attempt is repeated, in milliseconds; `None` where it isn't.
///
/// `attempt` counts from 1, `elapsed_ms` from the page's first attempt; `random` is from 0 to 1. The wait is never
/// shorter than a `Retry-After`. One that is longer than the options allow, or than what is left of the page's time, ends
/// the page at once: waiting would only turn what went wrong into a timeout.
///
/// ```
/// use trusthub_profiles::error::{Failure, TimeoutError, TimeoutScope};
/// use trusthub_profiles::options::ClientOptions;
/// use trusthub_profiles::retry::{Wait, wait_before_retry};
///
/// let options = ClientOptions::default();
/// let failure: Failure = TimeoutError { scope: TimeoutScope::Attempt, milliseconds: 30_000 }.into();
/// let wait = Wait { milliseconds: 500.0, is_retry_after: false };
/// assert_eq!(wait_before_retry(&options, &failure, 1, 30_000.0, 1.0), Some(wait));
/// assert_eq!(wait_before_retry(&options, &failure, 4, 119_000.0, 1.0), None);
/// ```
pub fn wait_before_retry(
    options: &ClientOptions,
    failure: &Failure,
    attempt: u32,
    elapsed_ms: f64,
    random: f64,
) -> Option<Wait> {
    let is_total =
        matches!(failure, Failure::Timeout(TimeoutError { scope: TimeoutScope::Total, .. }));
    if !failure.is_retryable() || is_total || attempt > options.max_retries {
        return None;
    }
    let asked_for = match failure {
        Failure::Api(error) => error.retry_after_ms.unwrap_or(0) as f64,
        _ => 0.0,
    };
    let back_off = back_off_ms(attempt.saturating_sub(1), random);
    let milliseconds = back_off.max(asked_for);
    let left = f64::from(options.total_timeout_ms) - elapsed_ms;
    let is_allowed = asked_for <= f64::from(options.max_retry_after_ms) && milliseconds < left;
    is_allowed.then_some(Wait { milliseconds, is_retry_after: asked_for > back_off })
}

/// The wait before another attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// How long it is.
    pub milliseconds: f64,
    /// Whether `Retry-After` made it so long.
    pub is_retry_after: bool,
}

/// What a `Retry-After` header asks for, in milliseconds: whole seconds or an HTTP date (RFC 9110, section 10.2.3).
///
/// A date counts from the server's own `Date`, where it sent one: the two clocks may differ. `None` for what is neither.
///
/// ```
/// use trusthub_profiles::retry::retry_after_ms;
///
/// assert_eq!(retry_after_ms("120", None, 0.0), Some(120_000));
/// let date = "Sun, 06 Nov 1994 08:49:37 GMT";
/// assert_eq!(retry_after_ms("Sun, 06 Nov 1994 08:50:37 GMT", Some(date), 0.0), Some(60_000));
/// assert_eq!(retry_after_ms("1.5", None, 0.0), None);
/// ```
pub fn retry_after_ms(header: &str, date: Option<&str>, now_ms: f64) -> Option<u64> {
    let header = header.trim_matches([' ', '\t']);
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds are a time that nobody waits for.
        return Some(header.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(1000));
    }
    let until = parse_http_date(header)?;
    let from_ms = match date.and_then(parse_http_date) {
        Some(seconds) => seconds * 1000,
        None => now_ms as i64,
    };
    Some(u64::try_from((until * 1000).saturating_sub(from_ms)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{
        ApiError, NetworkError, OptionsError, OptionsProblem, PaginationError, ResponseError,
    };
    use crate::network::{Connection, ThrownFacts};
    use crate::redaction::Secrets;

    #[test]
    fn retry_after_is_read_strictly() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        for (header, expected) in [
            ("0", Some(0)),
            (" 7 ", Some(7000)),
            ("99999999999999999999999999", Some(u64::MAX)),
            ("Sun, 06 Nov 1994 08:49:39 GMT", Some(2000)),
            ("Sunday, 06-Nov-94 08:49:39 GMT", Some(2000)),
            ("Sun Nov  6 08:49:39 1994", Some(2000)),
            ("Sun, 06 Nov 1994 08:49:30 GMT", Some(0)),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1.5", None),
            ("1e3", None),
            ("soon", None),
            ("1994-11-06T08:49:39Z", None),
        ] {
            assert_eq!(retry_after_ms(header, date, 0.0), expected, "{header:?}");
        }
        let now = 784_111_777_000.0;
        assert_eq!(retry_after_ms("Sun, 06 Nov 1994 08:49:39 GMT", None, now), Some(2000));
    }

    fn api(status: u16, retry_after_ms: Option<u64>) -> Failure {
        let mut error = ApiError::read(status, b"", &Secrets::default());
        error.retry_after_ms = retry_after_ms;
        Failure::Api(error)
    }

    const ATTEMPT: Failure =
        Failure::Timeout(TimeoutError { scope: TimeoutScope::Attempt, milliseconds: 30_000 });

    fn network(is_retryable: bool) -> Failure {
        match is_retryable {
            true => NetworkError::Connection(Connection::classify(&ThrownFacts::default())).into(),
            false => NetworkError::NotAResponse.into(),
        }
    }

    #[test]
    fn only_what_may_pass_is_repeated() {
        let options = ClientOptions::default();
        let is_repeated =
            |failure: &Failure| wait_before_retry(&options, failure, 1, 0.0, 0.5).is_some();
        for status in 100..1000 {
            let expected = [408, 429, 500, 502, 503, 504].contains(&status);
            assert_eq!(is_repeated(&api(status, None)), expected, "{status}");
        }
        assert!(is_repeated(&network(true)) && is_repeated(&ATTEMPT));
        for failure in [
            network(false),
            TimeoutError { scope: TimeoutScope::Total, milliseconds: 120_000 }.into(),
            ResponseError::RepeatsCredentials.into(),
            Failure::Pagination(PaginationError::Loop),
            OptionsError::new("credentials", OptionsProblem::CredentialsInBrowser).into(),
        ] {
            assert!(!is_repeated(&failure), "{failure:?}");
        }
    }

    #[test]
    fn a_page_is_asked_for_once_and_for_each_retry() {
        for max_retries in [0, 1, 3, 100] {
            let options = ClientOptions {
                max_retries,
                total_timeout_ms: u32::MAX,
                ..ClientOptions::default()
            };
            let attempts = (1..)
                .take_while(|attempt| {
                    wait_before_retry(&options, &ATTEMPT, *attempt, 0.0, 0.5).is_some()
                })
                .count();
            assert_eq!(attempts, max_retries as usize);
        }
    }

    #[test]
    fn a_wait_is_never_shorter_than_retry_after_and_none_where_it_is_too_long() {
        let options = ClientOptions::default();
        let wait = |milliseconds, elapsed| {
            wait_before_retry(&options, &api(429, Some(milliseconds)), 1, elapsed, 1.0)
                .map(|wait| wait.milliseconds)
        };
        assert_eq!(wait(0, 0.0), Some(500.0));
        assert_eq!(wait(499, 0.0), Some(500.0));
        assert_eq!(wait(501, 0.0), Some(501.0));
        assert_eq!(wait(60_000, 0.0), Some(60_000.0));
        assert_eq!(wait(60_001, 0.0), None);
        assert_eq!(wait(60_000, 59_999.0), Some(60_000.0));
        assert_eq!(wait(60_000, 60_000.0), None);
        assert_eq!(wait(u64::MAX, 0.0), None);
    }

    /// A seeded clock: whole pages that fail again and again, with attempts of random lengths.
    #[test]
    fn no_page_takes_longer_than_its_total() {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed >> 11) as f64 / (1_u64 << 53) as f64
        };
        for _ in 0..20_000 {
            let options = ClientOptions {
                max_retries: (random() * 20.0) as u32,
                max_retry_after_ms: (random() * 20_000.0) as u32,
                total_timeout_ms: (random() * 60_000.0) as u32,
                ..ClientOptions::default()
            };
            let total = f64::from(options.total_timeout_ms);
            let (mut clock, mut attempt) = (0.0, 1);
            loop {
                // The transport's own clock ends an attempt at the total.
                clock = f64::min(clock + random() * 5000.0, total);
                let asked_for = (random() < 0.3).then(|| (random() * 30_000.0) as u64);
                let failure = api(503, asked_for);
                let random = random();
                let Some(Wait { milliseconds: wait, .. }) =
                    wait_before_retry(&options, &failure, attempt, clock, random)
                else {
                    break;
                };
                let longest = (500.0 * 2_f64.powi(attempt as i32 - 1)).min(8000.0);
                let asked_for = asked_for.unwrap_or(0) as f64;
                assert!(wait >= asked_for && wait >= longest / 2.0);
                assert!(wait <= longest.max(asked_for));
                clock += wait;
                attempt += 1;
                assert!(clock < total && attempt <= options.max_retries + 1);
            }
        }
    }

    #[test]
    fn waits_grow_to_eight_seconds() {
        let longest: Vec<f64> = (0..7).map(|retry| back_off_ms(retry, 1.0)).collect();
        assert_eq!(longest, [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 8000.0, 8000.0]);
    }
}
