//! What the client needs of the runtime that it is in. `wasm` has it over `fetch` and timers, the tests over a simulated
//! server and clock.

use crate::credentials::Credentials;
use crate::error::{NetworkError, OptionsError};
use crate::event::Event;

/// A request. It is always a GET.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where it goes.
    pub url: String,
    /// The header `Authorization`.
    pub authorization: Option<String>,
}

/// What of a response is known before its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The HTTP status; 0 where a browser hides a redirect's.
    pub status: u16,
    /// `Twilio-Request-Id`
    pub request_id: Option<String>,
    /// `Retry-After`
    pub retry_after: Option<String>,
    /// `Date`
    pub date: Option<String>,
    /// `Content-Type`
    pub content_type: Option<String>,
}

impl Head {
    /// Whether the status is one of success.
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

/// Why there are no credentials.
#[derive(Clone, Debug, PartialEq)]
pub enum NoCredentials<Thrown> {
    /// What the caller's function threw.
    Thrown(Thrown),
    /// It returned something else.
    Wrong(OptionsError),
}

/// Something failed, with what was thrown where something was.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken<Thrown> {
    /// What it means.
    pub error: NetworkError,
    /// What the runtime or the caller's `fetch` threw, or returned in place of a response.
    pub cause: Option<Thrown>,
}

/// How reading a body ended.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyEnd<Thrown> {
    /// All of it came.
    Whole,
    /// It is larger than the limit: the rest is not read.
    TooLarge,
    /// It broke off.
    Broken(Broken<Thrown>),
}

/// One call's runtime: time, chance, the network, and the caller's functions and signal.
///
/// A future that is dropped ends what it stands for: the request is aborted, the timer cleared.
#[allow(async_fn_in_trait, reason = "it is used within one thread, which JavaScript has")]
pub trait Runtime {
    /// What was thrown, or a signal's reason: never looked into.
    type Thrown: Clone;
    /// A response whose body is not read yet. To drop it aborts its request, unless its body was read to its end.
    type Response;

    /// Call the caller's function for credentials.
    ///
    /// # Errors
    ///
    /// What it threw, or that it returned something else.
    async fn credentials(&self) -> Result<Credentials, NoCredentials<Self::Thrown>>;

    /// Send a request and wait for the head of its response.
    ///
    /// # Errors
    ///
    /// What the runtime threw, and what is no response.
    async fn send(&self, request: &Request)
    -> Result<(Head, Self::Response), Broken<Self::Thrown>>;

    /// Read a body up to so many bytes. What came stays, also when the future is dropped before its end.
    async fn read(&self, response: &Self::Response, limit: u32) -> BodyEnd<Self::Thrown>;

    /// What came of a body so far, for the time of a call.
    fn with_body<T>(&self, response: &Self::Response, work: impl FnOnce(&[u8]) -> T) -> T;

    /// Let time pass, in milliseconds.
    async fn sleep(&self, milliseconds: u32);

    /// Milliseconds since some moment; it never goes back.
    fn now(&self) -> f64;

    /// Milliseconds since 1970 by the machine's clock.
    fn unix_now(&self) -> f64;

    /// A number from 0 to 1.
    fn random(&self) -> f64;

    /// The reason of the caller's abort, once there was one.
    fn abort_reason(&self) -> Option<Self::Thrown>;

    /// Wait for the caller's abort; returns its reason.
    async fn aborted(&self) -> Self::Thrown;

    /// Call the caller's listener. What it throws changes nothing.
    fn emit(&self, event: &Event<'_>);
}
