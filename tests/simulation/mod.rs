//! A simulated runtime: a clock that jumps from timer to timer, and a server that holds a list of profiles and fails as a
//! script says. Whole lists with their waits run in no time.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use trusthub_profiles::credentials::Credentials;
use trusthub_profiles::cursor::Cursor;
use trusthub_profiles::decode::Decoder;
use trusthub_profiles::error::NetworkError;
use trusthub_profiles::event::Event;
use trusthub_profiles::exchange::Ended;
use trusthub_profiles::network::{Connection, ThrownFacts};
use trusthub_profiles::options::{ClientOptions, ListOptions};
use trusthub_profiles::page::ListPage;
use trusthub_profiles::runtime::{BodyEnd, Broken, Head, NoCredentials, Request, Runtime};
use trusthub_profiles::walk::{PageFacts, Walk, Way};

/// What the server does with one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// Milliseconds until the response's head comes.
    pub(crate) after: u32,
    pub(crate) what: What,
    /// Milliseconds between the body's two halves.
    pub(crate) body_takes: u32,
}

#[derive(Clone, Debug, Default)]
pub(crate) enum What {
    /// The page that was asked for.
    #[default]
    Page,
    /// A refusal.
    Status { status: u16, retry_after: Option<&'static str>, body: &'static str },
    /// Some other body with status 200.
    Body(&'static str),
    /// The page, of which half comes before the connection breaks.
    HalfAPage,
    /// The page, of which half comes, and then nothing.
    StalledPage,
    /// No connection.
    Refused,
    /// What `fetch` returned is no response.
    NotAResponse,
    /// Nothing, for ever.
    Silence,
}

impl From<What> for Answer {
    fn from(what: What) -> Self {
        Self { what, ..Self::default() }
    }
}

/// A request that came, and when.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) at: f64,
    pub(crate) request: Request,
}

/// The clock, the server, the caller.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) now: Cell<u64>,
    pub(crate) timers: RefCell<BTreeSet<u64>>,
    /// How many profiles the list holds, and how many a page holds unless it was asked for another size.
    pub(crate) profiles: usize,
    pub(crate) script: RefCell<VecDeque<Answer>>,
    pub(crate) requests: RefCell<Vec<Seen>>,
    /// Requests that neither ended nor were aborted.
    pub(crate) open: Cell<i32>,
    pub(crate) events: RefCell<Vec<(f64, serde_json::Value)>>,
    pub(crate) abort_at: Cell<Option<u64>>,
    /// A listener that aborts at an event of this type.
    pub(crate) abort_on: Option<&'static str>,
    pub(crate) credentials: RefCell<VecDeque<Result<Credentials, NoCredentials<String>>>>,
    /// Milliseconds that the credentials function takes.
    pub(crate) credentials_take: u32,
    pub(crate) random: f64,
    pub(crate) unix: f64,
}

pub(crate) const REASON: &str = "the caller's reason";
pub(crate) const PAGE_SIZE: usize = 2;

pub(crate) fn sid(index: usize) -> String {
    format!("BU{index:032x}")
}

impl World {
    pub(crate) fn new(profiles: usize, script: impl IntoIterator<Item = Answer>) -> Self {
        let script = RefCell::new(script.into_iter().collect());
        Self { profiles, script, random: 1.0, ..Self::default() }
    }

    pub(crate) fn elapsed(&self) -> f64 {
        self.now.get() as f64
    }

    fn until(&self, due: u64) -> impl Future<Output = ()> {
        poll_fn(move |_| {
            if self.now.get() >= due {
                return Poll::Ready(());
            }
            self.timers.borrow_mut().insert(due);
            Poll::Pending
        })
    }

    fn after(&self, milliseconds: u32) -> impl Future<Output = ()> {
        self.until(self.now.get() + u64::from(milliseconds))
    }

    /// Run to the end; fails where nothing is left to wait for.
    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.run_until(future, u64::MAX).expect("it waits for nothing")
    }

    /// Run to the end or up to a time, at which the future is dropped.
    pub(crate) fn run_until<T>(&self, future: impl Future<Output = T>, end: u64) -> Option<T> {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return Some(value);
            }
            let next = self.timers.borrow_mut().pop_first()?;
            if next > end {
                return None;
            }
            self.now.set(self.now.get().max(next));
        }
    }

    /// The body of the page that a URL asks for.
    fn page(&self, url: &str) -> String {
        let parameter = |name: &str| {
            let query = url.split_once('?').map_or("", |(_, query)| query);
            query.split('&').find_map(|it| it.strip_prefix(name)?.parse::<usize>().ok())
        };
        let start = parameter("PageToken=PT").unwrap_or(0);
        let size = parameter("PageSize=").unwrap_or(PAGE_SIZE);
        let end = self.profiles.min(start + size);
        let results: Vec<_> =
            (start..end).map(|at| format!(r#"{{"sid":"{}"}}"#, sid(at))).collect();
        let next = if end < self.profiles {
            format!(
                r#""https://trusthub.twilio.com/v1/CustomerProfiles?PageSize={size}&Page=1&PageToken=PT{end}""#
            )
        } else {
            "null".to_owned()
        };
        format!(r#"{{"results":[{}],"meta":{{"next_page_url":{next}}}}}"#, results.join(","))
    }
}

/// A response of which the body comes in two halves.
pub(crate) struct Response<'w> {
    world: &'w World,
    body: Vec<u8>,
    takes: u32,
    ends: Ends,
    came: Cell<usize>,
    is_whole: Cell<bool>,
}

enum Ends {
    Whole,
    Broken,
    Never,
}

impl Drop for Response<'_> {
    fn drop(&mut self) {
        self.world.open.set(self.world.open.get() - 1);
    }
}

/// A request under way; to drop it aborts it.
struct Open<'w>(Option<&'w World>);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if let Some(world) = self.0 {
            world.open.set(world.open.get() - 1);
        }
    }
}

impl<'w> Runtime for &'w World {
    type Thrown = String;
    type Response = Response<'w>;

    async fn credentials(&self) -> Result<Credentials, NoCredentials<String>> {
        self.after(self.credentials_take).await;
        self.credentials.borrow_mut().pop_front().expect("credentials for each attempt")
    }

    async fn send(&self, request: &Request) -> Result<(Head, Response<'w>), Broken<String>> {
        let world: &'w World = self;
        self.requests.borrow_mut().push(Seen { at: self.elapsed(), request: request.clone() });
        self.open.set(self.open.get() + 1);
        let mut open = Open(Some(world));
        let Answer { after, what, body_takes } =
            self.script.borrow_mut().pop_front().unwrap_or_default();
        self.after(after).await;
        let broken = |error| Broken { error, cause: Some("thrown".to_owned()) };
        let mut head = Head { status: 200, request_id: Some("RQ1".to_owned()), ..Head::default() };
        let (body, ends) = match what {
            What::Page => (self.page(&request.url), Ends::Whole),
            What::HalfAPage => (self.page(&request.url), Ends::Broken),
            What::StalledPage => (self.page(&request.url), Ends::Never),
            What::Body(body) => (body.to_owned(), Ends::Whole),
            What::Status { status, retry_after, body } => {
                head.status = status;
                head.retry_after = retry_after.map(ToOwned::to_owned);
                (body.to_owned(), Ends::Whole)
            }
            What::Refused => {
                let facts = ThrownFacts {
                    codes: vec!["ECONNREFUSED".to_owned()],
                    ..ThrownFacts::default()
                };
                return Err(broken(NetworkError::Connection(Connection::classify(&facts))));
            }
            What::NotAResponse => return Err(broken(NetworkError::NotAResponse)),
            What::Silence => {
                std::future::pending::<()>().await;
                return Err(broken(NetworkError::NotAResponse));
            }
        };
        open.0 = None;
        let (came, is_whole) = (Cell::new(0), Cell::new(false));
        let body = body.into_bytes();
        Ok((head, Response { world, body, takes: body_takes, ends, came, is_whole }))
    }

    async fn read(&self, response: &Response<'w>, limit: u32) -> BodyEnd<String> {
        let half = response.body.len() / 2;
        for (end, waits) in [(half, false), (response.body.len(), true)] {
            if waits {
                self.after(response.takes).await;
                match response.ends {
                    Ends::Whole => {}
                    Ends::Never => std::future::pending().await,
                    Ends::Broken => {
                        let error =
                            NetworkError::Connection(Connection::broken(&ThrownFacts::default()));
                        return BodyEnd::Broken(Broken { error, cause: None });
                    }
                }
            }
            if end > limit as usize {
                return BodyEnd::TooLarge;
            }
            response.came.set(end);
        }
        response.is_whole.set(true);
        BodyEnd::Whole
    }

    fn with_body<T>(&self, response: &Response<'w>, work: impl FnOnce(&[u8]) -> T) -> T {
        work(&response.body[..response.came.get()])
    }

    async fn sleep(&self, milliseconds: u32) {
        self.after(milliseconds).await;
    }

    fn now(&self) -> f64 {
        self.elapsed()
    }

    fn unix_now(&self) -> f64 {
        self.unix + self.elapsed()
    }

    fn random(&self) -> f64 {
        self.random
    }

    fn abort_reason(&self) -> Option<String> {
        let is_aborted = self.abort_at.get().is_some_and(|at| at <= self.now.get());
        is_aborted.then(|| REASON.to_owned())
    }

    async fn aborted(&self) -> String {
        poll_fn(|_| match self.abort_at.get() {
            Some(at) if at <= self.now.get() => Poll::Ready(REASON.to_owned()),
            Some(at) => {
                self.timers.borrow_mut().insert(at);
                Poll::Pending
            }
            None => Poll::Pending,
        })
        .await
    }

    fn emit(&self, event: &Event<'_>) {
        let event = serde_json::to_value(event).unwrap();
        if self.abort_on.is_some_and(|name| event["type"] == name) {
            self.abort_at.set(Some(self.now.get()));
        }
        self.events.borrow_mut().push((self.elapsed(), event));
    }
}

/// A page as the tests keep it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kept {
    pub(crate) sids: Vec<String>,
    pub(crate) facts: PageFacts,
    pub(crate) next: Option<Cursor>,
}

/// Keeps of a page what is handed out of it.
pub(crate) fn keep(page: &ListPage<'_>, facts: PageFacts) -> Kept {
    let sids = format!("[{}]", String::from_utf8_lossy(page.page.columns.sids()));
    let sids: Vec<Option<String>> = serde_json::from_str(&sids).unwrap();
    let sids = sids.into_iter().take(facts.handed_out).map(Option::unwrap_or_default).collect();
    Kept { sids, facts, next: page.next.clone() }
}

/// A whole walk: the pages that came, and how it ended.
pub(crate) async fn walk(
    world: &World,
    client: ClientOptions,
    list: ListOptions,
) -> (Vec<Kept>, Result<(), Ended<String>>) {
    let pages = RefCell::new(Vec::new());
    let end = walk_into(world, client, list, &pages).await;
    (pages.into_inner(), end)
}

/// A walk whose pages are kept as they come.
pub(crate) async fn walk_into(
    world: &World,
    client: ClientOptions,
    list: ListOptions,
    pages: &RefCell<Vec<Kept>>,
) -> Result<(), Ended<String>> {
    let walk = Walk::new(client, Way::through(&list), 1, 0);
    let decoder = RefCell::new(Decoder::new());
    loop {
        match walk.next_page(&world, &decoder, &mut keep).await? {
            Some(page) => pages.borrow_mut().push(page),
            None => return Ok(()),
        }
    }
}
