use wide::u8x16;

use crate::columns::QUOTED_SID;
use crate::scan::{LANES, is_zero, lanes_of};

/// A profile's SID.
pub(super) type Sid = [u8; QUOTED_SID - 2];

/// A text that is the same for every profile except for the profile's SID, which it contains once or more.
#[derive(Debug)]
pub(super) struct Template {
    /// The text, with a mask that leaves out the SIDs and what is beyond the text.
    chunks: Vec<(u8x16, u8x16)>,
    length: usize,
    /// Where the SIDs begin.
    sids: Vec<usize>,
}

/// Every profile is compared with a whole template, so that a long one, which a single profile can put into the cache, would
/// cost all profiles after it more than their own bytes. The API's links take 500 bytes, indented 600.
const LONGEST: usize = 2048;

impl Template {
    /// `None` for a string that is too long.
    pub(super) fn new(text: &[u8], sids: Vec<usize>) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut mask = vec![0xff; text.len()];
        for start in &sids {
            let end = start + size_of::<Sid>();
            mask.get_mut(*start..end).unwrap_or_default().fill(0);
        }
        let chunks = text.chunks(LANES).zip(mask.chunks(LANES));
        let chunks = chunks.map(|(text, mask)| (lanes_of(text), lanes_of(mask))).collect();
        Some(Self { chunks, length: text.len(), sids })
    }

    /// The end of the text derived from a SID, where the body has it at this offset and goes on for some bytes after it.
    pub(super) fn end_at(&self, body: &[u8], at: usize, sid: &Sid) -> Option<usize> {
        let chunks = body.get(at..)?.as_chunks().0.get(..self.chunks.len())?;
        let mut differences = u8x16::splat(0);
        for ((text, mask), chunk) in self.chunks.iter().zip(chunks) {
            differences |= (*text ^ u8x16::new(*chunk)) & *mask;
        }
        for start in &self.sids {
            let there: &Sid = body.get(at + start..)?.first_chunk()?;
            differences |= differences_of(there, sid);
        }
        is_zero(differences).then_some(at + self.length)
    }

    /// The SID from which the text at this offset of the body would be derived.
    pub(super) fn sid_at<'a>(&self, body: &'a [u8], at: usize) -> Option<&'a Sid> {
        body.get(at + self.sids.first()?..)?.first_chunk()
    }
}

/// Zero where two SIDs are the same. The last bytes are compared together with some before them.
#[inline]
fn differences_of(one: &Sid, other: &Sid) -> u8x16 {
    let (one_chunks, other_chunks) = (one.as_chunks().0, other.as_chunks().0);
    let mut differences = u8x16::splat(0);
    for (one, other) in one_chunks.iter().zip(other_chunks) {
        differences |= u8x16::new(*one) ^ u8x16::new(*other);
    }
    if let (Some(one), Some(other)) = (one.last_chunk(), other.last_chunk()) {
        differences |= u8x16::new(*one) ^ u8x16::new(*other);
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_found_with_its_own_sid_alone() {
        let sid = |last: u8| -> Sid {
            let mut sid = *b"BU0123456789abcdef0123456789abcdef";
            sid[33] = last;
            sid
        };
        let made = |first: &Sid, second: &Sid| {
            [b"\"https://example.com/", &first[..], b"/and/", second, b"\"}"].concat()
        };
        let template = Template::new(&made(&sid(b'1'), &sid(b'1')), vec![21, 60]).unwrap();
        let (two, three) = (sid(b'2'), sid(b'3'));
        let text = made(&two, &two);
        let body = [b" ", &text[..], &[b' '; 32]].concat();
        assert_eq!(template.end_at(&body, 1, &two), Some(1 + text.len()));
        assert_eq!(template.sid_at(&body, 1), Some(&two));
        assert_eq!(template.end_at(&body, 1, &three), None);
        assert_eq!(template.end_at(&body, 0, &two), None);
        assert_eq!(template.end_at(&body[..text.len()], 1, &two), None);
        for wrong in 1..=text.len() {
            let mut other = body.clone();
            other[wrong] ^= 1;
            assert_eq!(template.end_at(&other, 1, &two), None, "{wrong}");
        }
        assert!(Template::new(&[b'a'; LONGEST + 1], vec![0]).is_none());
        let mixed = [b" ", &made(&two, &three)[..], &[b' '; 32]].concat();
        assert_eq!(template.end_at(&mixed, 1, &two), None);
    }
}
