//! What a handler's visitor gets: what the API answers, a page or a refusal, its bytes as they came; or a refusal of the
//! handler's own.

use std::cell::RefCell;

use crate::decode::Decoder;
use crate::error::{Failure, Refusal, ResponseError};
use crate::exchange::{Asked, Ended, Received, Receiver, ResponseFacts, exchange};
use crate::json::write_text;
use crate::options::ClientOptions;
use crate::page::read_page;
use crate::query::PageQuery;
use crate::redaction::Secrets;
use crate::runtime::{Head, Runtime};

/// What every answer has: it is nobody's to keep, and nothing in it runs when it is opened as a page.
const PROTECTION: [Header<'static>; 3] = [
    ("Cache-Control", Some("no-store")),
    ("Content-Security-Policy", Some("default-src 'none'; frame-ancestors 'none'; sandbox")),
    ("X-Content-Type-Options", Some("nosniff")),
];

/// A header, which may be absent.
type Header<'h> = (&'static str, Option<&'h str>);

/// What a visitor gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers, by their names.
    pub headers: Vec<(&'static str, String)>,
    /// The body. It is left out where the request is a HEAD.
    pub body: Vec<u8>,
}

impl Answer {
    fn new(status: u16, headers: &[Header<'_>], body: Vec<u8>) -> Self {
        let mut carried = Vec::new();
        for (name, value) in headers.iter().chain(&PROTECTION) {
            // What a header can't carry is left out: the body says more than it.
            match value {
                Some(value) if is_header_value(value) => carried.push((*name, (*value).to_owned())),
                _ => {}
            }
        }
        Self { status, headers: carried, body }
    }

    /// A refusal in the shape of the API's errors, so that a page's client reads both alike.
    ///
    /// ```
    /// use trusthub_profiles::answer::Answer;
    /// use trusthub_profiles::error::Refusal;
    ///
    /// let body = Answer::refusal(&Refusal::NotAllowed).body;
    /// let expected = r#"{"code":null,"more_info":null,"status":403,"message":"the server did not allow this request"}"#;
    /// assert_eq!(String::from_utf8(body).unwrap(), expected);
    /// ```
    pub fn refusal(refusal: &Refusal) -> Self {
        Self::refusal_with(refusal, [None, None])
    }

    /// What stands for a failure; `None` where that is the server's own fault.
    pub fn failure(
        failure: &Failure,
        label: Option<&str>,
        request_id: Option<&str>,
    ) -> Option<Self> {
        let status = match failure {
            Failure::Api(_) | Failure::Network(_) | Failure::Response(_) => 502,
            Failure::Timeout(_) => 504,
            Failure::Options(_) | Failure::Pagination(_) => return None,
        };
        let message = failure.message(label);
        Some(Self::refusal_with(&Refusal::NoAnswer { status, message }, [None, request_id]))
    }

    fn refusal_with(refusal: &Refusal, passed_on: [Option<&str>; 2]) -> Self {
        let status = refusal.status();
        let code = match refusal.code() {
            Some(code) => {
                format!("{code},\"more_info\":\"https://www.twilio.com/docs/errors/{code}\"")
            }
            None => "null,\"more_info\":null".to_owned(),
        };
        let mut body = format!("{{\"code\":{code},\"status\":{status},\"message\":").into_bytes();
        write_text(&mut body, &refusal.to_string());
        body.push(b'}');
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

/// Ask for a page on a visitor's behalf.
///
/// What is no page of profiles does not go on: a gateway's HTML, a debugging proxy's echo. Neither does what repeats the
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
    page: &PageQuery,
    decoder: &RefCell<Decoder>,
    make: fn(Answer) -> T,
) -> Result<T, Ended<R::Thrown>> {
    // Each request of a visitor is a walk of one page.
    let asked = Asked { options, page, walk: 1, number: 0 };
    exchange(runtime, asked, &mut AnswerReceiver { options, decoder, make }).await
}

struct AnswerReceiver<'r, T> {
    options: &'r ClientOptions,
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
        let page = read_page(&mut decoder, body, self.options, secrets)?.page;
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
    Ok(Answer::new(status, &headers, body.to_vec()))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::error::{NetworkError, OptionsError, PaginationError, TimeoutError, TimeoutScope};
    use crate::options::OptionValue;

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        let mut values = answer.headers.iter().filter(|(it, _)| *it == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert_eq!(values.next(), None, "{name} stands once");
        value
    }

    fn json_of(answer: &Answer) -> Value {
        assert_eq!(header(answer, "Content-Type"), Some("application/json; charset=utf-8"));
        serde_json::from_slice(&answer.body).unwrap()
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
    fn refusals_are_of_the_apis_shape() {
        let more_info = "https://www.twilio.com/docs/errors/20004";
        for (refusal, expected, allow) in [
            (
                Refusal::Method,
                json!({ "code": 20004, "message": "expected GET or HEAD", "more_info": more_info, "status": 405 }),
                Some("GET, HEAD"),
            ),
            (
                Refusal::NoAnswer { status: 502, message: "\"中\"\n".to_owned() },
                json!({ "code": null, "message": "\"中\"\n", "more_info": null, "status": 502 }),
                None,
            ),
            (
                Refusal::Fault,
                json!({ "code": null, "message": "the server failed", "more_info": null, "status": 500 }),
                None,
            ),
        ] {
            let answer = Answer::refusal(&refusal);
            assert_eq!(Value::from(answer.status), expected["status"]);
            assert_eq!(json_of(&answer), expected);
            assert_eq!(header(&answer, "Allow"), allow);
        }
    }

    #[test]
    fn whatever_goes_back_is_kept_by_nobody_and_does_nothing() {
        for answer in [Answer::refusal(&Refusal::Path), passed(200, "text/html", true)] {
            assert_eq!(header(&answer, "Cache-Control"), Some("no-store"));
            assert_eq!(header(&answer, "X-Content-Type-Options"), Some("nosniff"));
            let policy = header(&answer, "Content-Security-Policy").unwrap();
            assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'; sandbox");
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
                assert_eq!(json_of(&answer)["message"], format!("acme: {failure}"));
                assert_eq!(header(&answer, "Twilio-Request-Id"), Some("RQ1"));
            }
        }
    }

    #[test]
    fn what_the_api_answers_goes_on_as_it_came() {
        for (status, sent) in [(200, 200), (201, 201), (204, 200), (205, 200), (404, 404)] {
            let answer = passed(status, "application/x-thing", true);
            assert_eq!((answer.status, answer.body.as_slice()), (sent, b"<p>".as_slice()));
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
        assert_eq!(json_of(&answer)["message"], message);
        assert_eq!(header(&answer, "Retry-After"), Some("7"));
        assert_eq!(header(&answer, "Twilio-Request-Id"), Some("RQ1"));
    }
}
