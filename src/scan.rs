//! Runs of bytes, sixteen at a time.

use wide::i8x16;

const LANES: usize = 16;

/// Where the plain part of a JSON string ends, from an offset on: at its closing quote, an escape, a control character,
/// a byte that isn't ASCII, or the end.
pub(crate) fn end_of_plain(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(lanes) = lanes_at(bytes, at) {
        // Signed, what isn't ASCII is below the control characters.
        let is_special = lanes.simd_lt(i8x16::splat(0x20))
            | lanes.simd_eq(i8x16::splat(b'"' as i8))
            | lanes.simd_eq(i8x16::splat(b'\\' as i8));
        let specials = is_special.to_bitmask();
        if specials != 0 {
            return at + specials.trailing_zeros() as usize;
        }
        at += LANES;
    }
    let is_plain = |byte: &u8| (0x20..0x80).contains(byte) && *byte != b'"' && *byte != b'\\';
    while bytes.get(at).is_some_and(is_plain) {
        at += 1;
    }
    at
}

/// Whether a slice begins with another: `starts_with` compares byte by byte on wasm32.
pub(crate) fn begins_with(bytes: &[u8], expected: &[u8]) -> bool {
    let Some(bytes) = bytes.get(..expected.len()) else { return false };
    // What is left over of a last chunk is compared together with some bytes before it.
    match (ends::<16>(bytes), ends::<16>(expected)) {
        (Some(ends), Some(expected_ends)) => {
            number(ends.0) == number(expected_ends.0)
                && number(ends.1) == number(expected_ends.1)
                && (bytes.len() <= 2 * LANES || are_chunks_equal(bytes, expected))
        }
        _ => match (ends::<8>(bytes), ends::<8>(expected)) {
            (Some(ends), Some(expected_ends)) => ends == expected_ends,
            _ => bytes.iter().zip(expected).all(|(actual, expected)| actual == expected),
        },
    }
}

/// The first and the last bytes of a slice, which may overlap.
fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    Some((bytes.first_chunk()?, bytes.last_chunk()?))
}

fn are_chunks_equal(bytes: &[u8], expected: &[u8]) -> bool {
    let chunks = bytes.as_chunks().0.iter().zip(expected.as_chunks().0);
    chunks.into_iter().all(|(actual, expected)| number(actual) == number(expected))
}

fn number(lanes: &[u8; LANES]) -> u128 {
    u128::from_le_bytes(*lanes)
}

/// Whether all bytes are hexadecimal digits, of either case.
pub(crate) fn are_hex_digits(bytes: &[u8]) -> bool {
    let (chunks, rest) = bytes.as_chunks::<LANES>();
    chunks.iter().all(|chunk| {
        let lanes = i8x16::from(chunk.map(|byte| byte as i8));
        let between = |lanes: i8x16, first: u8, last: u8| {
            lanes.simd_gt(i8x16::splat(first as i8 - 1))
                & lanes.simd_lt(i8x16::splat(last as i8 + 1))
        };
        let is_digit = between(lanes, b'0', b'9');
        let is_letter = between(lanes | i8x16::splat(0x20), b'a', b'f');
        (is_digit | is_letter).to_bitmask() == 0xffff
    }) && rest.iter().all(u8::is_ascii_hexdigit)
}

fn lanes_at(bytes: &[u8], at: usize) -> Option<i8x16> {
    let lanes: &[u8; LANES] = bytes.get(at..)?.first_chunk()?;
    Some(i8x16::from(lanes.map(|byte| byte as i8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_runs_end_at_the_first_byte_that_is_not() {
        for length in 0..70 {
            for special in [b'"', b'\\', 0, 0x1f, 0x80, 0xff] {
                let mut bytes = vec![b'~'; length];
                bytes.push(special);
                bytes.extend(b"and \"more\"");
                for from in 0..=length {
                    assert_eq!(end_of_plain(&bytes, from), length, "{length} {special} {from}");
                }
            }
            assert_eq!(end_of_plain(&vec![b' '; length], 0), length);
        }
        assert_eq!(end_of_plain(b"", 0), 0);
    }

    #[test]
    fn beginnings_are_compared_to_the_last_byte() {
        let bytes: Vec<u8> = (0..100).collect();
        for length in 0..=100 {
            assert!(begins_with(&bytes, &bytes[..length]));
            for wrong in 0..length {
                let mut other = bytes[..length].to_vec();
                other[wrong] ^= 1;
                assert!(!begins_with(&bytes, &other), "{length} {wrong}");
            }
        }
        assert!(!begins_with(b"abc", b"abcd"));
    }

    #[test]
    fn hex_digits_are_told_from_their_neighbours() {
        for byte in 0..=u8::MAX {
            for place in [0, 15, 16, 31, 33] {
                let mut bytes = [b'a'; 34];
                bytes[place] = byte;
                assert_eq!(are_hex_digits(&bytes), byte.is_ascii_hexdigit(), "{byte} {place}");
            }
        }
    }
}
