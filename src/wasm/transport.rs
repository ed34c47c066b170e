//! One page over `fetch`: request, response, body, page, with the retries, clocks and the signal around them. A page is
//! wanted as objects, or as the bytes that came, for a handler that passes them on.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::body::{BodyError, discard, read_body};
use super::decode;
use super::event::Event;
use super::failure_out::{Report, error_from};
use super::interrupt::{Attempt, Interrupt, Watch};
use super::options_in::{Handles, read_credentials, thrown};
use super::page_out;
use super::runtime::{self, get, is_browser, method, now, object, set};
use crate::api_error::ApiError;
use crate::credentials::Credentials;
use crate::decode::Page;
use crate::failure::{Failure, TimeoutScope};
use crate::issue::{Issue, IssueCode};
use crate::json::Value;
use crate::link::{Cursor, PageQuery};
use crate::model::{Field, MetaProperty};
use crate::options::ClientOptions;
use crate::redaction::redact;
use crate::retry::{retry_after_ms, wait_before_retry};
use crate::walk::digest_of_sids;

/// Twilio's name for a request.
const REQUEST_ID: &str = "Twilio-Request-Id";

/// How much of an error's body is read.
const MAX_ERROR_BODY_BYTES: usize = 64 * 1024;

/// Sent outside browsers, which have names of their own and ask the server's leave for any other header.
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The request for one page.
pub(super) struct Transport {
    pub(super) options: ClientOptions,
    pub(super) handles: Handles,
    pub(super) page: PageQuery,
    pub(super) page_number: u32,
    /// Whether what the API answers is wanted as it is, in place of a page's objects or an error.
    pub(super) wants_answer: bool,
}

/// Why an attempt brought no page.
enum Obstacle {
    /// What a caller's own function threw, or its signal's reason: passed on as it is.
    Foreign(JsValue),
    /// A failure, and how the request ends unless it is repeated. That is made at once: what it reports is borrowed.
    Failed { failure: Failure, ending: Result<JsValue, JsValue> },
}

impl From<JsValue> for Obstacle {
    fn from(value: JsValue) -> Self {
        Self::Foreign(value)
    }
}

/// What is known so far of the attempt that is under way.
struct Progress {
    attempt: u32,
    secrets: Vec<String>,
    credentials: Option<Credentials>,
    request_id: Option<String>,
}

impl Transport {
    pub(super) async fn fetch_page(&self, signal: AbortSignal) -> Result<JsValue, JsValue> {
        if signal.aborted() {
            return Err(signal.reason());
        }
        let started = now();
        let watch = Watch::new(signal, self.options.total_timeout_ms)?;
        let mut progress = Progress {
            attempt: 0,
            secrets: self.page.filter_values(),
            credentials: None,
            request_id: None,
        };
        loop {
            progress.attempt += 1;
            progress.request_id = None;
            match self.attempt(&watch, &mut progress, started).await {
                Ok(page) => return Ok(page),
                Err(Obstacle::Foreign(value)) => return Err(value),
                Err(Obstacle::Failed { failure, ending }) => {
                    let elapsed = now() - started;
                    let random = js_sys::Math::random();
                    let wait_ms = wait_before_retry(
                        &self.options,
                        &failure,
                        progress.attempt,
                        elapsed,
                        random,
                    );
                    let Some(wait_ms) = wait_ms else {
                        return ending;
                    };
                    self.emit(&Event::Retry {
                        page: self.page_number,
                        attempt: progress.attempt,
                        wait_ms,
                        reason: failure.kind(),
                    });
                    if let Err(interrupt) = watch.sleep(wait_ms).await {
                        return self.interrupted(interrupt, &watch, &progress).into_ending();
                    }
                }
            }
        }
    }

    async fn attempt(
        &self,
        watch: &Watch,
        progress: &mut Progress,
        started: f64,
    ) -> Result<JsValue, Obstacle> {
        let authorization = self.authorization(watch, progress).await?;
        let attempt_started = now();
        let attempt = watch.attempt(self.options.timeout_ms)?;
        self.emit(&Event::Request { page: self.page_number, attempt: progress.attempt });

        let response = self.send(watch, progress, &attempt, authorization.as_deref()).await?;
        let head = self.head_of(&response, progress)?;
        let request_id = head.header(REQUEST_ID);
        progress.request_id = request_id.map(|id| redact(&id, &progress.secrets));
        self.emit(&Event::Response {
            page: self.page_number,
            attempt: progress.attempt,
            status: head.status,
            elapsed_ms: now() - attempt_started,
            request_id: progress.request_id.as_deref(),
        });
        if !(200..300).contains(&head.status) {
            return Err(self.refused(watch, progress, &head).await);
        }

        let mut body = Vec::new();
        let limit = self.options.max_body_bytes as usize;
        match read_body(&response, limit, watch, &mut body).await {
            Ok(()) => attempt.finish(),
            Err(BodyError::Interrupted(interrupt)) => {
                return Err(self.interrupted(interrupt, watch, progress));
            }
            Err(BodyError::Broken(cause)) => {
                let message =
                    connection_failed("the connection broke before the body's end", &cause);
                let failure = Failure::Network { message, is_retryable: true };
                return Err(self.failed(failure, progress, Some(cause)));
            }
            Err(BodyError::TooLarge) => {
                let message = format!("the body is larger than {limit} bytes (maxBodyBytes)");
                return Err(self.failed(Failure::Response { message }, progress, None));
            }
        }
        self.page_from(&body, progress, &head, started)
    }

    /// The `Authorization` header, from credentials that are asked for anew.
    async fn authorization(
        &self,
        watch: &Watch,
        progress: &mut Progress,
    ) -> Result<Option<String>, Obstacle> {
        let mut value = self.handles.credentials.clone();
        if value.is_undefined() {
            return Ok(None);
        }
        if let Some(function) = value.dyn_ref::<js_sys::Function>() {
            let promise = Promise::resolve(&function.call0(&JsValue::UNDEFINED)?);
            value = match watch.wait_for(promise).await {
                Ok(result) => result?,
                Err(interrupt) => return Err(self.interrupted(interrupt, watch, progress)),
            };
        }
        let credentials = read_credentials(&value)?.map_err(thrown)?;
        progress.secrets = self.page.filter_values();
        progress.secrets.extend(credentials.secrets());
        let authorization = credentials.authorization();
        progress.credentials = Some(credentials);
        Ok(Some(authorization))
    }

    async fn send(
        &self,
        watch: &Watch,
        progress: &Progress,
        attempt: &Attempt,
        authorization: Option<&str>,
    ) -> Result<JsValue, Obstacle> {
        let headers: JsValue = Object::new().into();
        set(&headers, "Accept", &"application/json".into());
        if let Some(authorization) = authorization {
            set(&headers, "Authorization", &authorization.into());
        }
        if !is_browser() {
            set(&headers, "User-Agent", &USER_AGENT.into());
        }
        let init = object([
            ("method", "GET".into()),
            ("headers", headers),
            ("redirect", "manual".into()),
            ("signal", attempt.signal.clone().into()),
        ]);
        let url = self.options.base_url.page_url(self.page.as_str());
        let response = match &self.handles.fetch {
            Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), &init),
            None => runtime::fetch(&url, &init),
        };
        let settled = match response {
            Ok(promise) => watch.wait_for(Promise::resolve(&promise)).await,
            Err(thrown) => Ok(Err(thrown)),
        };
        match settled {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(cause)) => {
                let message = connection_failed("no response: the connection failed", &cause);
                let failure = Failure::Network { message, is_retryable: true };
                Err(self.failed(failure, progress, Some(cause)))
            }
            Err(interrupt) => Err(self.interrupted(interrupt, watch, progress)),
        }
    }

    /// A response's status and headers, if it is one.
    fn head_of<'r>(
        &self,
        response: &'r JsValue,
        progress: &Progress,
    ) -> Result<Head<'r>, Obstacle> {
        let refused = |message: &str| {
            discard(response);
            let failure = Failure::Network { message: message.to_owned(), is_retryable: false };
            Err(self.failed(failure, progress, Some(response.clone())))
        };
        let status = get(response, "status").ok().and_then(|status| status.as_f64());
        let status =
            status.filter(|status| status.fract() == 0.0 && (0.0..1000.0).contains(status));
        let has_body = get(response, "body").is_ok_and(|body| !body.is_undefined())
            || method(response, "arrayBuffer").is_some()
            || method(response, "text").is_some();
        let Some(status) = status.filter(|_| has_body) else {
            return refused("fetch gave something that is no Response");
        };
        if get(response, "redirected").is_ok_and(|redirected| redirected.is_truthy()) {
            return refused("fetch followed a redirect, although it was told not to");
        }
        Ok(Head { response, status: status as u16 })
    }

    /// The error of a status outside 2xx, with as much of its body as comes.
    async fn refused(&self, watch: &Watch, progress: &Progress, head: &Head<'_>) -> Obstacle {
        let mut body = Vec::new();
        let read = read_body(head.response, MAX_ERROR_BODY_BYTES, watch, &mut body).await;
        if let Err(BodyError::Interrupted(interrupt)) = &read
            && *interrupt != Interrupt::Timeout(TimeoutScope::Attempt)
        {
            return self.interrupted(*interrupt, watch, progress);
        }
        let mut error = ApiError::read(head.status, &body, &progress.secrets);
        error.retry_after_ms = head.header("Retry-After").and_then(|header| {
            retry_after_ms(&header, head.header("Date").as_deref(), js_sys::Date::now())
        });
        let obstacle = self.failed(Failure::Api(error), progress, None);
        match obstacle {
            Obstacle::Failed { failure, .. }
                if self.wants_answer && (400..600).contains(&head.status) =>
            {
                let whole = read.is_ok().then_some(body.as_slice());
                Obstacle::Failed { failure, ending: self.answer(head, whole, progress) }
            }
            obstacle => obstacle,
        }
    }

    /// What is passed on of a response; null stands for a body that isn't there whole.
    fn answer(
        &self,
        head: &Head<'_>,
        body: Option<&[u8]>,
        progress: &Progress,
    ) -> Result<JsValue, JsValue> {
        let text = String::from_utf8_lossy(body.unwrap_or_default());
        if progress.credentials.as_ref().is_some_and(|them| them.are_told_by(&text)) {
            let message = "the API's answer repeats the credentials".to_owned();
            return Err(error_from(&self.report(&Failure::Response { message }, progress)));
        }
        let headers = object([
            ("Content-Type", or_null(head.header("Content-Type"))),
            ("Retry-After", or_null(head.header("Retry-After"))),
            (REQUEST_ID, or_null(progress.request_id.clone())),
        ]);
        Ok(object([
            ("status", head.status.into()),
            ("headers", headers),
            ("body", body.map_or(JsValue::NULL, |body| js_sys::Uint8Array::from(body).into())),
        ]))
    }

    /// The page of a body, or why it holds none.
    fn page_from(
        &self,
        body: &[u8],
        progress: &Progress,
        head: &Head<'_>,
        started: f64,
    ) -> Result<JsValue, Obstacle> {
        let mut page = match decode(body) {
            Ok(page) => page,
            Err(error) => {
                let failure = Failure::Response { message: error.to_string() };
                return Err(self.failed(failure, progress, None));
            }
        };
        let (next, previous) = self.links_of(&mut page);
        self.emit(&Event::Page {
            page: self.page_number,
            profiles: page.profiles.count,
            issues: page.issues.len(),
        });
        if let Some(failure) = page_out::strict_failure(&page, self.options.validation) {
            let error =
                error_from(&Report { issues: &page.issues, ..self.report(&failure, progress) });
            return Err(Obstacle::Failed { failure, ending: Err(error) });
        }
        if self.wants_answer {
            return Ok(self.answer(head, Some(body), progress)?);
        }
        let cursor_text = |cursor: Option<Cursor>| or_null(cursor.map(|cursor| cursor.to_text()));
        Ok(object([
            ("objects", page_out::objects(&page)),
            ("digest", digest_of_sids(&page).map_or(JsValue::UNDEFINED, JsValue::from)),
            ("cursor", self.page.cursor_text().into()),
            ("nextCursor", cursor_text(next)),
            ("previousCursor", cursor_text(previous)),
            ("status", head.status.into()),
            ("requestId", or_null(progress.request_id.clone())),
            ("attempts", progress.attempt.into()),
            ("elapsedMs", (now() - started).into()),
        ]))
    }

    /// The cursors of the pages around this one. A link back that can't be followed is an issue; one onward is an error
    /// when it is used.
    fn links_of(&self, page: &mut Page<'_>) -> (Option<Cursor>, Option<Cursor>) {
        let cursor_at = |page: &Page<'_>, property| {
            page.meta.text(property).map(|link| Cursor::from_link(&link, &self.options.base_url))
        };
        let next = cursor_at(page, MetaProperty::NextPageUrl);
        let previous = cursor_at(page, MetaProperty::PreviousPageUrl);
        if previous != Some(Cursor::BadLink) {
            return (next, previous);
        }
        let path = "/meta/previous_page_url";
        let is_known = |issue: &Issue<'_>| issue.path == path && issue.code == IssueCode::Uri;
        if let Field::Text(text) = page.meta.get(MetaProperty::PreviousPageUrl)
            && !page.issues.iter().any(is_known)
        {
            page.issues.push(Issue {
                path: path.to_owned(),
                code: IssueCode::Uri,
                expected: "a link to a page of this list",
                value: Some(Value::from(*text)),
            });
        }
        (next, None)
    }

    fn report<'r>(&self, failure: &'r Failure, progress: &'r Progress) -> Report<'r> {
        Report {
            attempts: progress.attempt,
            request_id: progress.request_id.clone(),
            cursor: Some(self.page.cursor_text()),
            secrets: &progress.secrets,
            ..Report::new(failure)
        }
    }

    fn failed(&self, failure: Failure, progress: &Progress, cause: Option<JsValue>) -> Obstacle {
        let error = error_from(&Report { cause, ..self.report(&failure, progress) });
        Obstacle::Failed { failure, ending: Err(error) }
    }

    fn interrupted(&self, interrupt: Interrupt, watch: &Watch, progress: &Progress) -> Obstacle {
        let scope = match interrupt {
            Interrupt::Abort => return Obstacle::Foreign(watch.abort_reason()),
            Interrupt::Timeout(scope) => scope,
        };
        let milliseconds = match scope {
            TimeoutScope::Attempt => self.options.timeout_ms,
            TimeoutScope::Total => self.options.total_timeout_ms,
        };
        self.failed(Failure::Timeout { scope, milliseconds }, progress, None)
    }

    fn emit(&self, event: &Event<'_>) {
        if let Some(listener) = &self.handles.on_event {
            event.tell(listener);
        }
    }
}

fn or_null(text: Option<String>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from)
}

/// What happened, with the system's name for it (`ECONNREFUSED`) where the runtime tells one. Nothing else of what it
/// threw is repeated: that may hold the URL, and with it the filters.
fn connection_failed(what: &str, cause: &JsValue) -> String {
    let code_of = |error: &JsValue| get(error, "code").ok().and_then(|code| code.as_string());
    let is_name = |code: &String| {
        code.len() <= 40 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    let code = code_of(cause).or_else(|| code_of(&get(cause, "cause").ok()?)).filter(is_name);
    match code {
        Some(code) => [what, " (", &code, ")"].concat(),
        None => what.to_owned(),
    }
}

impl Obstacle {
    fn into_ending(self) -> Result<JsValue, JsValue> {
        match self {
            Self::Foreign(value) => Err(value),
            Self::Failed { ending, .. } => ending,
        }
    }
}

/// A response before its body.
struct Head<'r> {
    response: &'r JsValue,
    status: u16,
}

impl Head<'_> {
    /// A header; none where the response has no way to tell.
    fn header(&self, name: &str) -> Option<String> {
        let headers = get(self.response, "headers").ok()?;
        method(&headers, "get")?.call1(&headers, &name.into()).ok()?.as_string()
    }
}
