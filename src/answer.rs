//! What a handler passes on of what the API answers: a page or a refusal, its bytes as they came.

use std::cell::RefCell;

use crate::decode::Decoder;
use crate::error::ResponseError;
use crate::exchange::{Asked, Ended, Received, Receiver, ResponseFacts, Target, exchange};
use crate::options::ClientOptions;
use crate::page::read_body;
use crate::redaction::Secrets;
use crate::runtime::{Head, Runtime};

/// An answer of the API's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers that go on, by their names.
    pub headers: Vec<(&'static str, String)>,
    /// The body; `None` where it isn't there whole.
    pub body: Option<Vec<u8>>,
}

/// Ask for a page, or for a profile, on a visitor's behalf.
///
/// What is neither does not go on: a gateway's HTML, a debugging proxy's echo. Neither does what repeats the
/// credentials.
///
/// `make` makes of the answer what the caller gets.
///
/// # Errors
///
/// As [`exchange`], where there is no answer that goes on.
pub async fn answer<R: Runtime, T>(
    runtime: &R,
    options: &ClientOptions,
    target: Target<'_>,
    decoder: &RefCell<Decoder>,
    make: fn(Answer) -> T,
) -> Result<T, Ended<R::Thrown>> {
    // Each request of a visitor is a walk of one page.
    let asked = Asked { options, target, walk: 1, number: 0 };
    exchange(runtime, asked, &mut AnswerReceiver { asked, decoder, make }).await
}

struct AnswerReceiver<'r, T> {
    asked: Asked<'r>,
    decoder: &'r RefCell<Decoder>,
    make: fn(Answer) -> T,
}

impl<T> Receiver for AnswerReceiver<'_, T> {
    type Output = T;

    fn page(
        &mut self,
        body: &[u8],
        head: &Head,
        facts: &ResponseFacts,
        secrets: &Secrets,
    ) -> Result<Received<T>, ResponseError> {
        let mut decoder = self.decoder.borrow_mut();
        let page = read_body(&mut decoder, body, self.asked, secrets)?.page;
        let (profiles, issues) = (page.columns.count, page.issues.len());
        let output = Ok((self.make)(passed_on(body, true, head, facts, secrets)?));
        Ok(Received { output, profiles, issues })
    }

    fn refusal(
        &mut self,
        body: &[u8],
        is_whole: bool,
        head: &Head,
        facts: &ResponseFacts,
        secrets: &Secrets,
    ) -> Option<Result<T, ResponseError>> {
        // Redirects, which are not followed, and statuses that no server sends stay errors.
        matches!(head.status, 400..=599)
            .then(|| passed_on(body, is_whole, head, facts, secrets).map(self.make))
    }
}

fn passed_on(
    body: &[u8],
    is_whole: bool,
    head: &Head,
    facts: &ResponseFacts,
    secrets: &Secrets,
) -> Result<Answer, ResponseError> {
    if secrets.are_repeated_by(body) {
        return Err(ResponseError::RepeatsCredentials);
    }
    let headers = [
        ("Content-Type", &head.content_type),
        ("Retry-After", &head.retry_after),
        ("Twilio-Request-Id", &facts.request_id),
    ];
    let headers = headers.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
    Ok(Answer {
        status: head.status,
        headers: headers.collect(),
        body: is_whole.then(|| body.to_vec()),
    })
}
