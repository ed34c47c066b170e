//! Events: facts alone. No header, no query and no value of a body is in one.

use serde::Serialize;

use crate::error::Kind;

/// Something happened to an attempt. Each begins with a request and ends with exactly one failure or page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event<'e> {
    /// What happened.
    #[serde(flatten)]
    pub what: What<'e>,
    /// To which attempt.
    #[serde(flatten)]
    pub at: Position<'e>,
}

/// Which attempt it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position<'e> {
    /// The client's label.
    pub label: Option<&'e str>,
    /// Which walk of the client, from 1; a single page is a walk.
    pub walk: u32,
    /// Which page of it, from 0.
    pub page: u32,
    /// Which attempt at the page, from 1.
    pub attempt: u32,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum What<'e> {
    /// A request is sent.
    Request,
    /// The head of a response came.
    Response {
        /// The HTTP status.
        status: u16,
        /// Milliseconds since the attempt began.
        elapsed_ms: f64,
        /// `Twilio-Request-Id`, without credentials.
        request_id: Option<&'e str>,
    },
    /// The attempt failed.
    Failure {
        /// Why.
        reason: Reason,
        /// The HTTP status, where one came.
        status: Option<u16>,
        /// Twilio's code, where one came.
        code: Option<u64>,
        /// Milliseconds since the attempt began.
        elapsed_ms: f64,
        /// `Twilio-Request-Id`, without credentials.
        request_id: Option<&'e str>,
        /// Whether there will be another attempt.
        will_retry: bool,
    },
    /// Another attempt follows.
    Retry {
        /// After so many milliseconds.
        wait_ms: f64,
        /// Whether the API's `Retry-After` made the wait what it is.
        is_retry_after: bool,
        /// Why the attempt failed.
        reason: Kind,
    },
    /// A page came.
    Page {
        /// How many profiles it holds.
        profiles: usize,
        /// How many of its values are not as the API promises.
        issues: usize,
        /// Its body's length.
        bytes: usize,
        /// Milliseconds since the attempt began.
        elapsed_ms: f64,
        /// `Twilio-Request-Id`, without credentials.
        request_id: Option<&'e str>,
    },
}

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Reason {
    /// As the error says.
    Failed(Kind),
    /// The caller ended it.
    Aborted(Abort),
}

/// The caller ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Abort {
    /// `abort`
    Abort,
}
