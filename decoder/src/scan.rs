//! Runs of bytes, sixteen at a time.

use wide::{i8x16, u8x16};

/// How many bytes are looked at at once.
pub(crate) const LANES: usize = 16;

/// Sixteen bytes from an offset on; `None` near the end.
pub(crate) fn lanes_at(bytes: &[u8], at: usize) -> Option<u8x16> {
    let lanes: &[u8; LANES] = bytes.get(at..)?.first_chunk()?;
    Some(u8x16::new(*lanes))
}

/// Up to sixteen bytes, and zeros where there are fewer.
#[inline(never)]
pub(crate) fn lanes_of(bytes: &[u8]) -> u8x16 {
    let mut lanes = [0; LANES];
    for (lane, byte) in lanes.iter_mut().zip(bytes) {
        *lane = *byte;
    }
    u8x16::new(lanes)
}

/// By its lanes: the operator compares by reference, and so by way of the memory.
#[inline]
pub(crate) fn is_zero(lanes: u8x16) -> bool {
    lanes.simd_eq(u8x16::splat(0)).to_bitmask() == 0xffff
}

/// A run within a JSON string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextRun {
    /// Where its closing quote stands, an escape, a control character, or the end.
    pub(crate) end: usize,
    /// Whether it holds nothing but ASCII.
    pub(crate) is_ascii: bool,
}

/// The run of text that begins at an offset.
#[inline]
pub(crate) fn text_run(bytes: &[u8], from: usize) -> TextRun {
    let mut at = from;
    let mut not_ascii = 0;
    while let Some(lanes) = lanes_at(bytes, at) {
        let is_control = lanes.min(u8x16::splat(0x1f)).simd_eq(lanes);
        let is_special =
            is_control | lanes.simd_eq(u8x16::splat(b'"')) | lanes.simd_eq(u8x16::splat(b'\\'));
        let specials = is_special.to_bitmask();
        if specials != 0 {
            let length = specials.trailing_zeros();
            not_ascii |= lanes.to_bitmask() & ((1 << length) - 1);
            return TextRun { end: at + length as usize, is_ascii: not_ascii == 0 };
        }
        not_ascii |= lanes.to_bitmask();
        at += LANES;
    }
    let mut is_ascii = not_ascii == 0;
    while let Some(byte) = bytes.get(at).filter(|byte| !matches!(byte, 0..0x20 | b'"' | b'\\')) {
        is_ascii &= byte.is_ascii();
        at += 1;
    }
    TextRun { end: at, is_ascii }
}

/// A short text to look for: up to `CHUNKS` times sixteen bytes, compared all at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern<const CHUNKS: usize> {
    bytes: [u8x16; CHUNKS],
    mask: [u8x16; CHUNKS],
    length: usize,
}

impl<const CHUNKS: usize> Pattern<CHUNKS> {
    /// `None` for a longer text.
    pub(crate) fn new(text: &[u8]) -> Option<Self> {
        let mut pattern = Self {
            bytes: [u8x16::splat(0); CHUNKS],
            mask: [u8x16::splat(0); CHUNKS],
            length: text.len(),
        };
        let chunks = text.chunks(LANES);
        if chunks.len() > CHUNKS {
            return None;
        }
        for ((bytes, mask), chunk) in pattern.bytes.iter_mut().zip(&mut pattern.mask).zip(chunks) {
            let bits = [0xff; LANES];
            (*bytes, *mask) = (lanes_of(chunk), lanes_of(bits.get(..chunk.len()).unwrap_or(&bits)));
        }
        Some(pattern)
    }

    /// The end of the text, where it begins at this offset and the bytes go on for a while.
    #[inline]
    pub(crate) fn end_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let chunks = bytes.get(at..)?.as_chunks::<LANES>().0.first_chunk::<CHUNKS>()?;
        let mut differences = u8x16::splat(0);
        for ((wanted, mask), chunk) in self.bytes.iter().zip(&self.mask).zip(chunks) {
            differences |= (*wanted ^ u8x16::new(*chunk)) & *mask;
        }
        is_zero(differences).then_some(at + self.length)
    }
}

/// Whether all bytes are hexadecimal digits, of either case.
#[inline]
pub(crate) fn are_hex_digits(bytes: &[u8; 32]) -> bool {
    let are_digits = |chunk: &[u8; LANES]| {
        let lanes = i8x16::from(chunk.map(|byte| byte as i8));
        let between = |lanes: i8x16, first: u8, last: u8| {
            lanes.simd_gt(i8x16::splat(first as i8 - 1))
                & lanes.simd_lt(i8x16::splat(last as i8 + 1))
        };
        between(lanes, b'0', b'9') | between(lanes | i8x16::splat(0x20), b'a', b'f')
    };
    let [first, second] = bytes.as_chunks().0 else { return false };
    (are_digits(first) & are_digits(second)).to_bitmask() == 0xffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_runs_end_at_the_first_byte_that_is_not_text() {
        for length in 0..70 {
            for special in [b'"', b'\\', 0, 0x1f] {
                let mut bytes = vec![b'~'; length];
                bytes.push(special);
                bytes.extend("and \"more\" é and more of it".as_bytes());
                for from in 0..=length {
                    let expected = TextRun { end: length, is_ascii: true };
                    assert_eq!(text_run(&bytes, from), expected, "{length} {special} {from}");
                }
            }
            for other in [0x20, 0x7f, 0x80, 0xff] {
                let mut bytes = vec![other; length];
                let is_ascii = length == 0 || other < 0x80;
                assert_eq!(text_run(&bytes, 0), TextRun { end: length, is_ascii });
                bytes.push(b'"');
                assert_eq!(text_run(&bytes, 0), TextRun { end: length, is_ascii });
            }
        }
    }

    #[test]
    fn patterns_are_found_to_the_last_byte() {
        let bytes: Vec<u8> = (0..100).collect();
        for length in 0..=32 {
            let pattern = Pattern::<2>::new(&bytes[7..7 + length]).unwrap();
            assert_eq!(pattern.end_at(&bytes, 7), Some(7 + length));
            assert_eq!(pattern.end_at(&bytes, 8), (length == 0).then_some(8), "{length}");
            for wrong in 7..7 + length {
                let mut other = bytes.clone();
                other[wrong] ^= 1;
                assert_eq!(pattern.end_at(&other, 7), None, "{length} {wrong}");
            }
            assert_eq!(pattern.end_at(&bytes, 69), None, "too near the end");
        }
        assert!(Pattern::<2>::new(&bytes[..33]).is_none());
    }

    #[test]
    fn hex_digits_are_told_from_their_neighbours() {
        for byte in 0..=u8::MAX {
            for place in [0, 15, 16, 31] {
                let mut bytes = [b'a'; 32];
                bytes[place] = byte;
                assert_eq!(are_hex_digits(&bytes), byte.is_ascii_hexdigit(), "{byte} {place}");
            }
        }
    }
}
