//! Pagination: which page of a walk comes next, how much of it is handed out, and when the walk must not go on.

use crate::cursor::Cursor;
use crate::decode::Page;
use crate::error::PaginationError;
use crate::exchange::Stop;
use crate::options::ListOptions;
use crate::query::PageQuery;

/// The state of one walk.
#[derive(Debug)]
pub struct Pagination {
    next: Option<Cursor>,
    /// In order: a tree's code takes two kilobytes, and an insertion the time of copying a few.
    followed: Vec<PageQuery>,
    max_pages: Option<u64>,
    remaining: Option<u64>,
    previous: Option<PreviousPage>,
}

#[derive(Debug)]
struct PreviousPage {
    digest: u64,
    repeats: u32,
}

/// What a walk needs to know of a page that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// How many profiles came.
    pub profiles: u64,
    /// Stands for their SIDs in order; `None` where one has none.
    pub digest: Option<u64>,
    /// The page after.
    pub next: Option<Cursor>,
}

impl Pagination {
    /// A walk from where the options say.
    pub fn new(options: &ListOptions) -> Self {
        let start = options.cursor.clone().unwrap_or_else(|| Cursor::Page(options.first_page()));
        Self {
            next: Some(start),
            followed: Vec::new(),
            max_pages: options.max_pages,
            remaining: options.limit,
            previous: None,
        }
    }

    /// Whether another page would be asked for.
    pub fn goes_on(&self) -> bool {
        self.next.is_some() && self.remaining != Some(0)
    }

    /// The page to ask for next; `None` at the end of the list, or of the limit. Until it arrived it stays the next one, so
    /// that to ask again after a failure is not the end of the list.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the way on is none: a link that can't be followed, or was followed before, or one page too many.
    pub fn next_page(&self) -> Result<Option<PageQuery>, Stop> {
        let Some(next) = self.next.as_ref().filter(|_| self.goes_on()) else { return Ok(None) };
        let page = match next {
            Cursor::Page(page) => page,
            Cursor::BadLink => return Err(no_way(PaginationError::BadLink)),
            Cursor::MissingLink => return Err(no_way(PaginationError::MissingLink)),
        };
        let stop = |error| Err(Stop { error, cursor: Some(Cursor::Page(page.clone())) });
        if self.followed.binary_search(page).is_ok() {
            return stop(PaginationError::Loop);
        }
        if let Some(max) = self.max_pages.filter(|max| self.followed.len() as u64 >= *max) {
            return stop(PaginationError::TooManyPages { max });
        }
        Ok(Some(page.clone()))
    }

    /// Take note of the page that was asked for; returns how many of its profiles are handed out.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the profiles are those of the page before, under another link.
    pub fn arrive(&mut self, page: &PageQuery, arrival: Arrival) -> Result<u64, Stop> {
        if self.repeats_too_often(&arrival) {
            let cursor = Some(Cursor::Page(page.clone()));
            return Err(Stop { error: PaginationError::Loop, cursor });
        }
        if let Err(position) = self.followed.binary_search(page) {
            self.followed.insert(position, page.clone());
        }
        self.next = arrival.next;
        let Some(remaining) = &mut self.remaining else { return Ok(arrival.profiles) };
        let handed_out = arrival.profiles.min(*remaining);
        *remaining -= handed_out;
        Ok(handed_out)
    }

    fn repeats_too_often(&mut self, arrival: &Arrival) -> bool {
        // An empty page between changes nothing.
        if arrival.profiles == 0 {
            return false;
        }
        let Some(digest) = arrival.digest else {
            self.previous = None;
            return false;
        };
        let repeats = match &self.previous {
            Some(previous) if previous.digest == digest => previous.repeats + 1,
            _ => 0,
        };
        self.previous = Some(PreviousPage { digest, repeats });
        // A profile that is created during a walk moves the others on by one: a page of one may come twice.
        let allowed = if arrival.profiles == 1 { 1 } else { 0 };
        repeats > allowed
    }
}

/// Why a link leads nowhere; there is nothing to resume at.
const fn no_way(error: PaginationError) -> Stop {
    Stop { error, cursor: None }
}

/// Stands for a page's SIDs in their order, by a number that JavaScript holds exactly (53 bits); `None` where a profile
/// has none.
pub fn digest_of_sids(page: &Page<'_>) -> Option<u64> {
    // FxHash by 64 bits. The standard library's hash is made for keys that attackers choose, and takes five times as
    // long; an account's own SIDs need only differ.
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let (words, rest) = page.columns.all_sids()?.as_chunks();
    let mut last = [0; 8];
    for (byte, left) in last.iter_mut().zip(rest) {
        *byte = *left;
    }
    let hash = words.iter().chain([&last]).fold(0_u64, |hash, word| {
        (hash.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR)
    });
    Some(hash >> 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(name: &str) -> Option<Cursor> {
        Cursor::parse(&format!("page:?PageToken={name}"))
    }

    /// Walk through pages (digest, profiles, next link) and return what was handed out, and how the walk ended.
    fn walk(
        options: &ListOptions,
        pages: &[(Option<u64>, u64, Option<Cursor>)],
    ) -> (Vec<u64>, Option<(PaginationError, Option<Cursor>)>) {
        let mut walk = Pagination::new(options);
        let mut handed_out = Vec::new();
        for (digest, profiles, next) in pages {
            let result = walk.next_page().and_then(|page| {
                let Some(page) = page else { return Ok(None) };
                let arrival = Arrival { profiles: *profiles, digest: *digest, next: next.clone() };
                walk.arrive(&page, arrival).map(Some)
            });
            match result {
                Ok(Some(count)) => handed_out.push(count),
                Ok(None) => return (handed_out, None),
                Err(stop) => return (handed_out, Some((stop.error, stop.cursor))),
            }
        }
        let end = walk.next_page();
        (handed_out, end.err().map(|stop| (stop.error, stop.cursor)))
    }

    #[test]
    fn a_walk_ends_where_no_link_is() {
        let pages = [(Some(1), 2, cursor("a")), (None, 0, cursor("b")), (Some(2), 1, None)];
        assert_eq!(walk(&ListOptions::default(), &pages), (vec![2, 0, 1], None));
    }

    #[test]
    fn a_limit_cuts_the_last_page_and_asks_for_no_more() {
        let options = ListOptions { limit: Some(3), ..ListOptions::default() };
        let pages = [(Some(1), 2, cursor("a")), (Some(2), 2, cursor("b")), (Some(3), 2, None)];
        assert_eq!(walk(&options, &pages), (vec![2, 1], None));
        // Exactly the limit: not even a link that can't be followed is looked at.
        assert_eq!(walk(&options, &[(Some(1), 3, Some(Cursor::BadLink))]), (vec![3], None));
    }

    #[test]
    fn a_link_that_was_followed_is_a_loop() {
        let pages =
            [(Some(1), 2, cursor("a")), (Some(2), 2, cursor("b")), (Some(3), 2, cursor("a"))];
        let end = Some((PaginationError::Loop, cursor("a")));
        assert_eq!(walk(&ListOptions::default(), &pages), (vec![2, 2, 2], end));
    }

    #[test]
    fn the_same_rows_under_new_links_are_a_loop() {
        let loops = |pages: &[_], expected: &[u64], at: &str| {
            let end = Some((PaginationError::Loop, cursor(at)));
            assert_eq!(walk(&ListOptions::default(), pages), (expected.to_vec(), end));
        };
        loops(&[(Some(1), 2, cursor("a")), (Some(1), 2, cursor("b"))], &[2], "a");
        // An empty page between changes nothing.
        loops(
            &[(Some(1), 2, cursor("a")), (Some(0), 0, cursor("b")), (Some(1), 2, cursor("c"))],
            &[2, 0],
            "b",
        );
        // A page of one may come twice, not thrice.
        loops(
            &[(Some(1), 1, cursor("a")), (Some(1), 1, cursor("b")), (Some(1), 1, cursor("c"))],
            &[1, 1],
            "b",
        );
    }

    #[test]
    fn pages_without_sids_are_not_compared() {
        let pages = [
            (None, 2, cursor("a")),
            (None, 2, cursor("b")),
            (Some(1), 1, cursor("c")),
            (Some(1), 1, None),
        ];
        assert_eq!(walk(&ListOptions::default(), &pages), (vec![2, 2, 1, 1], None));
    }

    #[test]
    fn a_bad_link_and_a_page_too_many_are_errors() {
        for (link, error) in [
            (Cursor::BadLink, PaginationError::BadLink),
            (Cursor::MissingLink, PaginationError::MissingLink),
        ] {
            let pages = [(Some(1), 2, Some(link))];
            assert_eq!(walk(&ListOptions::default(), &pages), (vec![2], Some((error, None))));
            assert_eq!(error.reason(), "bad-link");
            // A limit that was reached asks for no page more.
            let limited = ListOptions { limit: Some(2), ..ListOptions::default() };
            assert_eq!(walk(&limited, &pages), (vec![2], None));
        }

        let options = ListOptions { max_pages: Some(1), ..ListOptions::default() };
        let end = Some((PaginationError::TooManyPages { max: 1 }, cursor("a")));
        assert_eq!(walk(&options, &[(Some(1), 2, cursor("a"))]), (vec![2], end));
        assert_eq!(walk(&options, &[(Some(1), 2, None)]), (vec![2], None));
    }
}
