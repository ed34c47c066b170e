//! How the shape cache is filled: methods of the fast path that nearly no profile needs.

use std::rc::Rc;

use super::links::FoundLinks;
use super::shape_cache::{DerivedLinks, DerivedUrl, MOST_SHARED, SharedText, Step};
use super::template::Template;
use super::{Draft, FastPath, Found};
use crate::columns::{Columns, LinkNames};
use crate::model::{ProfileProperty, Rule};
use crate::scan::Pattern;
use crate::values::{Status, is_sid};

impl<'a> FastPath<'a, '_> {
    /// Read what is between two values, up to the next value or the object's end, and cache it.
    #[cold]
    pub(super) fn cache_step(
        &mut self,
        start: usize,
        position: usize,
    ) -> Option<(usize, Option<ProfileProperty>)> {
        let mut at = self.after_white_space(start);
        let opening = self.byte(at)?;
        at += 1;
        let property = match (position, opening) {
            (1.., b'}') => None,
            (0, b'{') | (1.., b',') => {
                at = self.after_white_space(at);
                if opening == b'{' && self.byte(at)? == b'}' {
                    return Some((at + 1, None));
                }
                let (key, after) = self.plain_text(at)?;
                at = self.after_white_space(after);
                if self.byte(at)? != b':' {
                    return None;
                }
                at = self.after_white_space(at + 1);
                Some(ProfileProperty::from_wire_name(std::str::from_utf8(key).ok()?)?)
            }
            _ => return None,
        };
        let between = Pattern::new(self.body.get(start..at)?);
        let step = between.map(|between| Step { between, property });
        match self.cache.steps.get_mut(position) {
            Some(known) => *known = step,
            None => self.cache.steps.push(step),
        }
        Some((at, property))
    }

    /// Cache a URL that ends with the profile's SID as the template of those after it.
    #[cold]
    pub(super) fn cache_url(&mut self, draft: &mut Draft<'a>) -> Option<()> {
        let (start, end) = draft.row.slice(ProfileProperty::Url)?;
        let url_start = self.body.get(start..end)?.strip_suffix(draft.sid?)?;
        let quoted = self.body.get(start - 1..=end)?;
        self.cache.url = Some(DerivedUrl {
            start: std::str::from_utf8(url_start).ok()?.into(),
            template: Template::new(quoted, vec![1 + url_start.len()])?,
            is_this_pages: true,
        });
        // Cached links begin with another URL.
        self.cache.links = None;
        draft.row.set(ProfileProperty::Url, Found::Derived);
        Some(())
    }

    /// Cache links, each of which begins with the profile's URL, as the template of those after them.
    #[cold]
    pub(super) fn cache_links(
        &mut self,
        start: usize,
        links: &FoundLinks<'a>,
        draft: &mut Draft<'a>,
    ) -> Option<()> {
        let url_start = &self.cache.url.as_ref()?.start;
        let url = [url_start.as_bytes(), draft.sid?].concat();
        let mut names = LinkNames::new();
        let mut sids = Vec::new();
        for (name, link_start, link) in links {
            // A member of this name would set the prototype of the object that profiles.js makes.
            if *name == "__proto__" {
                return None;
            }
            let end = link.as_bytes().strip_prefix(url.as_slice())?;
            names.push(((*name).to_owned(), std::str::from_utf8(end).ok()?.to_owned()));
            sids.push(link_start + url_start.len());
        }
        if names.is_empty() {
            return None;
        }
        let (_, end) = draft.links?;
        let template = Template::new(self.body.get(start..end)?, sids)?;
        self.cache.links =
            Some(DerivedLinks { names: Rc::new(names), template, is_this_pages: true });
        draft.row.set(ProfileProperty::Links, Found::Derived);
        Some(())
    }

    #[cold]
    pub(super) fn cache_shared(
        &mut self,
        at: usize,
        property: ProfileProperty,
        columns: &mut Columns,
    ) -> Option<(Found, usize)> {
        let (text, end) = self.plain_text(at)?;
        let is_right = match property.rule() {
            Rule::Sid(prefix) => is_sid(prefix, text),
            _ => Status::parse(text).is_some(),
        };
        if !is_right {
            return None;
        }
        let known = &mut self.cache.shared;
        match Pattern::new(self.body.get(at..end)?).filter(|_| known.len() < MOST_SHARED) {
            None => Some((Found::Json(at, end), end)),
            Some(quoted) => {
                let text: Rc<str> = std::str::from_utf8(text).ok()?.into();
                let index = columns.share(&text);
                known.push(SharedText { of: property, quoted, text, index: Some(index) });
                Some((Found::Shared(index), end))
            }
        }
    }
}
