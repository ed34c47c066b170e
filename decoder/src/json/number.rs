/// The largest whole number up to which JavaScript's numbers hold each one exactly.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// The value of a JSON number that is whole, not negative, and one that JavaScript holds exactly.
///
/// What counts is the value as it is written: `5`, `5.0` and `50e-1` are the same, and a fraction makes a number that is
/// not whole, also where a JavaScript number couldn't hold it.
pub fn whole_number(raw: &[u8]) -> Option<u64> {
    let mut parts = raw.split(|byte| matches!(byte, b'e' | b'E'));
    let mantissa = parts.next().unwrap_or_default();
    // The digits as a number, without the zeros at their end, which move its point as the exponent does.
    let (mut number, mut power) = (0_u64, 0_i64);
    let mut zeros = 0;
    let mut is_fraction = false;
    for byte in mantissa {
        match byte {
            b'.' => is_fraction = true,
            b'0'..=b'9' => {
                power -= i64::from(is_fraction);
                zeros += 1;
                if *byte != b'0' {
                    number =
                        times_power_of_ten(number, zeros)?.checked_add(u64::from(byte - b'0'))?;
                    zeros = 0;
                }
            }
            _ => {} // its sign
        }
    }
    power += zeros + parts.next().map_or(0, exponent);
    match number {
        0 => Some(0),
        _ if power < 0 || raw.starts_with(b"-") => None,
        _ => times_power_of_ten(number, power).filter(|number| *number <= MAX_SAFE_INTEGER),
    }
}

fn times_power_of_ten(number: u64, power: i64) -> Option<u64> {
    // Zero stays zero, however many digits follow it.
    (0..power.min(if number == 0 { 0 } else { 20 }))
        .try_fold(number, |number, _| number.checked_mul(10))
}

/// An exponent; one that no number of a body's length makes good for is as good as another.
fn exponent(text: &[u8]) -> i64 {
    const LARGEST: i64 = 1 << 40;
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    let exponent =
        digits.fold(0, |number, digit| LARGEST.min(number * 10 + i64::from(digit - b'0')));
    if text.starts_with(b"-") { -exponent } else { exponent }
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn the_value_counts_not_its_spelling() {
        for (raw, expected) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("-0.0e7", Some(0)),
            ("0e99999999999999999999", Some(0)),
            ("50", Some(50)),
            ("50.00", Some(50)),
            ("5e1", Some(50)),
            ("0.5E+2", Some(50)),
            ("500e-1", Some(50)),
            ("9007199254740991", Some(9_007_199_254_740_991)),
            // Found by the fuzzer: the nearest JavaScript number is whole.
            ("5011111111111111.11111111111", None),
            ("9007199254740992", None),
            ("18446744073709551616", None),
            ("1e300", None),
            ("1e99999999999999999999", None),
            ("-1", None),
            ("0.5", None),
            ("0.00000000000000000000000000000000000005e38", Some(5)),
            ("0.00000000000000000000000000000000000005e37", None),
            ("100000000000000000000000000000000000000e-38", Some(1)),
            ("50e-2", None),
            ("1e-99999999999999999999", None),
        ] {
            assert_eq!(whole_number(raw.as_bytes()), expected, "{raw}");
        }
    }
}
