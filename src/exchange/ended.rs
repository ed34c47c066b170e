//! Why a call ended without what it was for.

use super::receiver::Stop;
use crate::cursor::Cursor;
use crate::error::{Failure, OptionsError};

/// Why a call ended without what it was for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended<Thrown> {
    /// It failed.
    Failed(Box<CallError<Thrown>>),
    /// What the caller's own function threw, or their signal's reason.
    Thrown(Thrown),
}

/// A failure, and what is known beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct CallError<Thrown> {
    /// What went wrong.
    pub failure: Failure,
    /// How many attempts there were.
    pub attempts: u32,
    /// The last response's `Twilio-Request-Id`, without credentials.
    pub request_id: Option<String>,
    /// The page that was asked for, or where to resume.
    pub cursor: Option<Cursor>,
    /// What the runtime threw.
    pub cause: Option<Thrown>,
}

impl<Thrown> CallError<Thrown> {
    /// A failure of which nothing else is known.
    pub const fn new(failure: Failure) -> Self {
        Self { failure, attempts: 0, request_id: None, cursor: None, cause: None }
    }
}

impl<Thrown> From<Stop> for Ended<Thrown> {
    fn from(stop: Stop) -> Self {
        Self::Failed(Box::new(CallError {
            cursor: stop.cursor,
            ..CallError::new(stop.error.into())
        }))
    }
}

impl<Thrown> From<OptionsError> for Ended<Thrown> {
    fn from(error: OptionsError) -> Self {
        Self::Failed(Box::new(CallError::new(error.into())))
    }
}
