use std::rc::Rc;

use super::template::Template;
use crate::columns::LinkNames;
use crate::model::ProfileProperty;
use crate::scan::Pattern;

/// More different texts than this are not worth sharing.
pub(super) const MOST_SHARED: usize = 32;

/// What profiles tell of those that come after them, on their page or a later one: which key comes where, which texts
/// come again, and how addresses and links follow from SIDs. Nothing is believed of it: each profile is compared with it.
pub(super) struct Learned {
    /// By their order; `None` where what stands between two values is longer than a pattern.
    pub(super) steps: Vec<Option<Step>>,
    pub(super) shared: Vec<SharedText>,
    pub(super) url: Option<Address>,
    pub(super) links: Option<Links>,
}

/// What stands between two values, and the property that comes then; none at a profile's end.
pub(super) struct Step {
    pub(super) between: Pattern<2>,
    pub(super) property: Option<ProfileProperty>,
}

/// A text of one property that comes again and again, and obeys its rule.
pub(super) struct SharedText {
    pub(super) of: ProfileProperty,
    /// With its quotes.
    pub(super) quoted: Pattern<3>,
    pub(super) text: Rc<str>,
    /// Its place among the texts of the page that is being read, once it came there.
    pub(super) index: Option<usize>,
}

/// The addresses of profiles: a text before the SID.
pub(super) struct Address {
    pub(super) start: Rc<str>,
    pub(super) template: Template,
    /// Whether a profile of the page that is being read has such a one.
    pub(super) is_this_pages: bool,
}

/// The links of profiles, which begin with their addresses.
pub(super) struct Links {
    pub(super) names: Rc<LinkNames>,
    pub(super) template: Template,
    /// Whether a profile of the page that is being read has such ones.
    pub(super) is_this_pages: bool,
}

impl Learned {
    pub(super) const fn new() -> Self {
        Self { steps: Vec::new(), shared: Vec::new(), url: None, links: None }
    }

    pub(super) fn begin_page(&mut self) {
        // Texts of other accounts must not keep this one's from being learned.
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

    /// The addresses of the page that is being read.
    pub(super) fn pages_url(&self) -> Option<&Address> {
        self.url.as_ref().filter(|url| url.is_this_pages)
    }

    /// The links of the page that is being read.
    pub(super) fn pages_links(&self) -> Option<&Links> {
        self.links.as_ref().filter(|links| links.is_this_pages)
    }
}
