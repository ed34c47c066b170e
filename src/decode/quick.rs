//! The quick look at a profile: for what the API sends nearly always, in one pass. Whatever is not that (an unknown
//! property, one that comes twice, a value that breaks its rule) it leaves to the second look in `record`, which knows
//! everything and is slower. It never guesses: a row that it gives is what the second look would give.

use crate::columns::{CODED, Columns, DERIVED, LinkNames, Row, code, kind};
use crate::json::{Kind, Reader, Text, Value};
use crate::model::{ProfileProperty, Rule};
use crate::scan::{are_hex_digits, begins_with, end_of_plain};
use crate::values::{Instant, Status, is_absolute_uri, is_sid};

/// A SID's characters.
const SID_LENGTH: usize = 34;

/// More different texts than this in one property are not worth sharing.
const MOST_SHARED: usize = 32;

/// Reads the profiles of one page. Each tells how the next will look: which key comes where, and how its address and
/// its links follow from its SID.
#[derive(Default)]
pub(super) struct QuickLook<'a> {
    text: &'a str,
    /// What stood between two values, and the property that came after it.
    between: Vec<(&'a [u8], ProfileProperty)>,
    /// Texts that are shared, without their quotes.
    pub(super) shared: Vec<&'a str>,
    /// The property of each.
    shared_by: Vec<ProfileProperty>,
    /// The index among them of each property's latest.
    latest: [Option<usize>; ProfileProperty::COUNT],
    /// An address up to the SID, without its quote.
    pub(super) url_start: Option<&'a str>,
    /// Links as they stand, cut where the SIDs stand in their addresses.
    link_pieces: Vec<&'a [u8]>,
    pub(super) links: LinkNames<'a>,
}

/// A profile under way.
#[derive(Default)]
struct Draft<'a> {
    row: Row<'a>,
    /// Its SID, without quotes.
    sid: Option<&'a str>,
    /// The SID that an address or links were made with, which must be the profile's own.
    claimed_sid: Option<&'a str>,
    /// Links that don't follow from the address by what is known so far.
    links: Option<&'a str>,
    seen: u16,
}

impl<'a> QuickLook<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// Take the profile that begins at an offset, and tell where it ends; `None` where it takes a second look.
    pub(super) fn profile(&mut self, start: usize, columns: &mut Columns<'a>) -> Option<usize> {
        let mut draft = Draft::default();
        let mut at = start;
        for place in 0.. {
            let property = match self.between.get(place) {
                Some((between, property)) if begins_with(self.rest(at), between) => {
                    at += between.len();
                    *property
                }
                _ => match self.key(at, place)? {
                    (after, Some(property)) => {
                        at = after;
                        property
                    }
                    (end, None) => {
                        at = end;
                        break;
                    }
                },
            };
            let bit = 1 << property as u16;
            if draft.seen & bit != 0 {
                return None;
            }
            draft.seen |= bit;
            at = self.value(at, property, &mut draft)?;
        }
        self.settle(&mut draft)?;
        columns.push_row(&draft.row);
        Some(at)
    }

    /// What stands between two values: up to the next one and its property, or up to the object's end.
    fn key(&mut self, start: usize, place: usize) -> Option<(usize, Option<ProfileProperty>)> {
        let mut at = self.after_white_space(start);
        match self.byte(at)? {
            b'{' if place == 0 => {
                at = self.after_white_space(at + 1);
                if self.byte(at)? == b'}' {
                    return Some((at + 1, None));
                }
            }
            b',' if place > 0 => at = self.after_white_space(at + 1),
            b'}' if place > 0 => return Some((at + 1, None)),
            _ => return None,
        }
        let (key, after) = self.plain_text(at)?;
        let property = ProfileProperty::from_wire_name(key)?;
        at = self.after_white_space(after);
        if self.byte(at)? != b':' {
            return None;
        }
        at = self.after_white_space(at + 1);
        let seen = (self.text.as_bytes().get(start..at)?, property);
        match self.between.get_mut(place) {
            Some(known) => *known = seen,
            None => self.between.push(seen),
        }
        Some((at, Some(property)))
    }

    /// Read a value by its property's rule; tells where it ends.
    fn value(
        &mut self,
        at: usize,
        property: ProfileProperty,
        draft: &mut Draft<'a>,
    ) -> Option<usize> {
        if self.byte(at)? == b'n' {
            return self.after(at, b"null");
        }
        let (value, end) = match property.rule() {
            Rule::Sid(_) if property == ProfileProperty::Sid => {
                let end = self.sid_at(at, b"BU")?;
                draft.sid = self.text.get(at + 1..end - 1);
                draft.row.sid = self.text.get(at..end);
                return Some(end);
            }
            Rule::Instant => {
                let (text, end) = self.usual_instant(at).or_else(|| self.plain_text(at))?;
                let slot = property as usize - ProfileProperty::ValidUntil as usize;
                *draft.row.instants.get_mut(slot)? = Instant::parse(text)?.milliseconds() as f64;
                return Some(end);
            }
            Rule::Sid(prefix) => self.shared(at, property, |text| is_sid(prefix, text))?,
            Rule::Status => self.shared(at, property, |text| Status::parse(text).is_some())?,
            Rule::Text => self.text(at)?,
            Rule::Uri => match self.derived_url(at, property) {
                Some((sid, end)) => {
                    self.claim(sid, draft)?;
                    (Found::Derived, end)
                }
                None => {
                    let (text, end) = self.plain_text(at)?;
                    is_absolute_uri(text).then_some((Found::Slice(text), end))?
                }
            },
            Rule::Links => match self.derived_links(at) {
                Some((sid, end)) => {
                    self.claim(sid, draft)?;
                    (Found::Derived, end)
                }
                None => {
                    let (raw, end) = self.json(at, Kind::Object)?;
                    draft.links = Some(raw);
                    (Found::Json(raw), end)
                }
            },
            Rule::Array => {
                let (raw, end) = self.json(at, Kind::Array)?;
                (Found::Json(raw), end)
            }
            Rule::WholeNumber => return None,
        };
        draft.row.set(property, value);
        Some(end)
    }

    fn claim(&self, sid: &'a str, draft: &mut Draft<'a>) -> Option<()> {
        let claimed = *draft.claimed_sid.get_or_insert(sid);
        is_same(claimed, sid).then_some(())
    }

    /// What can be told only when the whole profile was read.
    fn settle(&mut self, draft: &mut Draft<'a>) -> Option<()> {
        if let Some(claimed) = draft.claimed_sid
            && !is_same(claimed, draft.sid?)
        {
            return None;
        }
        if self.url_start.is_none()
            && let Some(sid) = draft.sid
            && let Some(url) = draft.row.slice(ProfileProperty::Url)
            && let Some(start) = url.strip_suffix(sid)
        {
            self.url_start = Some(start);
            draft.row.set(ProfileProperty::Url, Found::Derived);
        }
        if let Some(raw) = draft.links {
            let links = valid_links(raw)?;
            let has_url = draft.row.is_derived(ProfileProperty::Url);
            if has_url
                && self.links.is_empty()
                && let Some(start) = self.url_start
                && self.learn_links(raw, &links, start, draft.sid?).is_some()
            {
                draft.row.set(ProfileProperty::Links, Found::Derived);
            }
        }
        // Links that follow from an address that the profile hasn't can't be put together.
        let row = &draft.row;
        if row.is_derived(ProfileProperty::Links) && !row.is_derived(ProfileProperty::Url) {
            return None;
        }
        Some(())
    }

    /// Take links as the pattern of all that come after.
    fn learn_links(
        &mut self,
        raw: &'a str,
        links: &[(&'a str, &'a str)],
        url_start: &str,
        sid: &str,
    ) -> Option<()> {
        let url = [url_start, sid].concat();
        let mut names = LinkNames::new();
        let mut pieces = Vec::new();
        let mut end_of_last = 0;
        for (name, link) in links {
            // A member of this name would be the prototype where profiles.js puts links together.
            if *name == "__proto__" {
                return None;
            }
            names.push((name, link.strip_prefix(&url)?));
            // Links are slices of the text, so their addresses tell where they stand in it.
            let start = link.as_ptr().addr().checked_sub(raw.as_ptr().addr())? + url_start.len();
            pieces.push(raw.get(end_of_last..start)?.as_bytes());
            end_of_last = start + sid.len();
        }
        if names.is_empty() {
            return None;
        }
        pieces.push(raw.get(end_of_last..)?.as_bytes());
        self.link_pieces = pieces;
        self.links = names;
        Some(())
    }

    /// An address that follows from a SID: that SID, and the address's end.
    fn derived_url(&self, at: usize, property: ProfileProperty) -> Option<(&'a str, usize)> {
        if property != ProfileProperty::Url || self.byte(at)? != b'"' {
            return None;
        }
        let (sid, end) = self.address(at + 1)?;
        (self.byte(end)? == b'"').then_some((sid, end + 1))
    }

    /// Links that follow from a SID: that SID, and the links' end.
    fn derived_links(&self, start: usize) -> Option<(&'a str, usize)> {
        let (first, others) = self.link_pieces.split_first()?;
        let sid_start = self.after(start, first)?;
        let mut at = sid_start + SID_LENGTH;
        let sid = self.text.get(sid_start..at)?;
        let (last, others) = others.split_last()?;
        for piece in others {
            at = self.after(self.after(at, piece)?, sid.as_bytes())?;
        }
        Some((sid, self.after(at, last)?))
    }

    /// A known address's start and a SID.
    fn address(&self, at: usize) -> Option<(&'a str, usize)> {
        let sid = self.after(at, self.url_start?.as_bytes())?;
        let end = sid + SID_LENGTH;
        Some((self.text.get(sid..end)?, end))
    }

    fn after(&self, at: usize, expected: &[u8]) -> Option<usize> {
        begins_with(self.rest(at), expected).then_some(at + expected.len())
    }

    /// A SID in its quotes; tells where it ends.
    fn sid_at(&self, at: usize, prefix: &[u8; 2]) -> Option<usize> {
        let quoted = self.rest(at).first_chunk::<{ SID_LENGTH + 2 }>()?;
        let [b'"', first, second, digits @ .., b'"'] = quoted else { return None };
        ([*first, *second] == *prefix && are_hex_digits(digits)).then_some(at + SID_LENGTH + 2)
    }

    /// A text that comes again and again, and obeys its rule.
    fn shared(
        &mut self,
        at: usize,
        property: ProfileProperty,
        is_right: impl Fn(&str) -> bool,
    ) -> Option<(Found<'a>, usize)> {
        // Nearly always it is the latest, which was found to be right.
        if let Some(latest) = *self.latest.get(property as usize)?
            && let Some(text) = self.shared.get(latest)
            && self.byte(at)? == b'"'
            && let Some(end) = self.after(at + 1, text.as_bytes())
            && self.byte(end)? == b'"'
        {
            return Some((Found::Shared(latest), end + 1));
        }
        let (text, end) = self.plain_text(at)?;
        let is_known =
            |(known, of): (&&str, &ProfileProperty)| *of == property && is_same(known, text);
        let index = match self.shared.iter().zip(&self.shared_by).position(is_known) {
            Some(index) => index,
            None if !is_right(text) => return None,
            None if self.shared.len() < MOST_SHARED => {
                self.shared.push(text);
                self.shared_by.push(property);
                self.shared.len() - 1
            }
            None => return Some((Found::Json(self.text.get(at..end)?), end)),
        };
        *self.latest.get_mut(property as usize)? = Some(index);
        Some((Found::Shared(index), end))
    }

    /// Any text without a lone surrogate.
    fn text(&self, at: usize) -> Option<(Found<'a>, usize)> {
        if let Some((text, end)) = self.plain_text(at) {
            return Some((Found::Slice(text), end));
        }
        let mut reader = Reader::at(self.text, at);
        let value = reader.value().ok()?;
        let is_right = matches!(value.kind(), Kind::Text(_)) && !value.has_lone_surrogate();
        is_right.then_some((Found::Json(value.raw()), reader.offset()))
    }

    /// A text as long as an instant in UTC without a fraction, whatever it holds, and where it ends with its quotes.
    fn usual_instant(&self, at: usize) -> Option<(&'a str, usize)> {
        let end = at + "\"2019-07-30T22:29:24Z".len();
        let is_quoted = self.byte(at)? == b'"' && self.byte(end)? == b'"';
        is_quoted.then_some((self.text.get(at + 1..end)?, end + 1))
    }

    /// A text without escapes and with nothing but ASCII, and where it ends with its quotes.
    fn plain_text(&self, at: usize) -> Option<(&'a str, usize)> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let end = end_of_plain(self.text.as_bytes(), at + 1);
        (self.byte(end)? == b'"').then_some((self.text.get(at + 1..end)?, end + 1))
    }

    /// An array or an object, without a lone surrogate.
    fn json(&self, at: usize, kind: Kind<'_>) -> Option<(&'a str, usize)> {
        let mut reader = Reader::at(self.text, at);
        let value = reader.value().ok()?;
        let is_right = value.kind() == kind && !value.has_lone_surrogate();
        is_right.then_some((value.raw(), reader.offset()))
    }

    fn after_white_space(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte(at) {
            at += 1;
        }
        at
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn rest(&self, at: usize) -> &'a [u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && begins_with(one.as_bytes(), other.as_bytes())
}

#[allow(clippy::indexing_slicing, reason = "it is evaluated when it is compiled")]
/// Where among the codes each property stands; beyond them for those that have none.
const SLOTS: [usize; ProfileProperty::COUNT] = {
    let mut slots = [CODED.len(); ProfileProperty::COUNT];
    let mut slot = 0;
    while slot < CODED.len() {
        slots[CODED[slot] as usize] = slot;
        slot += 1;
    }
    slots
};

fn slot(property: ProfileProperty) -> usize {
    SLOTS.get(property as usize).copied().unwrap_or(CODED.len())
}

/// What stands for a value.
enum Found<'a> {
    Derived,
    Slice(&'a str),
    Shared(usize),
    Json(&'a str),
}

impl<'a> Row<'a> {
    fn set(&mut self, property: ProfileProperty, found: Found<'a>) {
        let slot = slot(property);
        let (code, text) = match found {
            Found::Derived => (DERIVED, None),
            Found::Shared(index) => (code(kind::SHARED, index), None),
            Found::Slice(text) => (kind::SLICE, Some(text)),
            Found::Json(text) => (kind::JSON, Some(text)),
        };
        if let (Some(a_code), Some(a_text)) = (self.codes.get_mut(slot), self.texts.get_mut(slot)) {
            *a_code = code;
            *a_text = text.unwrap_or_default();
            self.has_text = self.has_text & !(1 << slot) | u32::from(text.is_some()) << slot;
        }
    }

    fn is_derived(&self, property: ProfileProperty) -> bool {
        self.codes.get(slot(property)) == Some(&DERIVED)
    }

    /// The text of a property that is a slice.
    fn slice(&self, property: ProfileProperty) -> Option<&'a str> {
        let slot = slot(property);
        let is_slice = self.codes.get(slot) == Some(&kind::SLICE);
        self.texts.get(slot).copied().filter(|_| is_slice)
    }
}

/// The members of links that break no rule, as they stand.
fn valid_links(raw: &str) -> Option<LinkNames<'_>> {
    let mut links = LinkNames::new();
    let mut is_valid = true;
    let result = Reader::new(raw).object(|reader, key| {
        let value = reader.value()?;
        match (key.plain(), plain_text_of(value)) {
            (Some(name), Some(link)) if is_absolute_uri(link) => {
                is_valid &= links.iter().all(|(other, _)| *other != name);
                links.push((name, link));
            }
            _ => is_valid = false,
        }
        Ok::<(), crate::json::SyntaxError>(())
    });
    (result.is_ok() && is_valid).then_some(links)
}

fn plain_text_of(value: Value<'_>) -> Option<&str> {
    match value.kind() {
        Kind::Text(text) => Text::plain(&text),
        _ => None,
    }
}
