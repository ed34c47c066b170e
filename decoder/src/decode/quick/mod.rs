//! The quick look at a profile: for what the API sends nearly always, in one pass. Whatever is not that (an unknown
//! property, one that comes twice, a value that breaks its rule) it leaves to the second look in `record`, which knows
//! everything and is slower. It never guesses: a row that it gives is what the second look would give.

mod learning;

use std::rc::Rc;

use super::learned::Learned;
use super::links::link_places;
use super::template::{Sid, Template};
use crate::columns::{
    CODED, Columns, DERIVED, INSTANT_PROPERTIES, QUOTED_SID, Row, code, kind, slots,
};
use crate::json::{Kind, Reader};
use crate::model::{ProfileProperty, Rule};
use crate::scan::{are_hex_digits, text_run};
use crate::values::{Instant, SidPrefix, is_absolute_uri, uri_run};

/// Reads the profiles of one page.
pub(super) struct QuickLook<'a, 'l> {
    body: &'a [u8],
    learned: &'l mut Learned,
}

/// A profile under way. One serves for all of a page: to clear what isn't read again would take a call each time.
#[derive(Default)]
pub(super) struct Draft<'a> {
    row: Row<'a>,
    /// Its SID, once it was read.
    sid: Option<&'a Sid>,
    /// The SID that its address and its links follow from. Whatever is derived was compared with this one SID, and this one
    /// with the profile's own when all of it was read, so that the order of the keys makes no difference.
    derived_from: Option<&'a Sid>,
    /// Where links stand that don't follow from the address by what is known so far.
    links: Option<(usize, usize)>,
    /// A bit for each property.
    seen: u32,
}

const _: () = assert!(ProfileProperty::COUNT <= u32::BITS as usize, "each property has a bit");

impl<'a> Draft<'a> {
    fn begin(&mut self) {
        self.row.clear();
        self.sid = None;
        self.derived_from = None;
        self.links = None;
        self.seen = 0;
    }

    /// Where a text ends that follows from the profile's SID.
    #[inline]
    fn end_of_derived(&mut self, template: &Template, body: &'a [u8], at: usize) -> Option<usize> {
        // Before the SID was read the text tells which it must be.
        let sid = match self.derived_from.or(self.sid) {
            Some(sid) => sid,
            None => template.sid_at(body, at)?,
        };
        let end = template.end_at(body, at, sid)?;
        self.derived_from = Some(sid);
        Some(end)
    }
}

impl<'a, 'l> QuickLook<'a, 'l> {
    pub(super) fn new(body: &'a [u8], learned: &'l mut Learned) -> Self {
        learned.begin_page();
        Self { body, learned }
    }

    /// What the profiles that were taken have in common.
    pub(super) fn finish(self, columns: &mut Columns) {
        columns.url_start = self.learned.pages_url().map(|url| Rc::clone(&url.start));
        columns.links = self.learned.pages_links().map(|links| Rc::clone(&links.names));
        columns.finish();
    }

    /// Take the profile that begins at an offset, and tell where it ends; `None` where it takes a second look.
    #[inline(never)]
    pub(super) fn profile(
        &mut self,
        start: usize,
        draft: &mut Draft<'a>,
        columns: &mut Columns,
    ) -> Option<usize> {
        draft.begin();
        let mut at = start;
        for place in 0.. {
            let (after, property) = match self.step(at, place) {
                Some(step) => step,
                None => self.learn_step(at, place)?,
            };
            at = after;
            let Some(property) = property else { break };
            let bit = 1 << property as u32;
            if draft.seen & bit != 0 {
                return None;
            }
            draft.seen |= bit;
            at = self.value(at, property, draft, columns)?;
        }
        self.settle(draft)?;
        columns.push_row(&draft.row, self.body);
        Some(at)
    }

    /// The step that was made at this place of the profile before.
    #[inline]
    fn step(&self, at: usize, place: usize) -> Option<(usize, Option<ProfileProperty>)> {
        let step = self.learned.steps.get(place)?.as_ref()?;
        Some((step.between.end_at(self.body, at)?, step.property))
    }

    /// Read a value by its property's rule; tells where it ends.
    fn value(
        &mut self,
        at: usize,
        property: ProfileProperty,
        draft: &mut Draft<'a>,
        columns: &mut Columns,
    ) -> Option<usize> {
        if self.chunk(at) == Some(b"null") {
            return Some(at + b"null".len());
        }
        let (found, end) = match property.rule() {
            // Another property that holds such a SID is not the profile's own.
            Rule::Sid(SidPrefix::CustomerProfile) if property == ProfileProperty::Sid => {
                let quoted: &[u8; QUOTED_SID] = self.chunk(at)?;
                let [b'"', sid @ .., b'"'] = quoted else { return None };
                let [b'B', b'U', digits @ ..] = sid else { return None };
                if !are_hex_digits(digits) {
                    return None;
                }
                draft.sid = Some(sid);
                draft.row.sid = Some(quoted);
                return Some(at + QUOTED_SID);
            }
            Rule::Instant => {
                let (text, end) = self.usual_instant(at).or_else(|| self.plain_text(at))?;
                let slot = INSTANT_SLOTS.get(property as usize)?;
                *draft.row.instants.get_mut(*slot)? = Instant::parse(text)?.milliseconds() as f64;
                return Some(end);
            }
            Rule::Sid(_) | Rule::Status => self.shared(at, property, columns)?,
            Rule::Text => self.text(at)?,
            Rule::Uri => match self.derived_url(at, property, draft) {
                Some(end) => (Found::Derived, end),
                None => self.uri(at)?,
            },
            Rule::Links => match self.derived_links(at, draft) {
                Some(end) => (Found::Derived, end),
                None => {
                    let end = self.json(at, Kind::Object)?;
                    draft.links = Some((at, end));
                    (Found::Json(at, end), end)
                }
            },
            Rule::Array => {
                let end = self.json(at, Kind::Array)?;
                (Found::Json(at, end), end)
            }
            Rule::WholeNumber => return None,
        };
        draft.row.set(property, found);
        Some(end)
    }

    /// What can be told only when the whole profile was read.
    fn settle(&mut self, draft: &mut Draft<'a>) -> Option<()> {
        if draft.derived_from.is_some() && draft.derived_from != draft.sid {
            return None;
        }
        let url_is_derived = draft.row.is_derived(ProfileProperty::Url);
        if draft.row.is_derived(ProfileProperty::Links) {
            let links = self.learned.links.as_mut()?;
            // Links that follow from an address that the profile hasn't can't be put together. Those of an earlier page are
            // forgotten: all profiles of this one may be such.
            if !url_is_derived {
                if !links.is_this_pages {
                    self.learned.links = None;
                }
                return None;
            }
            links.is_this_pages = true;
        }
        match &mut self.learned.url {
            Some(url) if url_is_derived => url.is_this_pages = true,
            Some(url) if url.is_this_pages => {}
            _ => drop(self.learn_url(draft)),
        }
        if let Some((start, end)) = draft.links {
            let links = link_places(self.body.get(start..end)?)?;
            if self.learned.pages_links().is_none() && draft.row.is_derived(ProfileProperty::Url) {
                self.learn_links(start, &links, draft);
            }
        }
        Some(())
    }

    /// A text that comes again and again, and obeys its rule.
    fn shared(
        &mut self,
        at: usize,
        property: ProfileProperty,
        columns: &mut Columns,
    ) -> Option<(Found, usize)> {
        for shared in &mut self.learned.shared {
            if shared.of == property
                && let Some(end) = shared.quoted.end_at(self.body, at)
            {
                let index = *shared.index.get_or_insert_with(|| columns.share(&shared.text));
                return Some((Found::Shared(index), end));
            }
        }
        self.learn_shared(at, property, columns)
    }

    /// Where the profile's own address ends that follows from its SID.
    #[inline]
    fn derived_url(
        &self,
        at: usize,
        property: ProfileProperty,
        draft: &mut Draft<'a>,
    ) -> Option<usize> {
        let url = self.learned.url.as_ref().filter(|_| property == ProfileProperty::Url)?;
        draft.end_of_derived(&url.template, self.body, at)
    }

    /// Where links end that follow from the SID.
    #[inline]
    fn derived_links(&self, at: usize, draft: &mut Draft<'a>) -> Option<usize> {
        let links = self.learned.links.as_ref()?;
        draft.end_of_derived(&links.template, self.body, at)
    }

    /// Any text without a lone surrogate.
    #[inline]
    fn text(&self, at: usize) -> Option<(Found, usize)> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let run = text_run(self.body, at + 1);
        if self.byte(run.end)? != b'"' {
            let end = self.escaped_text(at)?;
            return Some((Found::Json(at, end), end));
        }
        let end = run.end + 1;
        if run.is_ascii {
            return Some((Found::Slice(at + 1, run.end), end));
        }
        std::str::from_utf8(self.body.get(at..end)?).ok()?;
        Some((Found::Json(at, end), end))
    }

    fn escaped_text(&self, at: usize) -> Option<usize> {
        let mut reader = Reader::at(self.body, at);
        let value = reader.value().ok()?;
        (!value.has_lone_surrogate()).then_some(reader.offset())
    }

    /// An absolute URI.
    #[inline]
    fn uri(&self, at: usize) -> Option<(Found, usize)> {
        let start = b"\"https:";
        if self.chunk(at) == Some(start) {
            let end = uri_run(self.body, at + start.len());
            if self.byte(end)? == b'"' {
                return Some((Found::Slice(at + 1, end), end + 1));
            }
        }
        let (text, end) = self.plain_text(at)?;
        is_absolute_uri(text).then_some((Found::Slice(at + 1, end - 1), end))
    }

    /// A text as long as an instant in UTC without a fraction, whatever it holds, and where it ends with its quotes.
    #[inline]
    fn usual_instant(&self, at: usize) -> Option<(&'a [u8], usize)> {
        const LENGTH: usize = "\"2019-07-30T22:29:24Z\"".len();
        match self.chunk::<LENGTH>(at)? {
            [b'"', text @ .., b'"'] => Some((text, at + LENGTH)),
            _ => None,
        }
    }

    /// A text without escapes and with nothing but ASCII, and where it ends with its quotes.
    fn plain_text(&self, at: usize) -> Option<(&'a [u8], usize)> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let run = text_run(self.body, at + 1);
        let is_plain = run.is_ascii && self.byte(run.end)? == b'"';
        is_plain.then_some((self.body.get(at + 1..run.end)?, run.end + 1))
    }

    /// Where an array or an object ends that has no lone surrogate in it.
    fn json(&self, at: usize, kind: Kind<'_>) -> Option<usize> {
        let mut reader = Reader::at(self.body, at);
        let value = reader.value().ok()?;
        (value.kind() == kind && !value.has_lone_surrogate()).then_some(reader.offset())
    }

    fn after_white_space(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte(at) {
            at += 1;
        }
        at
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.body.get(at).copied()
    }

    fn chunk<const N: usize>(&self, at: usize) -> Option<&'a [u8; N]> {
        self.body.get(at..)?.first_chunk()
    }
}

/// Where among the codes each property stands.
const SLOTS: [usize; ProfileProperty::COUNT] = slots(CODED);

/// Where among the instants each property stands.
const INSTANT_SLOTS: [usize; ProfileProperty::COUNT] = slots(INSTANT_PROPERTIES);

fn slot(property: ProfileProperty) -> usize {
    SLOTS.get(property as usize).copied().unwrap_or(CODED.len())
}

/// What stands for a value; where it stands in the body, by its start and end.
enum Found {
    Derived,
    Slice(usize, usize),
    Shared(usize),
    Json(usize, usize),
}

impl Row<'_> {
    fn set(&mut self, property: ProfileProperty, found: Found) {
        let slot = slot(property);
        let (code, place) = match found {
            Found::Derived => (DERIVED, None),
            Found::Shared(index) => (code(kind::SHARED, index), None),
            Found::Slice(start, end) => (kind::SLICE, Some((start, end))),
            Found::Json(start, end) => (kind::JSON, Some((start, end))),
        };
        if let (Some(a_code), Some(a_place)) = (self.codes.get_mut(slot), self.places.get_mut(slot))
        {
            *a_code = code;
            *a_place = place.unwrap_or_default();
            self.has_place = self.has_place & !(1 << slot) | u32::from(place.is_some()) << slot;
        }
    }

    fn is_derived(&self, property: ProfileProperty) -> bool {
        self.codes.get(slot(property)) == Some(&DERIVED)
    }

    /// Where the text of a property stands that is a slice.
    fn slice(&self, property: ProfileProperty) -> Option<(usize, usize)> {
        let slot = slot(property);
        let is_slice = self.codes.get(slot) == Some(&kind::SLICE);
        self.places.get(slot).copied().filter(|_| is_slice)
    }
}
