use std::rc::Rc;

use super::template::Template;
use crate::columns::LinkNames;
use crate::model::ProfileProperty;
use crate::scan::Pattern;

/// With more different texts than this, sharing costs more than it saves.
pub(super) const MOST_SHARED: usize = 32;

/// The form of the profiles that were read, on this page or an earlier one: the order of their keys, the texts that many of
/// them share, and how URLs and links are derived from SIDs. It is never trusted: every profile is compared with it.
pub(in crate::decode) struct ShapeCache {
    /// By their order; `None` where what is between two values is longer than a pattern.
    pub(super) steps: Vec<Option<Step>>,
    pub(super) shared: Vec<SharedText>,
    pub(super) url: Option<DerivedUrl>,
    pub(super) links: Option<DerivedLinks>,
}

/// What is between two values, and the property that follows; none at a profile's end.
pub(super) struct Step {
    pub(super) between: Pattern<2>,
    pub(super) property: Option<ProfileProperty>,
}

/// A text of one property that many profiles share, and that obeys its rule.
pub(super) struct SharedText {
    pub(super) of: ProfileProperty,
    /// With its quotes.
    pub(super) quoted: Pattern<3>,
    pub(super) text: Rc<str>,
    /// Its index among the shared texts of the page that is being read, once a profile of that page had it.
    pub(super) index: Option<usize>,
}

/// How a profile's URL is derived: a string before the SID.
pub(super) struct DerivedUrl {
    pub(super) start: Rc<str>,
    pub(super) template: Template,
    /// Whether a profile of the page that is being read has a URL of this form.
    pub(super) is_this_pages: bool,
}

/// How a profile's links are derived: each begins with its URL.
pub(super) struct DerivedLinks {
    pub(super) names: Rc<LinkNames>,
    pub(super) template: Template,
    /// Whether a profile of the page that is being read has links of this form.
    pub(super) is_this_pages: bool,
}

impl ShapeCache {
    pub(in crate::decode) const fn new() -> Self {
        Self { steps: Vec::new(), shared: Vec::new(), url: None, links: None }
    }

    pub(super) fn begin_page(&mut self) {
        // A full cache must not keep the texts of another account out.
        if self.shared.len() >= MOST_SHARED {
            self.shared.clear();
        }
        for shared in &mut self.shared {
            shared.index = None;
        }
        if let Some(url) = &mut self.url {
            url.is_this_pages = false;
        }
        if let Some(links) = &mut self.links {
            links.is_this_pages = false;
        }
    }

    /// How URLs of the page that is being read are derived.
    pub(super) fn pages_url(&self) -> Option<&DerivedUrl> {
        self.url.as_ref().filter(|url| url.is_this_pages)
    }

    /// How links of the page that is being read are derived.
    pub(super) fn pages_links(&self) -> Option<&DerivedLinks> {
        self.links.as_ref().filter(|links| links.is_this_pages)
    }
}
