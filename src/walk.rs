//! A walk: one pass over a list's pages.

use std::cell::{Cell, RefCell};

use crate::cursor::Cursor;
use crate::decode::Decoder;
use crate::error::{PaginationError, ResponseError};
use crate::exchange::{Asked, Ended, Received, Receiver, ResponseFacts, Stop, exchange};
use crate::options::{ClientOptions, ListOptions};
use crate::page::{ListPage, read_page};
use crate::pagination::{Arrival, Pagination, digest_of_sids};
use crate::query::PageQuery;
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
    /// The page again.
    pub cursor: Cursor,
    /// How many of its profiles are handed out: all, but for the last page of a limit.
    pub handed_out: usize,
    /// The response that brought it.
    pub response: ResponseFacts,
}

/// The state of a walk.
#[derive(Debug)]
pub struct Walk {
    options: ClientOptions,
    pagination: RefCell<Pagination>,
    /// Which walk of the client it is, from 1.
    number: u32,
    next_number: Cell<u32>,
}

impl Walk {
    /// A walk from where the options say. It is the client's walk of that number, from 1.
    pub fn new(options: ClientOptions, list: &ListOptions, number: u32) -> Self {
        let pagination = RefCell::new(Pagination::new(list));
        Self { options, pagination, number, next_number: Cell::new(0) }
    }

    /// Whether another page would be asked for.
    pub fn goes_on(&self) -> bool {
        self.pagination.borrow().goes_on()
    }

    /// Ask for the next page; `None` at the end of the list, or of the limit.
    ///
    /// # Errors
    ///
    /// As [`exchange`], and a [`PaginationError`] where the way on is none.
    pub async fn next_page<R: Runtime, M: PageMaker>(
        &self,
        runtime: &R,
        decoder: &RefCell<Decoder>,
        maker: &mut M,
    ) -> Result<Option<M::Output>, Ended<R::Thrown>> {
        let next = self.pagination.borrow().next_page();
        let Some(page) = next? else { return Ok(None) };
        let number = self.next_number.replace(self.next_number.get() + 1);
        let asked = Asked { options: &self.options, page: &page, walk: self.number, number };
        let pagination = Some(&self.pagination);
        let mut receiver = ListReceiver { asked, decoder, maker, pagination };
        exchange(runtime, asked, &mut receiver).await.map(Some)
    }
}

/// Ask for the page of a cursor alone: a walk of its own with one page.
///
/// # Errors
///
/// As [`exchange`], and a [`PaginationError`] for the cursor of a link that can't be followed.
pub async fn single_page<R: Runtime, M: PageMaker>(
    runtime: &R,
    options: &ClientOptions,
    cursor: &Cursor,
    (walk, number): (u32, u32),
    decoder: &RefCell<Decoder>,
    maker: &mut M,
) -> Result<M::Output, Ended<R::Thrown>> {
    let page = match cursor {
        Cursor::Page(page) => page,
        Cursor::BadLink => {
            return Err(Stop { error: PaginationError::BadLink, cursor: None }.into());
        }
    };
    let asked = Asked { options, page, walk, number };
    exchange(runtime, asked, &mut ListReceiver { asked, decoder, maker, pagination: None }).await
}

struct ListReceiver<'r, M> {
    asked: Asked<'r>,
    decoder: &'r RefCell<Decoder>,
    maker: &'r mut M,
    /// None for a page alone.
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
        let page = read_page(&mut decoder, body, self.asked.options, secrets)?;
        let (profiles, issues) = (page.page.columns.count, page.page.issues.len());
        let arrived = arrive(self.pagination, self.asked.page, &page);
        let output = arrived.map(|handed_out| {
            let cursor = Cursor::Page(self.asked.page.clone());
            let response = facts.clone();
            self.maker.make(&page, PageFacts { cursor, handed_out, response })
        });
        Ok(Received { output, profiles, issues })
    }
}

/// How many of a page's profiles are handed out.
fn arrive(
    pagination: Option<&RefCell<Pagination>>,
    query: &PageQuery,
    page: &ListPage<'_>,
) -> Result<usize, Stop> {
    let profiles = page.page.columns.count;
    let Some(pagination) = pagination else { return Ok(profiles) };
    let arrival = Arrival {
        profiles: profiles as u64,
        digest: digest_of_sids(&page.page),
        next: page.next.clone(),
    };
    let handed_out = pagination.borrow_mut().arrive(query, arrival)?;
    Ok(usize::try_from(handed_out).unwrap_or(profiles))
}
