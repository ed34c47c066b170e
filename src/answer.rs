//! What a handler's visitor gets: what the API answers, a page or a refusal, its bytes as they came; or a refusal of the
//! handler's own.

use std::cell::RefCell;

use crate::decode::Decoder;
use crate::error::{ApiError, Failure, Refusal, ResponseError};
use crate::exchange::{
    Asked, CallError, Ended, Received, Receiver, ResponseFacts, Target, exchange,
};
use crate::options::ClientOptions;
use crate::page::read_body;
use crate::redaction::Secrets;
use crate::runtime::{Head, Runtime};

/// A header, which may be absent.
type Header<'h> = (&'static str, Option<&'h str>);

/// What a visitor gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers, by their names.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
}

/// The body of an answer. It is left out where the request is a HEAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// What the API sent.
    PassedOn(Vec<u8>),
    /// JSON in the shape of the API's errors, so that a page's client reads both alike.
    Refusal {
        /// Twilio's, where it has one.
        code: Option<u64>,
        /// What visitors may know.
        message: String,
    },
}

impl Answer {
    fn new(status: u16, headers: &[Header<'_>], body: Body) -> Self {
        let mut carried = Vec::new();
        for (name, value) in headers {
            // What a header can't carry is left out: the body says more than it.
            match value {
                Some(value) if is_header_value(value) => carried.push((*name, (*value).to_owned())),
                _ => {}
            }
        }
        Self { status, headers: carried, body }
    }

    /// A refusal of the handler's own.
    pub fn refusal(refusal: &Refusal) -> Self {
        Self::refusal_with(refusal, [None, None])
    }

    /// What stands for a failure; `None` where that is the server's own fault.
    pub fn failure(
        failure: &Failure,
        label: Option<&str>,
        request_id: Option<&str>,
    ) -> Option<Self> {
        let refusal = match failure {
            Failure::Api(ApiError { status: status @ (401 | 403), code, .. }) => {
                Refusal::CredentialsRefused { status: *status, code: *code }
            }
            Failure::Api(_) | Failure::Network(_) | Failure::Response(_) => {
                Refusal::NoAnswer { status: 502, message: failure.message(label) }
            }
            Failure::Timeout(_) => {
                Refusal::NoAnswer { status: 504, message: failure.message(label) }
            }
            Failure::Options(_) | Failure::Pagination(_) => return None,
        };
        Some(Self::refusal_with(&refusal, [None, request_id]))
    }

    fn refusal_with(refusal: &Refusal, passed_on: [Option<&str>; 2]) -> Self {
        let status = refusal.status();
        let body = Body::Refusal { code: refusal.code(), message: refusal.to_string() };
        let [retry_after, request_id] = passed_on;
        let headers = [
            ("Content-Type", Some("application/json; charset=utf-8")),
            ("Allow", (status == 405).then_some("GET, HEAD")),
            ("Retry-After", retry_after),
            ("Twilio-Request-Id", request_id),
        ];
        Self::new(status, &headers, body)
    }
}

fn is_header_value(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
}

/// A visitor's answer, and why it is no page.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply<T, Thrown> {
    /// What the visitor gets.
    pub answer: T,
    /// What the server should know of: a refusal of the API's, or a failure.
    pub error: Option<Box<CallError<Thrown>>>,
}

/// Ask for a page, or for a profile, on a visitor's behalf.
///
/// What is neither does not go on: a gateway's HTML, a debugging proxy's echo. Neither does what repeats the
/// credentials. That the API refuses these is the server's trouble: visitors get a 502.
///
/// `make` makes of an answer what the caller wants.
///
/// # Errors
///
/// As [`exchange`], where the fault is the server's own.
pub async fn answer<R: Runtime, T>(
    runtime: &R,
    options: &ClientOptions,
    target: Target<'_>,
    decoder: &RefCell<Decoder>,
    make: fn(Answer) -> T,
) -> Result<Reply<T, R::Thrown>, Ended<R::Thrown>> {
    // Each request of a visitor is a walk of one page.
    let asked = Asked { options, target, walk: 1, number: 0 };
    let mut receiver = AnswerReceiver { asked, decoder, make, refusal: None };
    let error = match exchange(runtime, asked, &mut receiver).await {
        Ok(answer) => return Ok(Reply { answer, error: None }),
        Err(Ended::Failed(error)) => error,
        Err(thrown) => return Err(thrown),
    };
    let failure = || {
        let (label, request_id) = (options.label.as_deref(), error.request_id.as_deref());
        Answer::failure(&error.failure, label, request_id)
    };
    match receiver.refusal.take().or_else(failure) {
        Some(answer) => Ok(Reply { answer: make(answer), error: Some(error) }),
        None => Err(Ended::Failed(error)),
    }
}

struct AnswerReceiver<'r, T> {
    asked: Asked<'r>,
    decoder: &'r RefCell<Decoder>,
    make: fn(Answer) -> T,
    /// The API's, where it goes on to the visitor.
    refusal: Option<Answer>,
}

// Of what the caller wants, so that one `exchange` serves walks and handlers: two are 1.6 kB of brotli.
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
    ) -> Result<(), ResponseError> {
        let answer = passed_on(body, is_whole, head, facts, secrets)?;
        // Redirects, which are not followed, and statuses that no server sends do not go on, nor does what concerns the
        // server's own credentials.
        self.refusal = matches!(head.status, 400 | 402 | 404..=599).then_some(answer);
        Ok(())
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
    let (retry_after, request_id) = (head.retry_after.as_deref(), facts.request_id.as_deref());
    if !is_whole {
        let refusal = Refusal::Incomplete { status: head.status };
        return Ok(Answer::refusal_with(&refusal, [retry_after, request_id]));
    }
    // A hand-made response may be a page under a status that carries none: it is passed on as the page that it is.
    let status = if matches!(head.status, 204 | 205) { 200 } else { head.status };
    let headers = [
        ("Content-Type", head.content_type.as_deref()),
        ("Retry-After", retry_after),
        ("Twilio-Request-Id", request_id),
    ];
    Ok(Answer::new(status, &headers, Body::PassedOn(body.to_vec())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{NetworkError, OptionsError, PaginationError, TimeoutError, TimeoutScope};
    use crate::options::OptionValue;

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        let mut values = answer.headers.iter().filter(|(it, _)| *it == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert_eq!(values.next(), None, "{name} stands once");
        value
    }

    /// Twilio's code and the message of a refusal.
    fn refusal_of(answer: &Answer) -> (Option<u64>, &str) {
        assert_eq!(header(answer, "Content-Type"), Some("application/json; charset=utf-8"));
        match &answer.body {
            Body::Refusal { code, message } => (*code, message),
            Body::PassedOn(_) => panic!("{answer:?}"),
        }
    }

    fn passed(status: u16, content_type: &str, is_whole: bool) -> Answer {
        let head = Head {
            status,
            retry_after: Some("7".to_owned()),
            content_type: Some(content_type.to_owned()),
            ..Head::default()
        };
        let request_id = Some("RQ1".to_owned());
        let facts = ResponseFacts { status, request_id, attempts: 1, elapsed_ms: 0.0 };
        passed_on(b"<p>", is_whole, &head, &facts, &Secrets::default()).unwrap()
    }

    #[test]
    fn refusals_say_what_they_are() {
        let timed_out = Refusal::NoAnswer { status: 504, message: "\"中\"\n".to_owned() };
        for (refusal, status, code, message, allow) in [
            (Refusal::Method, 405, Some(20004), "expected GET or HEAD", Some("GET, HEAD")),
            (Refusal::NotAllowed, 403, None, "the server did not allow this request", None),
            (timed_out, 504, None, "\"中\"\n", None),
            (Refusal::Gone, 499, None, "the visitor is gone", None),
            (Refusal::Fault, 500, None, "the server failed", None),
        ] {
            let answer = Answer::refusal(&refusal);
            assert_eq!((answer.status, refusal_of(&answer)), (status, (code, message)));
            assert_eq!(header(&answer, "Allow"), allow);
        }
    }

    #[test]
    fn a_failure_is_answered_unless_it_is_the_servers_own_fault() {
        let timeout = TimeoutError { scope: TimeoutScope::Total, milliseconds: 5 };
        for (failure, status) in [
            (NetworkError::NotAResponse.into(), Some(502)),
            (ResponseError::RepeatsCredentials.into(), Some(502)),
            (timeout.into(), Some(504)),
            (OptionsError::argument(&OptionValue::Null).into(), None),
            (PaginationError::Loop.into(), None),
        ] {
            let failure: Failure = failure;
            let answer = Answer::failure(&failure, Some("acme"), Some("RQ1"));
            assert_eq!(answer.as_ref().map(|answer| answer.status), status, "{failure}");
            if let Some(answer) = answer {
                assert_eq!(refusal_of(&answer), (None, format!("acme: {failure}").as_str()));
                assert_eq!(header(&answer, "Twilio-Request-Id"), Some("RQ1"));
            }
        }
    }

    #[test]
    fn what_the_api_answers_goes_on_as_it_came() {
        for (status, sent) in [(200, 200), (201, 201), (204, 200), (205, 200), (404, 404)] {
            let answer = passed(status, "application/x-thing", true);
            assert_eq!(answer.body, Body::PassedOn(b"<p>".to_vec()));
            assert_eq!(answer.status, sent);
            assert_eq!(header(&answer, "Content-Type"), Some("application/x-thing"));
            assert_eq!(header(&answer, "Retry-After"), Some("7"));
            assert_eq!(header(&answer, "Twilio-Request-Id"), Some("RQ1"));
        }
        for type_that_no_header_carries in ["", "a\nb", "\u{7f}", "é"] {
            let answer = passed(200, type_that_no_header_carries, true);
            assert_eq!(header(&answer, "Content-Type"), None, "{type_that_no_header_carries:?}");
        }
    }

    #[test]
    fn a_refusal_that_is_cut_short_is_told_by_its_status() {
        let answer = passed(503, "text/html", false);
        let message = "the API answered 503, with a body that can't be passed on";
        assert_eq!(refusal_of(&answer), (None, message));
        assert_eq!(header(&answer, "Retry-After"), Some("7"));
        assert_eq!(header(&answer, "Twilio-Request-Id"), Some("RQ1"));
    }
}
