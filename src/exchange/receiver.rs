//! What is made of the API's responses.

use crate::cursor::Cursor;
use crate::error::{PaginationError, ResponseError};
use crate::redaction::Secrets;
use crate::runtime::Head;

/// What the exchange knows of a response, for whoever makes something of its body.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseFacts {
    /// The HTTP status.
    pub status: u16,
    /// `Twilio-Request-Id`, without credentials.
    pub request_id: Option<String>,
    /// How many attempts it took.
    pub attempts: u32,
    /// Milliseconds since the first attempt began, with all waits.
    pub elapsed_ms: f64,
}

/// What was made of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Received<T> {
    /// It, or why the walk that it belongs to can't go on.
    pub output: Result<T, Stop>,
    /// How many profiles came.
    pub profiles: usize,
    /// How many issues they have.
    pub issues: usize,
}

/// Why a walk can't go on, and the page to resume at where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// What is wrong.
    pub error: PaginationError,
    /// The page at which a new walk would begin.
    pub cursor: Option<Cursor>,
}

/// Makes something of what the API answers. Nothing waits here: bodies are borrowed for the time of a call.
pub trait Receiver {
    /// What it makes.
    type Output;

    /// Make it of a body that came whole, with a status of success.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] for what is no page.
    fn page(
        &mut self,
        body: &[u8],
        head: &Head,
        facts: &ResponseFacts,
        secrets: &Secrets,
    ) -> Result<Received<Self::Output>, ResponseError>;

    /// Look at a refusal after which no attempt follows. The call ends with its error, whatever is made of it.
    ///
    /// # Errors
    ///
    /// [`ResponseError`], with which the call ends instead.
    fn refusal(
        &mut self,
        _body: &[u8],
        _is_whole: bool,
        _head: &Head,
        _facts: &ResponseFacts,
        _secrets: &Secrets,
    ) -> Result<(), ResponseError> {
        Ok(())
    }
}
