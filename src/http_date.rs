//! The dates of HTTP's headers.

use crate::values::{Date, two_digits};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// By days from 1970-01-01, a Thursday.
const WEEKDAYS: [&str; 7] =
    ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

/// The seconds since 1970-01-01T00:00:00Z that an HTTP date names, or `None` where it is none: RFC 9110, section 5.6.7,
/// in its three forms, with a day that the calendar has and that falls on the weekday it says.
///
/// ```
/// use trusthub_profiles::http_date::parse_http_date;
///
/// assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
/// assert_eq!(parse_http_date("Mon, 06 Nov 1994 08:49:37 GMT"), None);
/// ```
pub fn parse_http_date(text: &str) -> Option<i64> {
    fixdate(text).or_else(|| rfc_850_date(text)).or_else(|| asctime_date(text))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`
fn fixdate(text: &str) -> Option<i64> {
    let (weekday, rest) = text.strip_suffix(" GMT")?.split_once(',')?;
    let ["", day, month, year, time] = split(rest, ' ')? else { return None };
    let (y1, y2) = year.split_at_checked(2)?;
    let year = number(y1)? * 100 + number(y2)?;
    seconds(weekday, 3, Date { year, month: month_number(month)?, day: number(day)? }, time)
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`
fn rfc_850_date(text: &str) -> Option<i64> {
    let (weekday, rest) = text.strip_suffix(" GMT")?.split_once(',')?;
    let ["", date, time] = split(rest, ' ')? else { return None };
    let [day, month, year] = split(date, '-')?;
    // Two digits are a year of this century, or of the last where that is further than the century's end.
    let year = match number(year)? {
        year @ 0..70 => 2000 + year,
        year => 1900 + year,
    };
    let date = Date { year, month: month_number(month)?, day: number(day)? };
    seconds(weekday, usize::MAX, date, time)
}

/// `Sun Nov  6 08:49:37 1994`
fn asctime_date(text: &str) -> Option<i64> {
    // A day of one digit stands behind a blank.
    let (start, rest) = text.split_at_checked("Sun Nov ".len())?;
    let padded = match rest.strip_prefix(' ') {
        Some(digit) => [start, "0", digit].concat(),
        None => text.to_owned(),
    };
    let [weekday, month, day, time, year] = split(&padded, ' ')?;
    let (y1, y2) = year.split_at_checked(2)?;
    let year = number(y1)? * 100 + number(y2)?;
    seconds(weekday, 3, Date { year, month: month_number(month)?, day: number(day)? }, time)
}

/// Exactly so many parts.
fn split<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    let mut parts = [""; N];
    let mut split = text.split(separator);
    for part in &mut parts {
        *part = split.next()?;
    }
    split.next().is_none().then_some(parts)
}

fn number(text: &str) -> Option<u32> {
    match *text.as_bytes() {
        [tens, ones] => two_digits(tens, ones),
        _ => None,
    }
}

fn month_number(name: &str) -> Option<u32> {
    MONTHS.iter().zip(1..).find(|(month, _)| **month == name).map(|(_, number)| number)
}

/// `weekday` is the day's name, of which `letters` are written.
fn seconds(weekday: &str, letters: usize, date: Date, time: &str) -> Option<i64> {
    let days = date.days_from_epoch()?;
    let name = WEEKDAYS.get(days.rem_euclid(7) as usize)?;
    let [hour, minute, second] = split(time, ':')?;
    let (hour, minute, second) = (number(hour)?, number(minute)?, number(second)?);
    let is_real = weekday == name.get(..letters).unwrap_or(name)
        && hour <= 23
        && minute <= 59
        && second <= 60; // a leap second, which counts as the next one
    is_real.then_some(i64::from(days) * 86_400 + i64::from((hour * 60 + minute) * 60 + second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_a_date_are_read() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun Nov 06 08:49:37 1994",
        ] {
            assert_eq!(parse_http_date(text), Some(784_111_777), "{text:?}");
        }
        assert_eq!(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(parse_http_date("Wed, 31 Dec 1969 23:59:60 GMT"), Some(0));
        assert_eq!(parse_http_date("Tuesday, 24-Nov-26 00:00:00 GMT"), Some(1_795_478_400));
    }

    #[test]
    fn what_only_resembles_a_date_is_none() {
        for text in [
            "",
            "GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun,  06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06-Nov-94 08:49:37 GMT",
            "Sun  Nov 06 08:49:37 1994",
            "Sun Nov 6 08:49:37 1994",
            "Tue, 29 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 19\u{ff19}4 08:49:37 GMT",
        ] {
            assert_eq!(parse_http_date(text), None, "{text:?}");
        }
    }

    /// Found by the fuzzer in an earlier version.
    #[test]
    fn a_blank_for_an_hours_first_digit_is_no_date() {
        assert_eq!(parse_http_date("Sun Nov 06  8:49:37 1994"), None);
        assert_eq!(parse_http_date("Sun  Nov 6 08:49:37 1994"), None);
    }

    /// Found by the fuzzer in a parser that looks at fixed places only.
    #[test]
    fn a_digit_where_a_blank_belongs_is_no_date() {
        assert_eq!(parse_http_date("Sunday, 06-Nov-94009:49:37 GMT"), None);
    }
}
