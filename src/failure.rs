//! Why a call fails, in kinds that a caller can act on. Texts hold no credential, no query and no value of a body.

use std::fmt;

use crate::api_error::ApiError;
pub use crate::error::OptionsError;
use crate::texts::{Joined, decimal};

/// Which clock ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeoutScope {
    /// One attempt's headers and body.
    Attempt,
    /// One page with its retries and waits.
    Total,
}

impl TimeoutScope {
    /// Its public name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attempt => "attempt",
            Self::Total => "total",
        }
    }
}

/// Why a walk through the pages can't go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaginationError {
    /// The pages repeat.
    Loop,
    /// A link that can't be followed.
    BadLink,
    /// There are more pages than the walk may have.
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
            Self::BadLink => "bad-link",
            Self::TooManyPages { .. } => "too-many-pages",
        }
    }

    fn message(self) -> String {
        match self {
            Self::Loop => "the list loops: a page came again, so its end would never come".to_owned(),
            Self::BadLink => {
                "the page's next link can't be followed: it names no page of this list, so the list is cut short here"
                    .to_owned()
            }
            Self::TooManyPages { max } => [
                "the list has more than ",
                &decimal(max),
                " pages: raise maxPages, or resume at this error's cursor",
            ]
            .joined(),
        }
    }
}

/// Why a request brought no page.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// An option, or what a credentials function gave.
    Options(OptionsError),
    /// A status outside 2xx.
    Api(ApiError),
    /// No response, or none to its end.
    Network {
        /// What happened.
        message: String,
        /// Whether it may go well another time.
        is_retryable: bool,
    },
    /// A clock ran out.
    Timeout {
        /// Which one.
        scope: TimeoutScope,
        /// What it was set to.
        milliseconds: u32,
    },
    /// A 2xx that is no page.
    Response {
        /// Why it is none.
        message: String,
    },
    /// The list can't go on.
    Pagination(PaginationError),
}

impl From<OptionsError> for Failure {
    fn from(error: OptionsError) -> Self {
        Self::Options(error)
    }
}

impl Failure {
    /// Its public name.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Options(_) => "options",
            Self::Api(_) => "api",
            Self::Network { .. } => "network",
            Self::Timeout { .. } => "timeout",
            Self::Response { .. } => "response",
            Self::Pagination(_) => "pagination",
        }
    }

    /// Whether the same request may succeed later.
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => error.is_retryable(),
            Self::Network { is_retryable, .. } => *is_retryable,
            Self::Timeout { .. } => true,
            Self::Options(_) | Self::Response { .. } | Self::Pagination(_) => false,
        }
    }

    /// What happened, and what to do where that can be said.
    // Texts are joined, here and in all that is compiled for the package: what formats them otherwise takes several
    // kilobytes of WebAssembly.
    pub fn message(&self) -> String {
        match self {
            Self::Options(error) => error.message(),
            Self::Api(error) => error.message(),
            Self::Network { message, .. } | Self::Response { message } => message.clone(),
            Self::Timeout { scope, milliseconds } => {
                let (start, end) = match scope {
                    TimeoutScope::Attempt => ("no complete response within ", " ms (timeoutMs)"),
                    TimeoutScope::Total => {
                        ("no page within ", " ms, retries and waits included (totalTimeoutMs)")
                    }
                };
                [start, &decimal((*milliseconds).into()), end].joined()
            }
            Self::Pagination(error) => error.message(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Failure {}
