//! Why a handler's visitor gets no page, and every message about it.

use thiserror::Error;

use super::{OptionsProblem, Suggestion};

/// Why a visitor gets no page. No value is repeated.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Refusal {
    /// Another path than the list's.
    #[error("there is nothing here but GET …/v1/CustomerProfiles")]
    Path,
    /// Neither GET nor HEAD.
    #[error("expected GET or HEAD")]
    Method,
    /// A request that Fetch cannot express: nothing can be made of it to ask the handler with.
    #[error("expected a method and an address that a Fetch Request takes")]
    Malformed,
    /// A query that no page of the API has.
    #[error("the query is longer than {max} bytes")]
    QueryTooLong {
        /// The longest that is taken.
        max: usize,
    },
    /// What a URL parser would drop in silence.
    #[error("the query holds control characters")]
    ControlCharacters,
    /// A parameter that is not as the API has it.
    #[error("parameter {name}: {problem}")]
    Parameter {
        /// Its name, or `…` where that is no name.
        name: String,
        /// What is wrong with it.
        problem: ParameterProblem,
    },
    /// A later page by its number alone.
    #[error("parameter Page: expected its PageToken beside it")]
    PageWithoutToken,
    /// The caller's function did not let the visitor in.
    #[error("the server did not allow this request")]
    NotAllowed,
    /// A refusal of the API's that is not there whole.
    #[error("the API answered {status}, with a body that can't be passed on")]
    Incomplete {
        /// The API's.
        status: u16,
    },
    /// The API refused the server's own credentials.
    #[error(
        "the API answered {status}: it refused the credentials of this server; whoever runs it finds the error in its log"
    )]
    CredentialsRefused {
        /// The API's.
        status: u16,
        /// Twilio's.
        code: Option<u64>,
    },
    /// The API gave nothing to pass on.
    #[error("{message}")]
    NoAnswer {
        /// 502 or 504.
        status: u16,
        /// The failure's.
        message: String,
    },
    /// Nobody reads this. The status is nginx's for the same.
    #[error("the visitor is gone")]
    Gone,
    /// The server's own fault, of which its visitors learn no more.
    #[error("the server failed")]
    Fault,
}

/// What is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ParameterProblem {
    /// The API does not have it.
    #[error("unknown name{}", .suggestion.as_ref().map(Suggestion::to_string).unwrap_or_default())]
    UnknownName {
        /// What may be meant.
        suggestion: Option<Suggestion>,
    },
    /// It stands there more than once.
    #[error("expected it once, it came twice")]
    Repeated,
    /// A value that can't be decoded.
    #[error("expected percent-encoded UTF-8")]
    Encoding,
    /// It breaks the rule of the option that it stands for.
    #[error(transparent)]
    Option(#[from] OptionsProblem),
    /// `Page`.
    #[error("expected a whole number from 0")]
    PageNumber,
    /// `PageToken`.
    #[error("expected the token of a link that the API gave")]
    PageToken,
}

impl Refusal {
    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Path => 404,
            Self::Method => 405,
            Self::QueryTooLong { .. } => 414,
            Self::Malformed
            | Self::ControlCharacters
            | Self::Parameter { .. }
            | Self::PageWithoutToken => 400,
            Self::NotAllowed => 403,
            Self::CredentialsRefused { .. } => 502,
            Self::Incomplete { status } | Self::NoAnswer { status, .. } => *status,
            Self::Gone => 499,
            Self::Fault => 500,
        }
    }

    /// Twilio's code, where it has one: a code of another meaning would send people astray.
    pub const fn code(&self) -> Option<u64> {
        match self {
            Self::Path => Some(20404),
            Self::Method => Some(20004),
            Self::ControlCharacters | Self::Parameter { .. } => Some(20001),
            Self::PageWithoutToken => Some(70002),
            Self::CredentialsRefused { code, .. } => *code,
            Self::Malformed
            | Self::QueryTooLong { .. }
            | Self::NotAllowed
            | Self::Incomplete { .. }
            | Self::NoAnswer { .. }
            | Self::Gone
            | Self::Fault => None,
        }
    }
}
