//! A walk: one pass over a list's pages, or to one profile.

use std::cell::{Cell, RefCell};

use crate::cursor::Cursor;
use crate::decode::Decoder;
use crate::error::ResponseError;
use crate::exchange::{Asked, Ended, Received, Receiver, ResponseFacts, Stop, Target, exchange};
use crate::options::{ClientOptions, ListOptions};
use crate::page::{ListPage, read_body};
use crate::pagination::{Arrival, Pagination, digest_of_sids};
use crate::redaction::Secrets;
use crate::runtime::{Head, Runtime};

/// Makes what the caller gets of a page.
pub trait PageMaker {
    /// What it is.
    type Output;

    /// Make it. The page is borrowed from its body.
    fn make(&mut self, page: &ListPage<'_>, facts: PageFacts) -> Self::Output;
}

impl<T, F: FnMut(&ListPage<'_>, PageFacts) -> T> PageMaker for F {
    type Output = T;

    fn make(&mut self, page: &ListPage<'_>, facts: PageFacts) -> T {
        self(page, facts)
    }
}

/// What is known of a page beside its body.
#[derive(Clone, Debug, PartialEq)]
pub struct PageFacts {
    /// The page again; a profile alone has none.
    pub cursor: Option<Cursor>,
    /// How many of its profiles are handed out: all, but for the last page of a limit.
    pub handed_out: usize,
    /// The response that brought it.
    pub response: ResponseFacts,
}

/// The state of a walk.
#[derive(Debug)]
pub struct Walk {
    options: ClientOptions,
    way: Way,
    /// Which walk of the client it is, from 1.
    number: u32,
    next_number: Cell<u32>,
}

/// What a walk leads through.
#[derive(Debug)]
pub enum Way {
    /// The pages of a list.
    List(RefCell<Pagination>),
    /// A profile, by its SID, which was checked: one page with one profile.
    Profile(String),
}

impl Way {
    /// The pages of a list, from where its options say.
    pub fn through(list: &ListOptions) -> Self {
        Self::List(RefCell::new(Pagination::new(list)))
    }
}

impl Walk {
    /// The client's walk of that number, from 1, which begins with the page of that number, from 0.
    pub const fn new(options: ClientOptions, way: Way, number: u32, page: u32) -> Self {
        Self { options, way, number, next_number: Cell::new(page) }
    }

    /// The client's label.
    pub fn label(&self) -> Option<&str> {
        self.options.label.as_deref()
    }

    /// Whether another page would be asked for.
    pub fn goes_on(&self) -> bool {
        match &self.way {
            Way::List(pagination) => pagination.borrow().goes_on(),
            Way::Profile(_) => false,
        }
    }

    /// Ask for the next page; `None` at the end of the list, or of the limit. A profile comes as a page of its own.
    ///
    /// # Errors
    ///
    /// As [`exchange`], and as [`Pagination::next_page`].
    pub async fn next_page<R: Runtime, M: PageMaker>(
        &self,
        runtime: &R,
        decoder: &RefCell<Decoder>,
        maker: &mut M,
    ) -> Result<Option<M::Output>, Ended<R::Thrown>> {
        let page;
        let (target, pagination) = match &self.way {
            Way::Profile(sid) => (Target::Profile(sid), None),
            Way::List(pagination) => {
                let next = pagination.borrow().next_page();
                let Some(next) = next? else { return Ok(None) };
                page = next;
                (Target::Page(&page), Some(pagination))
            }
        };
        let number = self.next_number.replace(self.next_number.get() + 1);
        let asked = Asked { options: &self.options, target, walk: self.number, number };
        let mut receiver = ListReceiver { asked, decoder, maker, pagination };
        exchange(runtime, asked, &mut receiver).await.map(Some)
    }
}

struct ListReceiver<'r, M> {
    asked: Asked<'r>,
    decoder: &'r RefCell<Decoder>,
    maker: &'r mut M,
    /// None for a profile.
    pagination: Option<&'r RefCell<Pagination>>,
}

impl<M: PageMaker> Receiver for ListReceiver<'_, M> {
    type Output = M::Output;

    fn page(
        &mut self,
        body: &[u8],
        _: &Head,
        facts: &ResponseFacts,
        secrets: &Secrets,
    ) -> Result<Received<M::Output>, ResponseError> {
        let mut decoder = self.decoder.borrow_mut();
        let page = read_body(&mut decoder, body, self.asked, secrets)?;
        let (profiles, issues) = (page.page.columns.count, page.page.issues.len());
        let arrived = arrive(self.pagination, self.asked.target, &page);
        let output = arrived.map(|handed_out| {
            let cursor = self.asked.target.cursor();
            let response = facts.clone();
            self.maker.make(&page, PageFacts { cursor, handed_out, response })
        });
        Ok(Received { output, profiles, issues })
    }
}

/// How many of a page's profiles are handed out.
fn arrive(
    pagination: Option<&RefCell<Pagination>>,
    target: Target<'_>,
    page: &ListPage<'_>,
) -> Result<usize, Stop> {
    let profiles = page.page.columns.count;
    let (Some(pagination), Target::Page(query)) = (pagination, target) else { return Ok(profiles) };
    let arrival = Arrival {
        profiles: profiles as u64,
        digest: digest_of_sids(&page.page),
        next: page.next.clone(),
    };
    let handed_out = pagination.borrow_mut().arrive(query, arrival)?;
    Ok(usize::try_from(handed_out).unwrap_or(profiles))
}
