//! The proleptic Gregorian calendar.

/// A day, as a string names it: it may be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// From 0 to 9999.
    pub year: u32,
    /// From 1 where it is one.
    pub month: u32,
    /// From 1 where it is one.
    pub day: u32,
}

/// Days before each month of a year that begins in March, so that the leap day is its last.
const DAYS_BEFORE: [u16; 12] = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];

impl Date {
    /// Days from 1970-01-01; `None` for a day that the calendar hasn't.
    pub fn days_from_epoch(self) -> Option<i32> {
        let Self { year, month, day } = self;
        if day < 1 || day > days_in_month(year, month)? {
            return None;
        }
        // 400 years on, so that the year before the first is none below zero.
        let (year, month_from_march) =
            if month > 2 { (year + 400, month - 3) } else { (year + 399, month + 9) };
        let leap_days = year / 4 - year / 100 + year / 400;
        let days_before = u32::from(*DAYS_BEFORE.get(month_from_march as usize)?);
        // 719,468 days lie between 0000-03-01 and 1970-01-01, and 146,097 in 400 years.
        Some((year * 365 + leap_days + days_before + day - 1) as i32 - (719_468 + 146_097))
    }

    /// The day so many days from 1970-01-01, in one of the years 0 to 9999.
    pub(super) const fn from_days_from_epoch(days: i32) -> Self {
        // From 0000-03-01 of the cycle of 400 years before the first, so that nothing is below zero.
        let days = (days + 719_468 + 146_097) as u32;
        let (cycle, day_of_cycle) = (days / 146_097, days % 146_097);
        // Years of 365 days, less the leap days before: of each 4 years, but not of each 100, but of each 400.
        let leap_days = day_of_cycle / 1460 + day_of_cycle / 146_096 - day_of_cycle / 36_524;
        let year_of_cycle = (day_of_cycle - leap_days) / 365;
        let day_of_year =
            day_of_cycle - (year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100);
        // 153 days are five months from March on: 31, 30, 31, 30 and 31 days.
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let (month, year) = if month_from_march < 10 {
            (month_from_march + 3, 0)
        } else {
            (month_from_march - 9, 1)
        };
        Self { year: year + year_of_cycle + 400 * cycle - 400, month, day }
    }
}

/// The number that two ASCII digits write.
pub fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| u32::from(tens) * 10 + u32::from(ones))
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in_month(year: u32, month: u32) -> Option<u32> {
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
                    assert_eq!(Date::from_days_from_epoch(expected), date, "{expected}");
                    expected += 1;
                }
            }
        }
    }
}
