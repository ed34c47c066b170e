//! Unpacks the core that the package inlines as text: LZMA makes that a sixth smaller than what servers do to it
//! otherwise. This is WebAssembly of its own, of a kilobyte and a half, since JavaScript takes five times as long in a
//! process that has just begun.
//!
//! The format is that of Igor Pavlov's LZMA specification (<https://www.7-zip.org/sdk.html>), without a header and with
//! lc = 3, lp = 0 and pb = 2.

/// Where each kind of probability begins.
const IS_MATCH: usize = 0;
const IS_REPEAT_0_LONG: usize = IS_MATCH + 12 * 4;
const IS_REPEAT: usize = IS_REPEAT_0_LONG + 12 * 4;
const IS_REPEAT_0: usize = IS_REPEAT + 12;
const IS_REPEAT_1: usize = IS_REPEAT_0 + 12;
const IS_REPEAT_2: usize = IS_REPEAT_1 + 12;
const MATCH_LENGTH: usize = IS_REPEAT_2 + 12;
const REPEAT_LENGTH: usize = MATCH_LENGTH + LENGTHS;
const SLOT: usize = REPEAT_LENGTH + LENGTHS;
const POSITION: usize = SLOT + 4 * 64;
const ALIGN: usize = POSITION + 128;
const LITERAL: usize = ALIGN + 16;
const PROBABILITIES: usize = LITERAL + 8 * 0x300;

/// How many probabilities tell a length.
const LENGTHS: usize = 2 + 2 * 4 * 8 + 256;

/// As likely as not, of 2048.
const EVEN: u16 = 1024;

/// The range coder.
struct Coder<'p> {
    packed: core::slice::Iter<'p, u8>,
    range: u32,
    code: u32,
    probabilities: [u16; PROBABILITIES],
}

impl<'p> Coder<'p> {
    fn new(packed: &'p [u8]) -> Self {
        let mut coder = Self {
            packed: packed.iter(),
            range: u32::MAX,
            code: 0,
            probabilities: [EVEN; PROBABILITIES],
        };
        for _ in 0..5 {
            coder.take();
        }
        coder
    }

    fn take(&mut self) {
        // A text that was cut short gives zeros: what comes out is wrong then, and compiles as no core.
        self.code = self.code << 8 | u32::from(self.packed.next().copied().unwrap_or(0));
    }

    fn widen(&mut self) {
        if self.range < 1 << 24 {
            self.range <<= 8;
            self.take();
        }
    }

    fn bit(&mut self, index: usize) -> usize {
        let Some(probability) = self.probabilities.get_mut(index) else { return 0 };
        let bound = (self.range >> 11) * u32::from(*probability);
        let is_one = self.code >= bound;
        if is_one {
            *probability -= *probability >> 5;
            self.range -= bound;
            self.code -= bound;
        } else {
            *probability += (2048 - *probability) >> 5;
            self.range = bound;
        }
        self.widen();
        usize::from(is_one)
    }

    /// A bit that is as likely 0 as 1.
    fn even_bit(&mut self) -> usize {
        self.range >>= 1;
        let is_one = self.code >= self.range;
        if is_one {
            self.code -= self.range;
        }
        self.widen();
        usize::from(is_one)
    }

    /// A number of some bits, the highest first.
    fn number(&mut self, base: usize, bits: u32) -> usize {
        let mut node = 1;
        for _ in 0..bits {
            node = node << 1 | self.bit(base + node);
        }
        node - (1 << bits)
    }

    /// A number of some bits, the lowest first.
    fn reversed_number(&mut self, base: usize, bits: usize) -> usize {
        let (mut node, mut number) = (1, 0);
        for place in 0..bits {
            let bit = self.bit(base + node);
            node = node << 1 | bit;
            number |= bit << place;
        }
        number
    }

    fn length(&mut self, base: usize, phase: usize) -> usize {
        if self.bit(base) == 0 {
            2 + self.number(base + 2 + phase * 8, 3)
        } else if self.bit(base + 1) == 0 {
            10 + self.number(base + 2 + 32 + phase * 8, 3)
        } else {
            18 + self.number(base + 2 + 64, 8)
        }
    }

    /// How far back a match of some length begins, less 1.
    fn distance(&mut self, length: usize) -> usize {
        let slot = self.number(SLOT + 64 * (length - 2).min(3), 6);
        if slot < 4 {
            return slot;
        }
        let bits = (slot >> 1) - 1;
        let start = (2 | slot & 1) << bits;
        if slot < 14 {
            return start + self.reversed_number(POSITION + start - slot, bits);
        }
        let middle = (4..bits).fold(0, |middle, _| middle << 1 | self.even_bit());
        start + (middle << 4) + self.reversed_number(ALIGN, 4)
    }

    /// A byte. After a match it is told by how it differs from what would have come.
    fn literal(&mut self, before: u8, match_byte: Option<u8>) -> u8 {
        let base = LITERAL + 0x300 * usize::from(before >> 5);
        let mut node = 1;
        if let Some(byte) = match_byte {
            for place in (0..8).rev() {
                let expected = usize::from(byte >> place & 1);
                let bit = self.bit(base + ((1 + expected) << 8) + node);
                node = node << 1 | bit;
                if bit != expected {
                    break;
                }
            }
        }
        while node < 0x100 {
            node = node << 1 | self.bit(base + node);
        }
        node as u8
    }
}

/// Unpack as many bytes as there is room for.
pub fn unpack(packed: &[u8], room: &mut [u8]) {
    let mut coder = Coder::new(packed);
    let mut state = 0;
    // The last four distances, less 1.
    let mut distances = [0_usize; 4];
    let mut at = 0;
    while at < room.len() {
        let back = |distance: usize| {
            at.checked_sub(distance + 1).and_then(|from| room.get(from)).copied().unwrap_or(0)
        };
        let phase = at & 3;
        let [nearest, second, third, fourth] = distances;
        if coder.bit(IS_MATCH + state * 4 + phase) == 0 {
            let byte = coder.literal(back(0), (state >= 7).then(|| back(nearest)));
            if let Some(place) = room.get_mut(at) {
                *place = byte;
            }
            at += 1;
            state = match state {
                0..4 => 0,
                4..10 => state - 3,
                _ => state - 6,
            };
            continue;
        }
        let is_after_literal = state < 7;
        let mut length = 1;
        if coder.bit(IS_REPEAT + state) == 0 {
            length = coder.length(MATCH_LENGTH, phase);
            distances = [coder.distance(length), nearest, second, third];
            state = if is_after_literal { 7 } else { 10 };
        } else {
            let is_nearest = coder.bit(IS_REPEAT_0 + state) == 0;
            if is_nearest && coder.bit(IS_REPEAT_0_LONG + state * 4 + phase) == 0 {
                state = if is_after_literal { 9 } else { 11 };
            } else {
                if !is_nearest {
                    distances = if coder.bit(IS_REPEAT_1 + state) == 0 {
                        [second, nearest, third, fourth]
                    } else if coder.bit(IS_REPEAT_2 + state) == 0 {
                        [third, nearest, second, fourth]
                    } else {
                        [fourth, nearest, second, third]
                    };
                }
                length = coder.length(REPEAT_LENGTH, phase);
                state = if is_after_literal { 8 } else { 11 };
            }
        }
        let [nearest, ..] = distances;
        for _ in 0..length {
            let byte = at.checked_sub(nearest + 1).and_then(|from| room.get(from)).copied();
            if let (Some(place), Some(byte)) = (room.get_mut(at), byte) {
                *place = byte;
            }
            at += 1;
        }
    }
}

/// Unpack from one place of the module's memory to another, which JavaScript has made room for (wasm-source.js).
///
/// # Safety
///
/// Both must be in memory that nothing else uses, and apart.
#[cfg(target_arch = "wasm32")]
#[allow(
    unsafe_code,
    reason = "an export without wasm-bindgen, whose glue would be ten times its size"
)]
#[unsafe(export_name = "unpack")]
pub unsafe extern "C" fn unpack_in_memory(
    packed: *const u8,
    packed_length: usize,
    room: *mut u8,
    length: usize,
) {
    // SAFETY: the caller's word for it.
    let (packed, room) = unsafe {
        (
            core::slice::from_raw_parts(packed, packed_length),
            core::slice::from_raw_parts_mut(room, length),
        )
    };
    unpack(packed, room);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What liblzma makes of the text below: literals, matches near and far, repeated distances and single bytes of them.
    const PACKED: &str = "
        002a1a08a2032566f14b78c5a205ff2ee6d9d2201aad34f8e21de84136fadc0669bb3ce410342709ebb366e3
        ed375ae80f61859a28cc3cc449acb99bbe42d3c7e8eb3eb679d4d5b11911822fc957005108c596342e40449f
        e84e2393c2307f4892009761bef76e118f05fc93a07af7dc2524530d6c2f9ff8959d78fc9fe708a059a1a612
        1854ce7d79b536c56e165b1a0e4a57b4261123140280055b51f00d1e20344974bce554ed5f3d6f3f3c9cadc3
        22954c7d7d96f190e67159de2c8b6f9a9bd9f4d8b32710096e6799bc1d56ea37b86bdbedc97d6c425fdde66b
        3e61174544ef004455b875479cbada3baaeb706b0dd07e25e14609591814f70a3cd76c8a17cd87e47756a75e
        3d4a46ebfabcd91ebfe9dfe7d5443e212e6d88a99dc066dea5f8159024b16d5af812859d53e26f8893ce8caf
        65d48f42690a133ffed21c7e
    ";

    fn text() -> Vec<u8> {
        [
            b"The quick brown fox jumps over the lazy dog. ".repeat(3),
            (0..=255).collect(),
            b"The quick brown dog jumps over the lazy fox, and the fox over the dog. ".repeat(2),
            vec![0; 300],
            b"abcabcabcXabcabcabcYabc".to_vec(),
        ]
        .concat()
    }

    fn packed() -> Vec<u8> {
        let digits: Vec<u32> = PACKED.chars().filter_map(|digit| digit.to_digit(16)).collect();
        digits.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()
    }

    #[test]
    fn what_was_packed_comes_out() {
        let mut room = vec![0xaa; text().len()];
        unpack(&packed(), &mut room);
        assert_eq!(room, text());
    }

    #[test]
    fn what_is_cut_short_or_broken_ends_all_the_same() {
        let packed = packed();
        for place in 0..packed.len() {
            let mut room = vec![0; text().len()];
            unpack(&packed[..place], &mut room);
            let mut broken = packed.clone();
            broken[place] ^= 0x40;
            unpack(&broken, &mut room);
        }
        unpack(&[], &mut []);
    }
}
