//! One page's exchange with the API: what is sent, and what follows from what came. Nothing waits here: the transport
//! does, and tells what it knows each time.

use crate::api_error::ApiError;
use crate::credentials::Credentials;
use crate::decode::{Decoder, Page};
use crate::failure::{Failure, OptionsError, PaginationError, TimeoutScope};
use crate::issue::{Issue, IssueCode};
use crate::json::{Record, Value};
use crate::link::{Cursor, PageQuery};
use crate::members::Members;
use crate::model::MetaProperty;
use crate::options::{CallOptions, ClientOptions, Given, OptionName, Scope, Validation, refusal};
use crate::redaction::redact;
use crate::report::Report;
use crate::retry::{retry_after_ms, wait_before_retry};
use crate::texts::{Joined, decimal};
use crate::values::Uri;
use crate::walk::digest_of_sids;

/// Browsers have a name of their own, and ask the server's leave for any other.
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What is known of an exchange so far.
pub struct Exchange<'f> {
    facts: Members<'f>,
    options: ClientOptions,
    page: PageQuery,
    credentials: Option<Credentials>,
    /// What no message may repeat.
    secrets: Vec<String>,
}

impl<'f> Exchange<'f> {
    /// Read what the transport knows, an object in JSON:
    ///
    /// - `options` of the client, as [`CallOptions::read`] takes them, and the page's `cursor`;
    /// - `credentials` of the attempt, if there are any, as [`Given::read`] takes them;
    /// - the `length` of the body, where there is one;
    /// - `isRelayed` where what the API answers is passed on as it is;
    /// - what [`Self::failure`] asks for.
    ///
    /// # Errors
    ///
    /// [`Failure`] for a cursor that names no page, and for credentials that can't be right.
    pub fn read(facts: &'f [u8]) -> Result<Self, Failure> {
        let facts = Members::read(facts);
        let page = match facts.text("cursor").and_then(|cursor| Cursor::parse(&cursor)) {
            Some(Cursor::Page(page)) => page,
            _ => return Err(Failure::Pagination(PaginationError::BadLink)),
        };
        let options = match facts.get("options") {
            // They were checked when the call was made.
            Some(options) => CallOptions::read(options, Scope::Any, false)?.client,
            None => ClientOptions::default(),
        };
        let credentials = facts.get("credentials").map(read_given_credentials).transpose()?;
        let mut secrets = page.filter_values();
        secrets.extend(credentials.iter().flat_map(Credentials::secrets));
        Ok(Self { facts, options, page, credentials, secrets })
    }

    /// What to send, as JSON: `{ url, userAgent, authorization }`; null where the request has no such header.
    pub fn request(&self) -> Vec<u8> {
        let authorization = self.credentials.as_ref().map(Credentials::authorization);
        let url = self.options.base_url.page_url(self.page.as_str());
        let mut record = Record::default();
        record.text("url", &*url);
        record.text("userAgent", USER_AGENT);
        record.text("authorization", authorization.as_deref());
        record.finish()
    }

    /// The `text` of the facts, in which `…` stands for what must not be told.
    pub fn redacted(&self) -> String {
        redact(&self.facts.text("text").unwrap_or_default(), &self.secrets)
    }

    /// The `length` of the body, as far as it came.
    pub fn body_length(&self) -> u32 {
        self.facts.number("length").and_then(|length| length.try_into().ok()).unwrap_or(0)
    }

    /// What went wrong, as JSON: `{ waitMs, reason, error }`. The first is null where the page isn't asked for again.
    ///
    /// The facts tell the `kind` of the failure, and
    ///
    /// - for `api` its `status`, the headers `retryAfter` and `date`, and the time (`now`, in milliseconds);
    /// - for `timeout` which clock ran out, as `scope`;
    /// - for `network` and `response` what happened, as `message`, and whether it is `retryable`;
    ///
    /// and for each how many `attempts` there were, `elapsedMs` since the first, and `random`, a whole number below 2³².
    pub fn failure(&self, body: &[u8]) -> Vec<u8> {
        let failure = self.failure_of_facts(body);
        let number = |name| self.facts.number(name).unwrap_or(0);
        let attempts = number("attempts");
        let wait_ms = wait_before_retry(
            &self.options,
            &failure,
            u32::try_from(attempts).unwrap_or(u32::MAX),
            number("elapsedMs") as f64,
            number("random") as f64 / f64::from(u32::MAX),
        );
        let reason = failure.kind();
        let failure = if self.is_told_secrets(body) { repeats_credentials() } else { failure };
        let error = self.report(failure).record();
        let mut record = Record::default();
        record.milliseconds("waitMs", wait_ms);
        record.text("reason", reason);
        record.json("error", &error);
        record.finish()
    }

    fn failure_of_facts(&self, body: &[u8]) -> Failure {
        let text = |name| self.facts.text(name);
        let number = |name| self.facts.number(name).unwrap_or(0);
        let message = text("message").unwrap_or_default().into_owned();
        match text("kind").as_deref() {
            Some("api") => {
                let mut error = ApiError::read(number("status") as u16, body, &self.secrets);
                let date = text("date");
                error.retry_after_ms = text("retryAfter").and_then(|header| {
                    retry_after_ms(&header, date.as_deref(), number("now") as f64)
                });
                Failure::Api(error)
            }
            Some("timeout") => {
                let scope = match text("scope").as_deref() {
                    Some("total") => TimeoutScope::Total,
                    _ => TimeoutScope::Attempt,
                };
                let milliseconds = match scope {
                    TimeoutScope::Attempt => self.options.timeout_ms,
                    TimeoutScope::Total => self.options.total_timeout_ms,
                };
                Failure::Timeout { scope, milliseconds }
            }
            Some("response") => Failure::Response { message },
            _ => Failure::Network { message, is_retryable: self.facts.is("retryable") },
        }
    }

    /// The page of a body. `count` is told how many profiles and issues came, also when that is an error.
    ///
    /// # Errors
    ///
    /// The record of a failure: of a body that is no page, in strict mode of one with issues, and of one that repeats the
    /// credentials where it would be passed on.
    pub fn page<'b>(
        &self,
        decoder: &mut Decoder,
        body: &'b [u8],
        count: impl FnOnce(usize, usize),
    ) -> Result<ExchangedPage<'b>, Vec<u8>> {
        let mut page = decoder.page(body).map_err(|error| {
            self.report(Failure::Response { message: error.message() }).record()
        })?;
        let (next, previous) = self.links_of(&mut page);
        count(page.columns.count, page.issues.len());
        if let Some(failure) = strict_failure(&page, self.options.validation) {
            return Err(Report { issues: &page.issues, ..self.report(failure) }.record());
        }
        if self.is_told_secrets(body) {
            return Err(self.report(repeats_credentials()).record());
        }
        Ok(ExchangedPage { cursor: self.page.cursor_text(), page, next, previous })
    }

    /// The cursors of the pages around this one. A link back that can't be followed is an issue; one onward is an error
    /// when it is used.
    fn links_of(&self, page: &mut Page<'_>) -> (Option<Cursor>, Option<Cursor>) {
        let cursor_at = |link: &Uri| Cursor::from_link(link.as_str(), &self.options.base_url);
        let meta = page.meta();
        let next = meta.next_page_url.as_ref().map(cursor_at);
        let previous = meta.previous_page_url.as_ref().map(cursor_at);
        if previous != Some(Cursor::BadLink) {
            return (next, previous);
        }
        let path = "/meta/previous_page_url";
        let is_known = |issue: &Issue<'_>| issue.path == path && issue.code == IssueCode::Uri;
        if !page.issues.iter().any(is_known) {
            page.issues.push(Issue {
                path: path.to_owned(),
                code: IssueCode::Uri,
                expected: "a link to a page of this list",
                value: page.meta_string(MetaProperty::PreviousPageUrl),
            });
        }
        (next, None)
    }

    /// Whether what the API answers is passed on as it is.
    pub fn is_relayed(&self) -> bool {
        self.facts.is("isRelayed")
    }

    /// Whether a body that would be passed on repeats the credentials.
    fn is_told_secrets(&self, body: &[u8]) -> bool {
        self.is_relayed() && self.credentials.as_ref().is_some_and(|them| them.are_told_by(body))
    }

    fn report(&self, failure: Failure) -> Report<'_> {
        Report {
            cursor: Some(self.page.cursor_text()),
            secrets: &self.secrets,
            ..Report::new(failure)
        }
    }
}

/// A page, and the cursors of those around it.
pub struct ExchangedPage<'b> {
    /// The page.
    pub page: Page<'b>,
    cursor: String,
    next: Option<Cursor>,
    previous: Option<Cursor>,
}

impl ExchangedPage<'_> {
    /// What of the page isn't in its columns, as JSON.
    pub fn rest(&self) -> Vec<u8> {
        let mut facts = Record::default();
        facts.number("digest", digest_of_sids(&self.page));
        facts.text("cursor", &*self.cursor);
        for (name, cursor) in [("nextCursor", &self.next), ("previousCursor", &self.previous)] {
            facts.text(name, cursor.as_ref().map(Cursor::to_text).as_deref());
        }
        self.page.rest(Some(&facts.finish()))
    }
}

/// Why a page is none in strict mode.
pub fn strict_failure(page: &Page<'_>, validation: Validation) -> Option<Failure> {
    let first = page.issues.first().filter(|_| validation == Validation::Strict)?;
    let message = [
        &decimal(page.issues.len() as u64),
        " of the page's values break the API's rules, the first at ",
        &first.path,
        ": expected ",
        first.expected,
    ];
    Some(Failure::Response { message: message.joined() })
}

fn repeats_credentials() -> Failure {
    Failure::Response { message: "the API's answer repeats the credentials".to_owned() }
}

fn read_given_credentials(value: Value<'_>) -> Result<Credentials, OptionsError> {
    match Given::read(value) {
        Given::Credentials(credentials) => credentials,
        given => Err(refusal(OptionName::Credentials, &given)),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const CREDENTIALS: &str =
        r#""credentials": {"username": "AC1", "password": "0123456789abcdef"}"#;

    fn facts(more: &str) -> String {
        format!(r#"{{"cursor": "page:?FriendlyName=Acme", {CREDENTIALS}, {more}}}"#)
    }

    fn record(bytes: &[u8]) -> serde_json::Value {
        serde_json::from_slice(bytes).unwrap()
    }

    #[test]
    fn what_is_sent_follows_from_options_cursor_and_credentials() {
        let facts =
            facts(r#""options": {"baseUrl": "http://127.0.0.1:1/a"}, "text": "Acme of AC1""#);
        let exchange = Exchange::read(facts.as_bytes()).ok().unwrap();
        let sent = record(&exchange.request());
        assert_eq!(sent["url"], "http://127.0.0.1:1/a/v1/CustomerProfiles?FriendlyName=Acme");
        assert_eq!(sent["authorization"], "Basic QUMxOjAxMjM0NTY3ODlhYmNkZWY=");
        assert_eq!(exchange.redacted(), "… of …");
        let exchange = Exchange::read(br#"{"cursor": "page:"}"#).ok().unwrap();
        assert!(record(&exchange.request())["authorization"].is_null());
    }

    #[test]
    fn what_went_wrong_says_whether_to_ask_again() {
        for (kind, waits, reason, error_kind) in [
            (
                r#""kind": "network", "message": "no response", "retryable": true"#,
                true,
                "network",
                "network",
            ),
            (r#""kind": "network", "message": "no response""#, false, "network", "network"),
            (r#""kind": "response", "message": "too large""#, false, "response", "response"),
            (r#""kind": "timeout", "scope": "attempt""#, true, "timeout", "timeout"),
            (r#""kind": "timeout", "scope": "total""#, false, "timeout", "timeout"),
            (r#""kind": "api", "status": 503, "now": 0"#, true, "api", "api"),
            (r#""kind": "api", "status": 429, "now": 0, "retryAfter": "61""#, false, "api", "api"),
            (r#""kind": "api", "status": 404, "now": 0"#, false, "api", "api"),
            // A body that would be passed on with the password in it.
            (
                r#""kind": "api", "status": 503, "now": 0, "isRelayed": true"#,
                true,
                "api",
                "response",
            ),
        ] {
            let facts =
                facts(&format!(r#"{kind}, "attempts": 1, "elapsedMs": 7, "random": 4294967295"#));
            let exchange = Exchange::read(facts.as_bytes()).ok().unwrap();
            let failed = record(&exchange.failure(b"it was 0123456789abcdef"));
            let wait = if waits { serde_json::json!(500.0) } else { serde_json::Value::Null };
            assert_eq!(failed["waitMs"], wait, "{kind}");
            assert_eq!(failed["reason"], reason, "{kind}");
            assert_eq!(failed["error"]["kind"], error_kind, "{kind}");
            assert_eq!(failed["error"]["cursor"], "page:?FriendlyName=Acme", "{kind}");
        }
    }

    #[test]
    fn what_cant_be_asked_is_told() {
        for (facts, expected) in [
            (
                r#"{"cursor": "bad-link"}"#,
                "the page's next link can't be followed: it names no page of this list, so the list is cut short here",
            ),
            (
                r#"{"cursor": "page:", "credentials": {"bearerToken": ""}}"#,
                "option credentials: bearerToken must be visible ASCII characters, at least one",
            ),
            (
                r#"{"cursor": "page:", "credentials": ["undefined"]}"#,
                "option credentials: expected { username, password }, { bearerToken }, or a function that gives one of them, got undefined",
            ),
        ] {
            let failure = Exchange::read(facts.as_bytes()).err().unwrap();
            assert_eq!(failure.message(), expected);
        }
    }

    #[test]
    fn a_page_that_repeats_the_credentials_is_not_passed_on() {
        let body = br#"{"results": [], "meta": {"next_page_url": null}, "0123456789abcdef": 1}"#;
        for (more, is_page) in [(r#""isRelayed": true"#, false), (r#""isRelayed": false"#, true)] {
            let facts = facts(more);
            let exchange = Exchange::read(facts.as_bytes()).ok().unwrap();
            let mut counted = None;
            let page = exchange.page(&mut Decoder::default(), body, |profiles, issues| {
                counted = Some((profiles, issues));
            });
            assert_eq!(page.is_ok(), is_page, "{more}");
            assert_eq!(counted, Some((0, 0)));
        }
    }
}
