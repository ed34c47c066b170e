use super::calendar::{Date, two_digits};

/// A moment of time, to the millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    milliseconds: i64,
}

impl Instant {
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
