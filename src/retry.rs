//! When a failed request is repeated: arithmetic alone, the transport waits.

use crate::values::parse_http_date;

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

    #[test]
    fn waits_grow_to_eight_seconds() {
        let longest: Vec<f64> = (0..7).map(|retry| back_off_ms(retry, 1.0)).collect();
        assert_eq!(longest, [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 8000.0, 8000.0]);
    }
}
