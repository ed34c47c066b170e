//! The fast path: reads a profile in one pass, in the form that the API nearly always sends. A profile of another form (an
//! unknown property, a property that comes twice, a value that breaks its rule) takes the slow path in `slow_path`, which
//! handles everything. The fast path accepts a profile only where its row is exactly what the slow path would make.

mod fill_cache;
mod links;
mod shape_cache;
mod template;

use std::rc::Rc;

use crate::columns::{
    CODED, Columns, DERIVED, INSTANT_PROPERTIES, QUOTED_SID, Row, code, kind, slots,
};
use crate::json::{Kind, Reader};
use crate::model::{ProfileProperty, Rule};
use crate::scan::{are_hex_digits, text_run};
use crate::values::{Instant, SidPrefix, is_absolute_uri, uri_run};
use links::find_links;
pub(super) use shape_cache::ShapeCache;
use template::{Sid, Template};

/// Reads the profiles of one page.
pub(super) struct FastPath<'a, 'l> {
    body: &'a [u8],
    cache: &'l mut ShapeCache,
}

/// The profile that is being read. One value serves for a whole page, since making a new one for each profile costs a call.
#[derive(Default)]
pub(super) struct Draft<'a> {
    row: Row<'a>,
    /// Its SID, once it has been read.
    sid: Option<&'a Sid>,
    /// The SID from which its URL and its links are derived. Whatever is derived was compared with this one SID, and this
    /// one is compared with the profile's own at its end, so that the order of the keys makes no difference.
    derived_from: Option<&'a Sid>,
    /// The range of links that the cache cannot derive from the URL.
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

    /// The end of a string that is derived from the profile's SID.
    #[inline]
    fn end_of_derived(&mut self, template: &Template, body: &'a [u8], at: usize) -> Option<usize> {
        // Where the SID comes later, the text itself holds the one that it must be.
        let sid = match self.derived_from.or(self.sid) {
            Some(sid) => sid,
            None => template.sid_at(body, at)?,
        };
        let end = template.end_at(body, at, sid)?;
        self.derived_from = Some(sid);
        Some(end)
    }
}

impl<'a, 'l> FastPath<'a, 'l> {
    pub(super) fn new(body: &'a [u8], cache: &'l mut ShapeCache) -> Self {
        cache.begin_page();
        Self { body, cache }
    }

    /// Write what the page's profiles have in common into the columns.
    pub(super) fn finish(self, columns: &mut Columns) {
        columns.url_start = self.cache.pages_url().map(|url| Rc::clone(&url.start));
        columns.links = self.cache.pages_links().map(|links| Rc::clone(&links.names));
        columns.finish();
    }

    /// Read the profile that begins at an offset into the columns; returns its end, or `None` where it takes the slow path.
    #[inline(never)]
    pub(super) fn profile(
        &mut self,
        start: usize,
        draft: &mut Draft<'a>,
        columns: &mut Columns,
    ) -> Option<usize> {
        draft.begin();
        let mut at = start;
        for position in 0.. {
            let (after, property) = match self.step(at, position) {
                Some(step) => step,
                None => self.cache_step(at, position)?,
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

    /// The cached step for this position among a profile's properties.
    #[inline]
    fn step(&self, at: usize, position: usize) -> Option<(usize, Option<ProfileProperty>)> {
        let step = self.cache.steps.get(position)?.as_ref()?;
        Some((step.between.end_at(self.body, at)?, step.property))
    }

    /// Read a value by its property's rule; returns its end.
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
            // Another property may hold a SID of this kind that is not the profile's own.
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

    /// What can be decided only at the profile's end.
    fn settle(&mut self, draft: &mut Draft<'a>) -> Option<()> {
        if draft.derived_from.is_some() && draft.derived_from != draft.sid {
            return None;
        }
        let url_is_derived = draft.row.is_derived(ProfileProperty::Url);
        if draft.row.is_derived(ProfileProperty::Links) {
            let links = self.cache.links.as_mut()?;
            // Links cannot be derived from a URL that the profile doesn't have. Cached links of an earlier page are dropped:
            // all profiles of this page may have this form.
            if !url_is_derived {
                if !links.is_this_pages {
                    self.cache.links = None;
                }
                return None;
            }
            links.is_this_pages = true;
        }
        match &mut self.cache.url {
            Some(url) if url_is_derived => url.is_this_pages = true,
            Some(url) if url.is_this_pages => {}
            _ => drop(self.cache_url(draft)),
        }
        if let Some((start, end)) = draft.links {
            let links = find_links(self.body.get(start..end)?)?;
            if self.cache.pages_links().is_none() && draft.row.is_derived(ProfileProperty::Url) {
                self.cache_links(start, &links, draft);
            }
        }
        Some(())
    }

    /// A text that many profiles share, and that obeys its rule.
    fn shared(
        &mut self,
        at: usize,
        property: ProfileProperty,
        columns: &mut Columns,
    ) -> Option<(Found, usize)> {
        for shared in &mut self.cache.shared {
            if shared.of == property
                && let Some(end) = shared.quoted.end_at(self.body, at)
            {
                let index = *shared.index.get_or_insert_with(|| columns.share(&shared.text));
                return Some((Found::Shared(index), end));
            }
        }
        self.cache_shared(at, property, columns)
    }

    /// The end of the profile's URL where it is derived from its SID.
    #[inline]
    fn derived_url(
        &self,
        at: usize,
        property: ProfileProperty,
        draft: &mut Draft<'a>,
    ) -> Option<usize> {
        let url = self.cache.url.as_ref().filter(|_| property == ProfileProperty::Url)?;
        draft.end_of_derived(&url.template, self.body, at)
    }

    /// The end of the links where they are derived from the SID.
    #[inline]
    fn derived_links(&self, at: usize, draft: &mut Draft<'a>) -> Option<usize> {
        let links = self.cache.links.as_ref()?;
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

    /// A string as long as an instant in UTC without a fraction, whatever it holds, and its end with the quotes.
    #[inline]
    fn usual_instant(&self, at: usize) -> Option<(&'a [u8], usize)> {
        const LENGTH: usize = "\"2019-07-30T22:29:24Z\"".len();
        match self.chunk::<LENGTH>(at)? {
            [b'"', text @ .., b'"'] => Some((text, at + LENGTH)),
            _ => None,
        }
    }

    /// An ASCII string without escapes, and its end with the quotes.
    fn plain_text(&self, at: usize) -> Option<(&'a [u8], usize)> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let run = text_run(self.body, at + 1);
        let is_plain = run.is_ascii && self.byte(run.end)? == b'"';
        is_plain.then_some((self.body.get(at + 1..run.end)?, run.end + 1))
    }

    /// The end of an array or an object without a lone surrogate in it.
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

/// Each property's index among the codes.
const SLOTS: [usize; ProfileProperty::COUNT] = slots(CODED);

/// Each property's index among the instants.
const INSTANT_SLOTS: [usize; ProfileProperty::COUNT] = slots(INSTANT_PROPERTIES);

fn slot(property: ProfileProperty) -> usize {
    SLOTS.get(property as usize).copied().unwrap_or(CODED.len())
}

/// What a value was found to be; ranges are offsets in the body.
enum Found {
    Derived,
    Slice(usize, usize),
    Shared(usize),
    Json(usize, usize),
}

impl Row<'_> {
    fn set(&mut self, property: ProfileProperty, found: Found) {
        let slot = slot(property);
        let (code, range) = match found {
            Found::Derived => (DERIVED, None),
            Found::Shared(index) => (code(kind::SHARED, index), None),
            Found::Slice(start, end) => (kind::SLICE, Some((start, end))),
            Found::Json(start, end) => (kind::JSON, Some((start, end))),
        };
        if let (Some(a_code), Some(a_range)) = (self.codes.get_mut(slot), self.ranges.get_mut(slot))
        {
            *a_code = code;
            *a_range = range.unwrap_or_default();
            self.has_range = self.has_range & !(1 << slot) | u32::from(range.is_some()) << slot;
        }
    }

    fn is_derived(&self, property: ProfileProperty) -> bool {
        self.codes.get(slot(property)) == Some(&DERIVED)
    }

    /// The range of a property's text that is a slice.
    fn slice(&self, property: ProfileProperty) -> Option<(usize, usize)> {
        let slot = slot(property);
        let is_slice = self.codes.get(slot) == Some(&kind::SLICE);
        self.ranges.get(slot).copied().filter(|_| is_slice)
    }
}
