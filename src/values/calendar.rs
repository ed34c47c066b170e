//! The proleptic Gregorian calendar.

/// A day, as a text names it: it may be none.
#[derive(Clone, Copy)]
pub(super) struct Date {
    pub(super) year: i32,
    pub(super) month: i32,
    pub(super) day: i32,
}

impl Date {
    /// Days from 1970-01-01; `None` for a day that the calendar hasn't.
    pub(super) fn days_from_epoch(self) -> Option<i32> {
        let Self { year, month, day } = self;
        if day < 1 || day > days_in_month(year, month)? {
            return None;
        }
        // Counted in years that begin in March, so that the leap day is a year's last.
        let (year, month_from_march) =
            if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        // 719,468 days lie between 0000-03-01 and 1970-01-01.
        Some(year * 365 + leap_days + day_of_year - 719_468)
    }
}

/// The number that two ASCII digits write.
pub(super) fn two_digits(tens: u8, ones: u8) -> Option<i32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in_month(year: i32, month: i32) -> Option<i32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if is_leap(year) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_follows_the_day_before() {
        let mut expected = Date { year: 0, month: 1, day: 1 }.days_from_epoch().unwrap();
        for year in 0..=9999 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month).unwrap() {
                    let date = Date { year, month, day };
                    assert_eq!(date.days_from_epoch(), Some(expected), "{year}-{month}-{day}");
                    expected += 1;
                }
            }
        }
    }
}
