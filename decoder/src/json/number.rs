/// The largest whole number up to which JavaScript's numbers hold each one exactly.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// The value of a JSON number that is whole, not negative, and one that JavaScript holds exactly.
///
/// What counts is the value as it is written: `5`, `5.0` and `50e-1` are the same, and a fraction makes a number that is
/// not whole, also where a JavaScript number couldn't hold it.
pub fn whole_number(raw: &[u8]) -> Option<u64> {
    let (negative, raw) = raw.strip_prefix(b"-").map_or((false, raw), |digits| (true, digits));
    let mantissa = raw.split(|byte| matches!(byte, b'e' | b'E')).next()?;
    let exponent = match raw.get(mantissa.len() + 1..) {
        Some(text) => std::str::from_utf8(text).ok()?.parse::<i64>().ok(),
        None => Some(0),
    };
    let whole = mantissa.split(|byte| *byte == b'.').next()?;
    let digits = || mantissa.iter().filter(|byte| **byte != b'.').map(|d| u64::from(d - b'0'));
    if digits().all(|digit| digit == 0) {
        return Some(0);
    }
    if negative {
        return None;
    }

    // The digits before the point are those of `whole`, moved by the exponent.
    let before_point = i64::try_from(whole.len()).ok()?.checked_add(exponent?)?;
    let mut value: u64 = 0;
    let mut written = 0;
    for digit in digits() {
        if written < before_point {
            value = value.checked_mul(10)?.checked_add(digit)?;
        } else if digit != 0 {
            return None;
        }
        written += 1;
    }
    for _ in written..before_point {
        value = value.checked_mul(10)?;
    }
    (value <= MAX_SAFE_INTEGER).then_some(value)
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
            ("50e-2", None),
            ("1e-99999999999999999999", None),
        ] {
            assert_eq!(whole_number(raw.as_bytes()), expected, "{raw}");
        }
    }
}
