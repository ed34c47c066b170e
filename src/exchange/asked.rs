//! What the API is asked for.

use crate::base_url::BaseUrl;
use crate::cursor::Cursor;
use crate::options::ClientOptions;
use crate::query::PageQuery;

/// What a request is for.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// A page of the list.
    Page(&'a PageQuery),
    /// One profile, by its SID.
    Profile(&'a str),
}

impl Target<'_> {
    pub(super) fn url(self, base: &BaseUrl) -> String {
        match self {
            Self::Page(page) => base.page_url(page.as_str()),
            Self::Profile(sid) => base.profile_url(sid),
        }
    }

    /// Where to resume; a profile alone has no such position.
    pub fn cursor(self) -> Option<Cursor> {
        match self {
            Self::Page(page) => Some(Cursor::Page(page.clone())),
            Self::Profile(_) => None,
        }
    }

    pub(super) fn personal_value(self) -> Option<String> {
        match self {
            Self::Page(page) => page.personal_value(),
            Self::Profile(_) => None,
        }
    }
}

/// What is asked for, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The client's options.
    pub options: &'a ClientOptions,
    /// A page, or a profile.
    pub target: Target<'a>,
    /// Which walk of the client it belongs to, from 1; a single profile is a walk.
    pub walk: u32,
    /// Which page of the walk it is, from 0.
    pub number: u32,
}
