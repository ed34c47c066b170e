//! What is wrong with the options of a call, and every message about it.

use std::fmt;

use thiserror::Error;

use crate::options::{OptionName, OptionValue, Takes};
use crate::values::{SidPrefix, Status};

/// A call that can't be right: which option, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("option {option}: {problem}")]
pub struct OptionsError {
    option: String,
    problem: OptionsProblem,
}

impl OptionsError {
    /// An error of one option.
    pub fn new(option: &str, problem: impl Into<OptionsProblem>) -> Self {
        Self { option: option.to_owned(), problem: problem.into() }
    }

    /// A value that an option does not take. What may be private is described by its type alone.
    pub fn unexpected(option: OptionName, value: &OptionValue) -> Self {
        let expected = option.takes();
        let got = match value {
            OptionValue::String(_) => Got::value(value),
            // Which string no request carries is for its sender to know.
            OptionValue::IllFormedString if expected == Takes::Text => Got::value(value),
            _ if option.is_private() => Got::type_of(value),
            _ => Got::value(value),
        };
        Self::new(option.as_str(), OptionsProblem::Unexpected { expected, got })
    }

    /// The argument of a call that is no object of options.
    pub fn argument(value: &OptionValue) -> Self {
        Self::new("options", OptionsProblem::Argument { got: Got::type_of(value) })
    }

    /// The body of `parseCustomerProfilePage` that is neither a string nor bytes.
    pub fn body(value: &OptionValue) -> Self {
        Self::new("body", OptionsProblem::Body { got: Got::type_of(value) })
    }

    /// The argument of `fetchCustomerProfile` that is no SID of a profile.
    pub fn sid(value: &OptionValue) -> Self {
        let expected = Takes::Sid(SidPrefix::CustomerProfile);
        Self::new("sid", OptionsProblem::Unexpected { expected, got: Got::type_of(value) })
    }

    /// The option's name, as the caller wrote it.
    pub fn option(&self) -> &str {
        &self.option
    }

    /// What is wrong with it.
    pub fn into_problem(self) -> OptionsProblem {
        self.problem
    }
}

/// What is wrong with an option.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum OptionsProblem {
    /// A value that the option does not take.
    #[error("expected {expected}, got {got}")]
    Unexpected {
        /// What it takes.
        expected: Takes,
        /// What came.
        got: Got,
    },
    /// No object of options.
    #[error("expected an object, got {got}")]
    Argument {
        /// What came.
        got: Got,
    },
    /// A body of another type.
    #[error("expected a Uint8Array, an ArrayBuffer or a string, got {got}")]
    Body {
        /// What came.
        got: Got,
    },
    /// A name that the call does not know.
    #[error("unknown name{}", .suggestion.as_ref().map(Suggestion::to_string).unwrap_or_default())]
    UnknownName {
        /// What may be meant.
        suggestion: Option<Suggestion>,
    },
    /// An option of another call.
    #[error("this option belongs to {call}")]
    OfAnotherCall {
        /// The public name of that call.
        call: &'static str,
    },
    /// A filter or a page size that stands beside a cursor.
    #[error("a cursor carries the filters and the page size: leave out {}", .beside.as_str())]
    BesideCursor {
        /// What a cursor carries itself.
        beside: OptionName,
    },
    /// Credentials that every visitor could read.
    #[error(
        "a browser shows credentials to whoever opens the page: leave them out and let baseUrl name a server that adds \
         them, or set dangerouslyAllowBrowserCredentials"
    )]
    CredentialsInBrowser,
    /// Credentials that the network could read.
    #[error(
        "credentials are sent over https only, or over http to localhost, 127.0.0.0/8 and [::1], unless \
         dangerouslyAllowHttp is set"
    )]
    CredentialsOverHttp,
    /// A base that is none.
    #[error(transparent)]
    BaseUrl(#[from] BaseUrlProblem),
    /// What is inside of credentials.
    #[error(transparent)]
    Credentials(#[from] CredentialsProblem),
}

/// Why a URL is no base of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BaseUrlProblem {
    /// A URL without an authority.
    #[error("expected an http or https URL")]
    NotHttp,
    /// Another scheme.
    #[error("expected an http or https URL, got one of another scheme")]
    OtherScheme,
    /// A query or a fragment.
    #[error("expected a URL without a query and a fragment")]
    QueryOrFragment,
    /// A user name or a password.
    #[error("expected a URL without user info: credentials have an option of their own")]
    UserInfo,
    /// No host.
    #[error("expected a URL with a host")]
    NoHost,
    /// A relative reference where there is no page.
    #[error(
        "expected an absolute URL: a relative one is resolved in pages and their workers alone"
    )]
    Relative,
}

/// What is wrong inside of credentials. No value is part of it: each may be a secret.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CredentialsProblem {
    /// One of the parts.
    #[error("{part}{problem}")]
    Part {
        /// Its name.
        part: &'static str,
        /// What is wrong with it.
        problem: PartProblem,
    },
    /// A name that resembles one of the parts, or has a meaning elsewhere.
    #[error("{name}: unknown name{suggestion}")]
    UnknownName {
        /// As the caller wrote it.
        name: String,
        /// What may be meant.
        suggestion: Suggestion,
    },
    /// Any other name, which may be a secret in the wrong position.
    #[error("unknown name; expected {{ username, password }} or {{ bearerToken }}")]
    OddName,
    /// No part at all.
    #[error("expected {{ username, password }} or {{ bearerToken }}")]
    Empty,
    /// Parts of both kinds.
    #[error("expected a user name and a password, or a bearer token, not both")]
    Both,
}

/// What is wrong with a part of credentials.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PartProblem {
    /// Another type than a string.
    #[error(": expected a string, got {0}")]
    NoString(Got),
    /// A string that is not Unicode.
    #[error(": expected a string without lone surrogates")]
    IllFormed,
    /// It is not there, but its partner is.
    #[error(" is missing")]
    Missing,
    /// A string without a character.
    #[error(" must not be empty")]
    Empty,
    /// RFC 7617, section 2.
    #[error(" must not hold control characters")]
    ControlCharacters,
    /// RFC 7617, section 2: a colon ends the user name.
    #[error(" must not hold a colon")]
    Colon,
    /// What no header carries.
    #[error(" must be visible ASCII characters, at least one")]
    NotVisible,
}

/// What may be meant by an unknown name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("; did you mean {0}?")]
pub struct Suggestion(
    /// A known name, or how credentials are written.
    pub &'static str,
);

/// What came, in words that repeat no string of the caller's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Got {
    /// By its type.
    Type(&'static str),
    /// By its value.
    Boolean(bool),
    /// By its value.
    Number(f64),
}

impl Got {
    /// A value that is private to nobody.
    pub const fn value(value: &OptionValue) -> Self {
        match value {
            OptionValue::Boolean(boolean) => Self::Boolean(*boolean),
            OptionValue::Number(number) => Self::Number(*number),
            OptionValue::String(string) if string.is_empty() => Self::Type("an empty string"),
            OptionValue::IllFormedString => Self::Type("a string with a lone surrogate"),
            OptionValue::InvalidUrl => Self::Type("a string that is no URL"),
            _ => Self::type_of(value),
        }
    }

    /// A value by its type alone, with its article.
    pub const fn type_of(value: &OptionValue) -> Self {
        Self::Type(match value {
            OptionValue::Undefined => "undefined",
            OptionValue::Null => "null",
            OptionValue::Boolean(_) => "a boolean",
            OptionValue::Number(_) => "a number",
            OptionValue::BigInt => "a bigint",
            OptionValue::Symbol => "a symbol",
            OptionValue::Function => "a function",
            OptionValue::Array => "an array",
            OptionValue::Object(_) => "an object",
            OptionValue::Signal => "an AbortSignal",
            OptionValue::String(_)
            | OptionValue::IllFormedString
            | OptionValue::Url(_)
            | OptionValue::InvalidUrl
            | OptionValue::RelativeUrl => "a string",
        })
    }
}

impl fmt::Display for Got {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(words) => f.write_str(words),
            Self::Boolean(boolean) => write!(f, "{boolean}"),
            Self::Number(number) if number.is_nan() => f.write_str("NaN"),
            Self::Number(number) if number.is_infinite() => {
                f.write_str(if *number > 0.0 { "Infinity" } else { "-Infinity" })
            }
            Self::Number(number) if number.abs() > crate::options::MAX_SAFE_INTEGER => {
                f.write_str("a huge number")
            }
            Self::Number(number) if number.fract() != 0.0 => {
                f.write_str("a number with a fraction")
            }
            // By an integer's digits: those of a floating-point number are 20 kB of WebAssembly.
            Self::Number(number) => write!(f, "{}", *number as i64),
        }
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials => f.write_str(
                "{ username, password }, { bearerToken }, or a function that gives one of them",
            ),
            Self::Url => f.write_str("an http or https URL"),
            Self::Function => f.write_str("a function"),
            Self::Whole { from, to } => write!(f, "a whole number from {from} to {to}"),
            Self::WholeOrInfinity => f.write_str("a whole number from 1, or Infinity"),
            Self::Boolean => f.write_str("true or false"),
            Self::Text => f.write_str("a string that is not empty"),
            Self::Label { longest } => {
                write!(f, "a string of 1 to {longest} characters without control characters")
            }
            Self::Status => f.write_str(Status::EXPECTED),
            Self::Validation => f.write_str("\"report\" or \"strict\""),
            Self::Sid(prefix) => write!(f, "a SID: {} and 32 hexadecimal digits", prefix.as_str()),
            Self::Instant => f.write_str("an RFC 3339 date and time"),
            Self::Cursor => f.write_str("a cursor that a page or an error gave"),
            Self::Signal => f.write_str("an AbortSignal"),
        }
    }
}
