//! Why a call fails, in kinds that a caller can act on. Texts hold no credential, no query and no value of a body.

use std::fmt;

use crate::api_error::ApiError;
use crate::texts::{Joined, decimal};

/// A call that can't be right: which option, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionsError {
    option: String,
    problem: String,
}

impl OptionsError {
    /// An error of one option.
    pub fn new(option: &str, problem: String) -> Self {
        Self { option: option.to_owned(), problem }
    }

    /// A value that an option doesn't take; both in words.
    pub fn expected(option: &str, expected: &str, given: &str) -> Self {
        Self::new(option, ["expected ", expected, ", got ", given].joined())
    }

    /// A name that isn't known, with the nearest of the known ones.
    pub fn unknown_name(name: &str, known: &mut dyn Iterator<Item = &str>) -> Self {
        let nearest = known
            .filter_map(|candidate| Some((differences(name, candidate)?, candidate)))
            .min_by_key(|(differences, _)| *differences);
        let suggestion =
            nearest.map(|(_, near)| near).map(|near| ["; did you mean ", near, "?"].joined());
        Self::new(name, ["unknown name", suggestion.as_deref().unwrap_or_default()].joined())
    }

    /// The option's name, as it was given.
    pub fn option(&self) -> &str {
        &self.option
    }

    /// Which option, and what is wrong.
    pub fn message(&self) -> String {
        ["option ", &self.option, ": ", &self.problem].joined()
    }
}

/// How many letters a name has too many, too few or wrong (Levenshtein's distance), whatever their case; `None` for more
/// than two, unless one name begins with the other.
fn differences(name: &str, known: &str) -> Option<usize> {
    const MOST: usize = 2;
    let (name, known) = (name.to_ascii_lowercase(), known.to_ascii_lowercase());
    if !name.is_empty() && (name.starts_with(&known) || known.starts_with(&name)) {
        return Some(name.len().abs_diff(known.len()).min(MOST));
    }
    if name.len().abs_diff(known.len()) > MOST {
        return None;
    }
    let mut row: Vec<usize> = (1..=known.len()).collect();
    for (above, letter) in name.bytes().enumerate() {
        let (mut diagonal, mut left) = (above, above + 1);
        for (cell, other) in row.iter_mut().zip(known.bytes()) {
            left = (diagonal + usize::from(letter != other)).min(left.min(*cell) + 1);
            diagonal = std::mem::replace(cell, left);
        }
    }
    row.last().copied().filter(|differences| *differences <= MOST)
}

impl fmt::Display for OptionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for OptionsError {}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_come_with_the_nearest_known_one() {
        for (name, expected) in [
            ("pagesize", "option pagesize: unknown name; did you mean pageSize?"),
            ("max_pages", "option max_pages: unknown name; did you mean maxPages?"),
            ("MaxPage", "option MaxPage: unknown name; did you mean maxPages?"),
            ("lmiit", "option lmiit: unknown name; did you mean limit?"),
            ("page", "option page: unknown name; did you mean pageSize?"),
            ("xyz", "option xyz: unknown name"),
            ("pgesizes", "option pgesizes: unknown name; did you mean pageSize?"),
            ("pgsizes", "option pgsizes: unknown name"),
            ("", "option : unknown name"),
        ] {
            let mut known = ["pageSize", "maxPages", "limit"].into_iter();
            assert_eq!(OptionsError::unknown_name(name, &mut known).to_string(), expected);
        }
    }
}
