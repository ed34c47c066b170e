//! A page's profiles as columns: the form in which they cross into JavaScript, where profiles.js makes objects of them.
//!
//! What a string costs there depends on how it crosses. Many callers keep nothing but SIDs, so each SID is a string of its
//! own, parsed from one JSON array. Short ASCII strings are slices of larger ones, made of 32 profiles each, so that a string
//! that is kept keeps little memory alive. Strings that many profiles share cross once. A profile's URL and links are
//! concatenated from its SID where they are derived from it. Everything else crosses as JSON.

use std::rc::Rc;

use crate::json::{Text, Value};
use crate::model::{CheckedProfile, Field, ProfileProperty, Rule};

/// The properties that have a code, in the order of a profile's codes. SIDs and instants have columns of their own; the
/// code after these is for the unknown properties.
#[allow(clippy::indexing_slicing, reason = "it is evaluated when it is compiled")]
pub const CODED: [ProfileProperty; ProfileProperty::COUNT - INSTANTS - 1] = {
    let mut coded = [ProfileProperty::Sid; ProfileProperty::COUNT - INSTANTS - 1];
    let mut count = 0;
    let mut at = 0;
    while at < ProfileProperty::COUNT {
        let property = ProfileProperty::ALL[at];
        if !matches!(property, ProfileProperty::Sid) && !matches!(property.rule(), Rule::Instant) {
            coded[count] = property;
            count += 1;
        }
        at += 1;
    }
    coded
};

/// How many codes a profile has.
pub const CODES: usize = CODED.len() + 1;

/// How many instants a profile has.
#[allow(clippy::indexing_slicing, reason = "it is evaluated when it is compiled")]
pub const INSTANTS: usize = {
    let mut count = 0;
    let mut at = 0;
    while at < ProfileProperty::COUNT {
        count += matches!(ProfileProperty::ALL[at].rule(), Rule::Instant) as usize;
        at += 1;
    }
    count
};

/// The properties that are instants, in the order of their column.
#[allow(clippy::indexing_slicing, reason = "it is evaluated when it is compiled")]
pub const INSTANT_PROPERTIES: [ProfileProperty; INSTANTS] = {
    let mut instants = [ProfileProperty::Sid; INSTANTS];
    let mut count = 0;
    let mut at = 0;
    while at < ProfileProperty::COUNT {
        if matches!(ProfileProperty::ALL[at].rule(), Rule::Instant) {
            instants[count] = ProfileProperty::ALL[at];
            count += 1;
        }
        at += 1;
    }
    instants
};

/// Each property's index in a column, whatever its position in the model's table; `N` for properties that the column does
/// not hold.
#[allow(clippy::indexing_slicing, reason = "it is evaluated when it is compiled")]
pub(crate) const fn slots<const N: usize>(
    column: [ProfileProperty; N],
) -> [usize; ProfileProperty::COUNT] {
    let mut slots = [N; ProfileProperty::COUNT];
    let mut slot = 0;
    while slot < N {
        slots[column[slot] as usize] = slot;
        slot += 1;
    }
    slots
}

/// A property that neither the columns nor the fast path can hold must not compile: it would read as null, or as another
/// property's value.
#[allow(clippy::indexing_slicing, reason = "it is evaluated when it is compiled")]
const _: () = {
    let mut at = 0;
    while at < ProfileProperty::COUNT {
        let property = ProfileProperty::ALL[at];
        let is_links = matches!(property, ProfileProperty::Links);
        let rule = property.rule();
        assert!(!matches!(rule, Rule::WholeNumber), "profiles have no column for whole numbers");
        assert!(is_links == matches!(rule, Rule::Links), "links alone follow from the address");
        at += 1;
    }
    assert!(CODES <= u32::BITS as usize, "Row::has_range has a bit for each code");
};

/// How many profiles share one string of text.
pub const BLOCK: usize = 32;

/// Null.
pub const NULL: u32 = 0;

/// Derived from the profile's SID.
pub const DERIVED: u32 = 4;

/// The meaning of every other code, by its lowest two bits; the bits above are a number.
pub mod kind {
    /// The next slice of the block, of so many characters.
    pub const SLICE: u32 = 1;
    /// The shared text of that index.
    pub const SHARED: u32 = 2;
    /// The JSON value of that index.
    pub const JSON: u32 = 3;
}

/// The bits below a code's number.
const KIND_BITS: u32 = 2;

/// A code.
pub const fn code(kind: u32, number: usize) -> u32 {
    (number as u32) << KIND_BITS | kind
}

/// A profile that takes the fast path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// The SID in its quotes.
    pub(crate) sid: Option<&'a [u8; QUOTED_SID]>,
    /// One for each of [`CODED`]. Those of slices and JSON values are finished when the row is taken.
    pub(crate) codes: [u32; CODES],
    /// The ranges of slices and JSON values in the body: their start and end.
    pub(crate) ranges: [(usize, usize); CODES],
    /// Which of them are set, a bit each.
    pub(crate) has_range: u32,
    /// Milliseconds; NaN for null.
    pub(crate) instants: [f64; INSTANTS],
}

/// A SID's characters with their quotes.
pub(crate) const QUOTED_SID: usize = 36;

impl Row<'_> {
    /// Clear it; ranges whose bit is not set keep their old values.
    pub(crate) fn clear(&mut self) {
        self.sid = None;
        self.codes = [NULL; CODES];
        self.has_range = 0;
        self.instants = [f64::NAN; INSTANTS];
    }
}

impl Default for Row<'_> {
    fn default() -> Self {
        Self {
            sid: None,
            codes: [NULL; CODES],
            ranges: [(0, 0); CODES],
            has_range: 0,
            instants: [f64::NAN; INSTANTS],
        }
    }
}

/// How a profile's links are derived from its URL: their names, and what is appended to the URL.
pub type LinkNames = Vec<(String, String)>;

/// The columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// How many profiles there are.
    pub count: usize,
    /// A JSON array of the SIDs, without its brackets.
    sids: Vec<u8>,
    /// Profiles without a SID.
    without_sid: usize,
    /// [`CODES`] for each profile.
    pub codes: Vec<u32>,
    /// [`INSTANTS`] for each profile, in milliseconds; NaN for null.
    pub instants: Vec<f64>,
    /// The ASCII texts, one after the other.
    pub texts: Vec<u8>,
    /// The offset in `texts` at which each [`BLOCK`] of profiles ends.
    pub block_ends: Vec<u32>,
    /// JSON values, separated by commas.
    values: Vec<u8>,
    value_count: usize,
    /// The shared texts.
    pub shared: Vec<Rc<str>>,
    /// What precedes the SID in a derived URL.
    pub url_start: Option<Rc<str>>,
    /// The links.
    pub links: Option<Rc<LinkNames>>,
}

/// The bytes of a body for each profile, without what a profile may leave out: an estimate, for the capacity of buffers.
const USUAL_PROFILE: usize = 800;

impl Columns {
    /// With the capacity for as many profiles as a body of that length usually has.
    #[inline(never)]
    pub(crate) fn for_body(length: usize) -> Self {
        let count = length / USUAL_PROFILE + 1;
        Self {
            sids: buffer(count * (QUOTED_SID + 1)),
            codes: Vec::with_capacity(count * CODES),
            instants: Vec::with_capacity(count * INSTANTS),
            texts: buffer(count * 128),
            block_ends: Vec::with_capacity(count.div_ceil(BLOCK)),
            // Errors of some profiles; what else becomes JSON is rare, or a page of other scripts.
            values: buffer(count * 8),
            ..Self::default()
        }
    }

    /// The SIDs as the elements of a JSON array.
    pub fn sids(&self) -> &[u8] {
        &self.sids
    }

    /// The SIDs in their order, where every profile has one.
    pub fn all_sids(&self) -> Option<&[u8]> {
        (self.without_sid == 0).then_some(&self.sids)
    }

    /// The values that are JSON as the elements of a JSON array.
    pub fn values(&self) -> &[u8] {
        &self.values
    }

    /// Append a profile that takes the fast path.
    pub(crate) fn push_row(&mut self, row: &Row<'_>, body: &[u8]) {
        self.begin();
        match row.sid {
            Some(sid) => self.sids.extend_from_slice(sid),
            None => self.no_sid(),
        }
        let mut codes = row.codes;
        let mut left = row.has_range;
        while left != 0 {
            let slot = left.trailing_zeros() as usize;
            left &= left - 1;
            if let (Some(code), Some((start, end))) = (codes.get_mut(slot), row.ranges.get(slot)) {
                *code = match *code {
                    kind::SLICE => self.code_of_slice(body, *start, *end),
                    _ => {
                        let code = self.next_json();
                        self.values.extend_from_slice(body.get(*start..*end).unwrap_or_default());
                        code
                    }
                };
            }
        }
        self.codes.extend_from_slice(&codes);
        self.instants.extend_from_slice(&row.instants);
        self.end();
    }

    /// Append a profile that the slow path checked.
    pub(crate) fn push_profile(&mut self, profile: &CheckedProfile<'_>) {
        self.begin();
        match profile.get(ProfileProperty::Sid) {
            Field::Text(text) => self.sids.extend_from_slice(&Value::from(*text).well_formed()),
            _ => self.no_sid(),
        }
        for property in CODED {
            let code = match profile.get(property) {
                Field::Null | Field::Instant(_) | Field::WholeNumber(_) => NULL,
                Field::Text(text) => match text.plain() {
                    Some(plain) if may_be_slice(property) => {
                        self.code_of_slice(plain.as_bytes(), 0, plain.len())
                    }
                    _ => self.code_of_json(&Value::from(*text).well_formed()),
                },
                Field::Array(array) => self.code_of_json(array),
                Field::Links(links) => {
                    let members = links.iter().map(|(key, text)| (*key, Value::from(*text)));
                    self.code_of_json(&object(&mut { members }))
                }
            };
            self.codes.push(code);
        }
        let extra = match profile.extra.as_slice() {
            [] => NULL,
            extra => self.code_of_json(&object(&mut extra.iter().copied())),
        };
        self.codes.push(extra);
        for property in INSTANT_PROPERTIES {
            self.instants.push(match profile.get(property) {
                Field::Instant(instant) => instant.milliseconds() as f64,
                _ => f64::NAN,
            });
        }
        self.end();
    }

    /// Append a shared text; returns its index among those of the page.
    pub(crate) fn share(&mut self, text: &Rc<str>) -> usize {
        self.shared.push(Rc::clone(text));
        self.shared.len() - 1
    }

    fn begin(&mut self) {
        if self.count > 0 {
            self.sids.push(b',');
        }
    }

    fn no_sid(&mut self) {
        self.sids.extend_from_slice(b"null");
        self.without_sid += 1;
    }

    fn end(&mut self) {
        self.count += 1;
        if self.count.is_multiple_of(BLOCK) {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        self.block_ends.push(self.texts.len() as u32);
    }

    /// End the last block.
    pub fn finish(&mut self) {
        if !self.count.is_multiple_of(BLOCK) {
            self.end_block();
        }
    }

    /// In steps of sixteen bytes where what follows allows it: a call that copies so few bytes takes longer.
    #[inline]
    fn code_of_slice(&mut self, bytes: &[u8], start: usize, end: usize) -> u32 {
        let length = end - start;
        let chunks = length.div_ceil(16);
        match bytes.get(start..start + 16 * chunks) {
            Some(bytes) => {
                let text_end = self.texts.len() + length;
                for chunk in bytes.as_chunks::<16>().0 {
                    self.texts.extend_from_slice(chunk);
                }
                self.texts.truncate(text_end);
            }
            None => self.texts.extend_from_slice(bytes.get(start..end).unwrap_or_default()),
        }
        code(kind::SLICE, length)
    }

    #[inline(never)]
    fn code_of_json(&mut self, json: &[u8]) -> u32 {
        let code = self.next_json();
        self.values.extend_from_slice(json);
        code
    }

    /// The code of a value that is written next.
    fn next_json(&mut self) -> u32 {
        if self.value_count > 0 {
            self.values.push(b',');
        }
        let index = self.value_count;
        self.value_count += 1;
        code(kind::JSON, index)
    }
}

#[inline(never)]
fn buffer(capacity: usize) -> Vec<u8> {
    Vec::with_capacity(capacity)
}

/// Whether a property's text may be a slice. The texts of other properties are shared.
const fn may_be_slice(property: ProfileProperty) -> bool {
    matches!(property.rule(), Rule::Text | Rule::Uri)
}

/// JSON of an object's members.
#[inline(never)]
fn object<'a>(members: &mut dyn Iterator<Item = (Text<'a>, Value<'a>)>) -> Vec<u8> {
    let mut json = vec![b'{'];
    for (key, value) in members {
        if json.len() > 1 {
            json.push(b',');
        }
        json.extend_from_slice(&Value::from(key).well_formed());
        json.push(b':');
        json.extend_from_slice(&value.well_formed());
    }
    json.push(b'}');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column() {
        let coded = |property: &ProfileProperty| {
            *property != ProfileProperty::Sid && property.rule() != Rule::Instant
        };
        let expected: Vec<_> = ProfileProperty::ALL.into_iter().filter(coded).collect();
        assert_eq!(CODED.as_slice(), expected);
    }
}
