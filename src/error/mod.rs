//! Every failure of a call, and every message of one. Messages hold no credential, no query and no value of a body.

mod api;
mod connection;
mod options;
mod refusal;

use thiserror::Error;

pub use api::ApiError;
pub use options::{
    BaseUrlProblem, CredentialsProblem, Got, OptionsError, OptionsProblem, PartProblem, Suggestion,
};
pub use refusal::{ParameterProblem, Refusal};

use crate::decode::NotAPage;
use crate::issue::{Issue, IssueCode};
use crate::network::Connection;

/// Why a call failed, in kinds that a caller can act on.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum Failure {
    /// An option, or what a credentials function returned.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// A status outside 2xx.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// No response, or none to its end.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A deadline passed.
    #[error(transparent)]
    Timeout(#[from] TimeoutError),
    /// A 2xx that is no page.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// The list can't go on.
    #[error(transparent)]
    Pagination(#[from] PaginationError),
}

impl Failure {
    /// Its public name.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Options(_) => Kind::Options,
            Self::Api(_) => Kind::Api,
            Self::Network(_) => Kind::Network,
            Self::Timeout(_) => Kind::Timeout,
            Self::Response(_) => Kind::Response,
            Self::Pagination(_) => Kind::Pagination,
        }
    }

    /// What it says, after the client's name for logs.
    pub fn message(&self, label: Option<&str>) -> String {
        match label {
            Some(label) => format!("{label}: {self}"),
            None => self.to_string(),
        }
    }
}

/// The kinds of failures, as they are public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `options`
    Options,
    /// `api`
    Api,
    /// `network`
    Network,
    /// `timeout`
    Timeout,
    /// `response`
    Response,
    /// `pagination`
    Pagination,
}

/// No response, or none to its end.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum NetworkError {
    /// `fetch` threw, or the body broke off.
    #[error("{0}")]
    Connection(Connection),
    /// `fetch` returned something else than a response.
    #[error(
        "fetch gave something that is no Response: it needs a whole number as status, and a body, arrayBuffer(), text() or json()"
    )]
    NotAResponse,
    /// `fetch` followed a redirect.
    #[error("fetch followed a redirect, although it was told not to")]
    FollowedRedirect,
}

/// Which deadline passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeoutScope {
    /// One attempt's headers and body.
    Attempt,
    /// One page with its retries and waits.
    Total,
}

/// A deadline passed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("{}", self.message())]
pub struct TimeoutError {
    /// Which one.
    pub scope: TimeoutScope,
    /// What it was set to.
    pub milliseconds: u32,
}

impl TimeoutError {
    fn message(self) -> String {
        let Self { scope, milliseconds } = self;
        match scope {
            TimeoutScope::Attempt => {
                format!("no complete response within {milliseconds} ms (timeoutMs)")
            }
            TimeoutScope::Total => format!(
                "no result within {milliseconds} ms, retries and waits included (totalTimeoutMs)"
            ),
        }
    }
}

/// A 2xx that is no page of profiles, or not the profile that was asked for.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum ResponseError {
    /// The decoder says why.
    #[error("{0}")]
    NotAPage(NotAPage),
    /// A single profile, but another one.
    #[error("the API sent another profile than the one that was asked for")]
    AnotherProfile,
    /// It was not read to its end.
    #[error("the body is larger than {limit} bytes (maxBodyBytes)")]
    TooLarge {
        /// The option `maxBodyBytes`.
        limit: u32,
    },
    /// In strict mode: values that break their rules, the first of them in the message.
    #[error(
        "{} of the body's values break the API's rules, the first at {path}: expected {expected}",
        .issues.len()
    )]
    Strict {
        /// All of them.
        issues: Vec<OwnedIssue>,
        /// Where the first is. It holds the server's own keys, of which credentials are redacted.
        path: String,
        /// What was expected there.
        expected: &'static str,
    },
    /// It would have been passed on, with credentials in it.
    #[error("the API's answer repeats the credentials")]
    RepeatsCredentials,
}

impl ResponseError {
    /// What broke the rules in strict mode.
    pub fn issues(&self) -> &[OwnedIssue] {
        match self {
            Self::Strict { issues, .. } => issues,
            _ => &[],
        }
    }
}

/// An issue that outlives its body.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnedIssue {
    /// JSON Pointer (RFC 6901) into the body.
    pub path: String,
    /// What is wrong.
    pub code: IssueCode,
    /// What was expected, in words.
    pub expected: &'static str,
    /// The value as JSON. It may hold personal data.
    pub value: Option<Vec<u8>>,
}

impl From<&Issue<'_>> for OwnedIssue {
    fn from(issue: &Issue<'_>) -> Self {
        Self {
            path: issue.path.clone(),
            code: issue.code,
            expected: issue.expected,
            value: issue.value.map(|value| value.raw().to_vec()),
        }
    }
}

/// Why a walk through the pages can't go on.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum PaginationError {
    /// The pages repeat.
    #[error("the list loops: a page came again, so its end would never come")]
    Loop,
    /// A link that can't be followed.
    #[error(
        "the page's next link can't be followed: it names no page of this list, so the list is cut short here"
    )]
    BadLink,
    /// No link, and no null in its place.
    #[error(
        "the page has no next_page_url, which is null at the end of a list, so the list is cut short here: usually a proxy on the way drops properties that are null"
    )]
    MissingLink,
    /// There are more pages than the walk may have.
    #[error("the list has more than {max} pages: raise maxPages, or resume at this error's cursor")]
    TooManyPages {
        /// The option `maxPages`.
        max: u64,
    },
}

impl PaginationError {
    /// Its public name.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Loop => "loop",
            Self::BadLink | Self::MissingLink => "bad-link",
            Self::TooManyPages { .. } => "too-many-pages",
        }
    }
}
