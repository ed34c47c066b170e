//! The dates of HTTP's headers.

use crate::values::{Date, two_digits};

/// The three forms. A small letter stands for what is read in its place, as do `W` and `_`; anything else for itself.
const FORMS: [&str; 3] = ["w, d m cy h:i:s GMT", "W, d-m-y h:i:s GMT", "w m _ h:i:s cy"];

/// What is written by two digits: century, year, day, hour, minute and second.
const NUMBERS: &[u8; 6] = b"cydhis";

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
    FORMS.into_iter().find_map(|form| read(text.as_bytes(), form))
}

fn read(mut rest: &[u8], form: &str) -> Option<i64> {
    // No century is one that two digits of a year leave open.
    let mut numbers = [None; NUMBERS.len()];
    let (mut weekday, mut month) = (0, 0);
    for item in form.bytes() {
        let length = match item {
            b'w' => name_at(rest, &WEEKDAYS, 3, &mut weekday)?,
            b'W' => name_at(rest, &WEEKDAYS, usize::MAX, &mut weekday)?,
            b'm' => name_at(rest, &MONTHS, usize::MAX, &mut month)?,
            _ => {
                // A day of one digit stands behind a blank.
                let number = if item == b'_' { b'd' } else { item };
                match NUMBERS.iter().zip(&mut numbers).find(|(letter, _)| **letter == number) {
                    Some((_, slot)) => {
                        let [tens, ones, ..] = *rest else { return None };
                        let is_blank = item == b'_' && tens == b' ';
                        *slot = Some(two_digits(if is_blank { b'0' } else { tens }, ones)?);
                        2
                    }
                    None if rest.first() == Some(&item) => 1,
                    None => return None,
                }
            }
        };
        rest = rest.get(length..)?;
    }
    let [century, Some(year), Some(day), Some(hour), Some(minute), Some(second)] = numbers else {
        return None;
    };
    // Two digits are a year of this century, or of the last where that is further than the century's end.
    let century = century.unwrap_or(if year < 70 { 20 } else { 19 });
    let date = Date { year: century * 100 + year, month: month + 1, day };
    let days = date.days_from_epoch()?;
    let is_real = rest.is_empty()
        && days.rem_euclid(7) as u32 == weekday
        && hour <= 23
        && minute <= 59
        && second <= 60; // a leap second, which counts as the next one
    is_real.then_some(i64::from(days) * 86_400 + i64::from((hour * 60 + minute) * 60 + second))
}

/// The name at the start of a string, of which so many letters are written: its place, and how long it is.
fn name_at(text: &[u8], names: &[&str], letters: usize, place: &mut u32) -> Option<usize> {
    let written = names.iter().map(|name| name.get(..letters).unwrap_or(name).as_bytes());
    let (index, name) = (0..).zip(written).find(|(_, name)| text.starts_with(name))?;
    *place = index;
    Some(name.len())
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
