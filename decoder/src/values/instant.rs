use std::fmt;

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{Date, two_digits};

/// A moment of time, to the millisecond, as far as RFC 3339 can name it: in some zone its year has four digits.
///
/// It is written in UTC with milliseconds, as JavaScript's `toISOString` does it.
///
/// ```
/// use trusthub_profiles_decoder::values::Instant;
///
/// let instant = Instant::parse(b"2019-07-30T22:29:24+02:00").unwrap();
/// assert_eq!(instant.to_string(), "2019-07-30T20:29:24.000Z");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    milliseconds: i64,
}

const MILLISECONDS_PER_DAY: i64 = 86_400_000;

/// 0000-01-01T00:00:00Z
const FIRST_IN_UTC: i64 = -62_167_219_200_000;

/// 9999-12-31T23:59:59.999Z
const LAST_IN_UTC: i64 = 253_402_300_799_999;

/// The largest offset from UTC that RFC 3339 has: 23:59.
const LARGEST_OFFSET: i64 = (23 * 60 + 59) * 60_000;

impl Instant {
    /// The instant so many milliseconds after 1970-01-01T00:00:00Z; `None` for one that RFC 3339 can't name.
    ///
    /// ```
    /// use trusthub_profiles_decoder::values::Instant;
    ///
    /// let instant = Instant::from_milliseconds(1_564_525_764_000).unwrap();
    /// assert_eq!(instant.to_string(), "2019-07-30T22:29:24.000Z");
    /// assert_eq!(Instant::from_milliseconds(i64::MAX), None);
    /// ```
    pub const fn from_milliseconds(milliseconds: i64) -> Option<Self> {
        let is_in_range = milliseconds >= FIRST_IN_UTC - LARGEST_OFFSET
            && milliseconds <= LAST_IN_UTC + LARGEST_OFFSET;
        if is_in_range { Some(Self { milliseconds }) } else { None }
    }

    /// The instant that an RFC 3339 text names, or `None` where it is no RFC 3339 text.
    ///
    /// Offsets, fractions of any length (cut to milliseconds) and lower-case `t` and `z` are RFC 3339; days and hours
    /// that no calendar or clock has, leap seconds and blanks for `T` are not taken.
    ///
    /// ```
    /// use trusthub_profiles_decoder::values::Instant;
    ///
    /// let instant = Instant::parse(b"2019-07-30T22:29:24.5+02:00").unwrap();
    /// assert_eq!(instant.milliseconds(), 1_564_518_564_500);
    /// assert_eq!(Instant::parse(b"2019-02-29T00:00:00Z"), None);
    /// ```
    #[inline]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (start, rest) = text.split_first_chunk::<19>()?;
        let &[
            c1,
            c2,
            y1,
            y2,
            b'-',
            m1,
            m2,
            b'-',
            d1,
            d2,
            b'T' | b't', //
            h1,
            h2,
            b':',
            n1,
            n2,
            b':',
            s1,
            s2,
        ] = start
        else {
            return None;
        };
        let date = Date {
            year: two_digits(c1, c2)? * 100 + two_digits(y1, y2)?,
            month: two_digits(m1, m2)?,
            day: two_digits(d1, d2)?,
        };
        let (hour, minute, second) =
            (two_digits(h1, h2)?, two_digits(n1, n2)?, two_digits(s1, s2)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let (fraction, offset) = match rest {
            [b'Z' | b'z'] => (0, 0),
            _ => fraction_and_offset(rest)?,
        };
        // Small numbers as long as they last: the core's machine has 32 bits.
        let second_of_day = ((hour * 60 + minute) * 60 + second) as i32 - offset;
        let seconds = i64::from(date.days_from_epoch()?) * 86_400 + i64::from(second_of_day);
        Some(Self { milliseconds: seconds * 1000 + i64::from(fraction) })
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, as JavaScript's `Date` counts them.
    pub const fn milliseconds(self) -> i64 {
        self.milliseconds
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Another zone where the year in UTC is none that RFC 3339 can write.
        let (offset, zone) = match self.milliseconds {
            ..FIRST_IN_UTC => (LARGEST_OFFSET, "+23:59"),
            FIRST_IN_UTC..=LAST_IN_UTC => (0, "Z"),
            _ => (-LARGEST_OFFSET, "-23:59"),
        };
        let local = self.milliseconds + offset;
        let days = local.div_euclid(MILLISECONDS_PER_DAY);
        let of_day = local.rem_euclid(MILLISECONDS_PER_DAY);
        let (hour, minute) = (of_day / 3_600_000, of_day / 60_000 % 60);
        let (second, millisecond) = (of_day / 1000 % 60, of_day % 1000);
        let Date { year, month, day } = Date::from_days_from_epoch(days as i32);
        write!(f, "{year:04}-{month:02}-{day:02}T")?;
        write!(f, "{hour:02}:{minute:02}:{second:02}.{millisecond:03}{zone}")
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(text.as_bytes()).ok_or_else(|| {
            D::Error::invalid_value(Unexpected::Str(&text), &"an RFC 3339 date and time")
        })
    }
}

/// Milliseconds of a second, and the seconds by which the zone is ahead.
#[cold]
fn fraction_and_offset(text: &[u8]) -> Option<(u32, i32)> {
    let (fraction, zone) = split_fraction(text)?;
    Some((fraction, offset_seconds(zone)?))
}

/// Splits `.123456Z` into 123 milliseconds and `Z`; without a fraction that is 0 and all of it.
fn split_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', rest @ ..] = text else { return Some((0, text)) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, zone) = rest.split_at_checked(length)?;
    if digits.is_empty() {
        return None;
    }
    let millisecond = |place: usize| digits.get(place).map_or(0, |digit| u32::from(digit - b'0'));
    Some((millisecond(0) * 100 + millisecond(1) * 10 + millisecond(2), zone))
}

fn offset_seconds(zone: &[u8]) -> Option<i32> {
    let (sign, h1, h2, m1, m2) = match *zone {
        [b'Z' | b'z'] => return Some(0),
        [b'+', h1, h2, b':', m1, m2] => (1, h1, h2, m1, m2),
        [b'-', h1, h2, b':', m1, m2] => (-1, h1, h2, m1, m2),
        _ => return None,
    };
    let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * ((hours * 60 + minutes) * 60) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rfc_3339() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01t00:00:00z", 0),
            ("2019-07-30T22:29:24Z", 1_564_525_764_000),
            ("2023-05-04T09:42:00+00:00", 1_683_193_320_000),
            ("2023-05-04T09:42:00-00:00", 1_683_193_320_000),
            ("2023-05-04T09:42:00+05:30", 1_683_173_520_000),
            ("2023-05-04T09:42:00-23:59", 1_683_279_660_000),
            ("2023-05-04T09:42:00.1Z", 1_683_193_320_100),
            ("2023-05-04T09:42:00.0299999999999999999999Z", 1_683_193_320_029),
            ("2000-02-29T23:59:59.999Z", 951_868_799_999),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000),
            ("0000-01-01T00:00:00+23:59", -62_167_305_540_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
            ("1969-12-31T23:59:59.999Z", -1),
        ] {
            assert_eq!(
                Instant::parse(text.as_bytes()).map(Instant::milliseconds),
                Some(expected),
                "{text:?}"
            );
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for (milliseconds, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_564_525_764_007, "2019-07-30T22:29:24.007Z"),
            (FIRST_IN_UTC, "0000-01-01T00:00:00.000Z"),
            (FIRST_IN_UTC - 1, "0000-01-01T23:58:59.999+23:59"),
            (FIRST_IN_UTC - LARGEST_OFFSET, "0000-01-01T00:00:00.000+23:59"),
            (LAST_IN_UTC, "9999-12-31T23:59:59.999Z"),
            (LAST_IN_UTC + 1, "9999-12-31T00:01:00.000-23:59"),
            (LAST_IN_UTC + LARGEST_OFFSET, "9999-12-31T23:59:59.999-23:59"),
        ] {
            let instant = Instant::from_milliseconds(milliseconds).unwrap();
            assert_eq!(instant.to_string(), expected, "{milliseconds}");
            assert_eq!(Instant::parse(expected.as_bytes()), Some(instant), "{expected}");
        }
        for milliseconds in [
            i64::MIN,
            FIRST_IN_UTC - LARGEST_OFFSET - 1,
            LAST_IN_UTC + LARGEST_OFFSET + 1,
            i64::MAX,
        ] {
            assert_eq!(Instant::from_milliseconds(milliseconds), None, "{milliseconds}");
        }
    }

    #[test]
    fn refuses_what_is_no_rfc_3339() {
        for text in [
            "",
            "2019-07-30",
            "2019-07-30T22:29:24",
            "2019-07-30 22:29:24Z",
            "2019-07-30T22:29Z",
            "2019-07-30T22:29:24.Z",
            "2019-07-30T22:29:24,5Z",
            "2019-07-30T22:29:24+0000",
            "2019-07-30T22:29:24+00",
            "2019-07-30T22:29:24+24:00",
            "2019-07-30T22:29:24+00:60",
            "2019-07-30T22:29:24Z ",
            " 2019-07-30T22:29:24Z",
            "2019-07-30T22:29:24ZZ",
            "2019-07-30T22:29:60Z",
            "2019-07-30T24:00:00Z",
            "2019-07-30T22:60:24Z",
            "2019-13-01T00:00:00Z",
            "2019-00-01T00:00:00Z",
            "2019-01-00T00:00:00Z",
            "2019-01-32T00:00:00Z",
            "2019-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2019-04-31T00:00:00Z",
            "+2019-07-30T22:29:24Z",
            "12019-07-30T22:29:24Z",
            "2019-7-30T22:29:24Z",
            "2019-07-30T22:29:2４Z",
            "foo 1",
        ] {
            assert_eq!(Instant::parse(text.as_bytes()), None, "{text:?}");
        }
    }
}
