//! What a `fetch` that threw means.

use std::fmt;

use crate::error::code_in_brackets;

/// What is known of what a `fetch` threw: codes, names and messages of it and of its cause. They are compared, and but for
/// the code never repeated: they may hold the URL, and with it the filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThrownFacts {
    /// The system's names, for example `ECONNREFUSED`.
    pub codes: Vec<String>,
    /// The errors' names.
    pub names: Vec<String>,
    /// The errors' messages.
    pub messages: Vec<String>,
}

impl ThrownFacts {
    /// The system's name for what happened, where there is one that a message may show.
    pub fn code(&self) -> Option<&str> {
        let is_code = |code: &&String| {
            (1..=40).contains(&code.len())
                && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        };
        self.codes.first().filter(is_code).map(String::as_str)
    }
}

/// Why there is no response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// The runtime has no `fetch`.
    NoFetch,
    /// The connection failed.
    Failed {
        /// The system's name for what happened.
        code: Option<String>,
    },
}

impl Connection {
    /// What it means that these were thrown.
    pub fn classify(thrown: &ThrownFacts) -> Self {
        Self::Failed { code: thrown.code().map(ToOwned::to_owned) }
    }

    /// What happened, and what to do where that can be said.
    pub fn message(&self) -> String {
        match self {
            Self::NoFetch => "this runtime has no fetch: pass one as the option fetch".to_owned(),
            Self::Failed { code } => {
                format!("the connection failed{}", code_in_brackets(code.as_deref()))
            }
        }
    }

    /// Whether the same request may succeed later.
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::Failed { .. } => true,
            Self::NoFetch => false,
        }
    }
}

impl fmt::Display for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}
