//! One page over `fetch`: request, response, body, page, with the retries, clocks and the signal around them. A page is
//! wanted as objects, or as the bytes that came, for a handler that passes them on.

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::body::{BodyError, discard, read_body};
use super::decode;
use super::event::Event;
use super::failure_out::{Report, error_from};
use super::head::Head;
use super::interrupt::{Interrupt, Settled, Watch};
use super::options_in::{Handles, read_credentials, thrown};
use super::page_out;
use super::runtime::{self, get, is_browser, method, now, object, set};
use crate::api_error::ApiError;
use crate::credentials::Credentials;
use crate::decode::Page;
use crate::failure::{Failure, TimeoutScope};
use crate::issue::{Issue, IssueCode};
use crate::json::{Member, Value};
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
struct Obstacle {
    /// How the request ends, unless it is repeated.
    ending: Result<JsValue, JsValue>,
    /// After how many milliseconds it is repeated, and why.
    retry: Option<(f64, &'static str)>,
}

/// What a caller's own function threw, or its signal's reason: passed on as it is.
impl From<JsValue> for Obstacle {
    fn from(value: JsValue) -> Self {
        Self { ending: Err(value), retry: None }
    }
}

/// What is known so far of the request, and of the attempt that is under way.
struct Progress {
    started: f64,
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
        let mut progress = Progress {
            started: now(),
            attempt: 0,
            secrets: Vec::new(),
            credentials: None,
            request_id: None,
        };
        let watch = Watch::new(signal, self.options.total_timeout_ms)?;
        loop {
            progress.attempt += 1;
            progress.request_id = None;
            progress.secrets = self.page.filter_values();
            let (wait_ms, reason) = match self.attempt(&watch, &mut progress).await {
                Ok(page) => return Ok(page),
                Err(Obstacle { ending, retry: None }) => return ending,
                Err(Obstacle { retry: Some(retry), .. }) => retry,
            };
            self.emit(&progress, &Event::Retry { wait_ms, reason });
            if let Some(interrupt) = watch.sleep(wait_ms).await {
                return self.interrupted(interrupt, &watch, &progress).ending;
            }
        }
    }

    async fn attempt(&self, watch: &Watch, progress: &mut Progress) -> Result<JsValue, Obstacle> {
        let mut credentials = self.handles.credentials.clone();
        if let Some(function) = credentials.dyn_ref::<js_sys::Function>() {
            let promise = function.call0(&JsValue::UNDEFINED)?;
            credentials = match watch.wait_for(&promise).await {
                Settled::Fulfilled(value) => value,
                Settled::Rejected(error) => return Err(error.into()),
                Settled::Interrupted(interrupt) => {
                    return Err(self.interrupted(interrupt, watch, progress));
                }
            };
        }
        let authorization = match self.handles.credentials.is_undefined() {
            true => None,
            false => Some(authorization(&credentials, progress)?),
        };
        let attempt_started = now();
        let attempt = watch.attempt(self.options.timeout_ms)?;
        self.emit(progress, &Event::Request);

        let settled = match self.send(&attempt.signal, authorization.as_deref()) {
            Ok(promise) => watch.wait_for(&promise).await,
            Err(thrown) => Settled::Rejected(thrown),
        };
        let response = match settled {
            Settled::Fulfilled(response) => response,
            Settled::Rejected(cause) => {
                let what = "no response: the connection failed";
                return Err(self.connection_failed(what, cause, progress));
            }
            Settled::Interrupted(interrupt) => {
                return Err(self.interrupted(interrupt, watch, progress));
            }
        };
        let head = self.head_of(&response, progress)?;
        progress.request_id = head.header(REQUEST_ID).map(|id| redact(&id, &progress.secrets));
        self.emit(
            progress,
            &Event::Response {
                status: head.status,
                elapsed_ms: now() - attempt_started,
                request_id: progress.request_id.as_deref(),
            },
        );

        let is_page = (200..300).contains(&head.status);
        let limit =
            if is_page { self.options.max_body_bytes as usize } else { MAX_ERROR_BODY_BYTES };
        let mut body = Vec::with_capacity(head.expected_length().min(limit));
        let end = read_body(&response, limit, watch, &mut body).await;
        let attempts_time = Interrupt::Timeout(TimeoutScope::Attempt);
        match end {
            Err(BodyError::Interrupted(interrupt)) if is_page || interrupt != attempts_time => {
                Err(self.interrupted(interrupt, watch, progress))
            }
            end if !is_page => Err(self.refused(&head, &body, end.is_ok(), progress)),
            Err(BodyError::Broken(cause)) => {
                let what = "the connection broke before the body's end";
                Err(self.connection_failed(what, cause, progress))
            }
            Err(_) => {
                let size = limit.to_string();
                let message = ["the body is larger than ", &size, " bytes (maxBodyBytes)"].concat();
                Err(self.failed(&Failure::Response { message }, progress, None))
            }
            Ok(()) => {
                attempt.finish();
                self.page_from(&body, progress, &head)
            }
        }
    }

    /// Ask for the page; what `fetch` gives.
    fn send(&self, signal: &AbortSignal, authorization: Option<&str>) -> Result<JsValue, JsValue> {
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
            ("signal", signal.into()),
        ]);
        let url = self.options.base_url.page_url(self.page.as_str());
        match &self.handles.fetch {
            Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), &init),
            None => runtime::fetch(&url, &init),
        }
    }

    /// A response's status and headers, if it is one.
    fn head_of<'r>(
        &self,
        response: &'r JsValue,
        progress: &Progress,
    ) -> Result<Head<'r>, Obstacle> {
        let status = get(response, "status").ok().and_then(|status| status.as_f64());
        let status =
            status.filter(|status| status.fract() == 0.0 && (0.0..1000.0).contains(status));
        let has_body = get(response, "body").is_ok_and(|body| !body.is_undefined())
            || method(response, "arrayBuffer").is_some()
            || method(response, "text").is_some();
        let is_redirected = get(response, "redirected").is_ok_and(|value| value.is_truthy());
        let problem = match status {
            Some(_) if is_redirected => "fetch followed a redirect, although it was told not to",
            Some(status) if has_body => return Ok(Head { response, status: status as u16 }),
            _ => "fetch gave something that is no Response",
        };
        discard(response);
        let failure = Failure::Network { message: problem.to_owned(), is_retryable: false };
        Err(self.failed(&failure, progress, Some(response.clone())))
    }

    /// The error of a status outside 2xx, with as much of its body as came.
    fn refused(
        &self,
        head: &Head<'_>,
        body: &[u8],
        is_whole: bool,
        progress: &Progress,
    ) -> Obstacle {
        let mut error = ApiError::read(head.status, body, &progress.secrets);
        error.retry_after_ms = head.header("Retry-After").and_then(|header| {
            retry_after_ms(&header, head.header("Date").as_deref(), js_sys::Date::now())
        });
        let mut obstacle = self.failed(&Failure::Api(error), progress, None);
        if self.wants_answer && (400..600).contains(&head.status) {
            obstacle.ending = self.answer(head, is_whole.then_some(body), progress);
        }
        obstacle
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
    ) -> Result<JsValue, Obstacle> {
        let mut page = match decode(body) {
            Ok(page) => page,
            Err(error) => {
                let failure = Failure::Response { message: error.message() };
                return Err(self.failed(&failure, progress, None));
            }
        };
        let (next, previous) = self.links_of(&mut page);
        let (profiles, issues) = (page.profiles.count, page.issues.len());
        self.emit(progress, &Event::Page { profiles, issues });
        if let Some(failure) = page_out::strict_failure(&page, self.options.validation) {
            let report = Report { issues: &page.issues, ..self.report(&failure, progress) };
            return Err(error_from(&report).into());
        }
        if self.wants_answer {
            return Ok(self.answer(head, Some(body), progress)?);
        }
        let text = |cursor: Option<Cursor>| cursor.map(|cursor| cursor.to_text());
        let (next, previous) = (text(next), text(previous));
        Ok(page_out::objects(
            &page,
            Some(&[
                ("digest", digest_of_sids(&page).into()),
                ("cursor", Member::Text(&self.page.cursor_text())),
                ("nextCursor", next.as_deref().into()),
                ("previousCursor", previous.as_deref().into()),
                ("status", Member::Number(head.status.into())),
                ("requestId", progress.request_id.as_deref().into()),
                ("attempts", Member::Number(progress.attempt.into())),
                ("elapsedMs", Member::Milliseconds(now() - progress.started)),
            ]),
        ))
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
            request_id: progress.request_id.as_deref(),
            cursor: Some(self.page.cursor_text()),
            secrets: &progress.secrets,
            ..Report::new(failure)
        }
    }

    fn failed(&self, failure: &Failure, progress: &Progress, cause: Option<JsValue>) -> Obstacle {
        let elapsed = now() - progress.started;
        let random = js_sys::Math::random();
        let wait = wait_before_retry(&self.options, failure, progress.attempt, elapsed, random);
        Obstacle {
            ending: Err(error_from(&Report { cause, ..self.report(failure, progress) })),
            retry: wait.map(|wait| (wait, failure.kind())),
        }
    }

    /// What happened, with the system's name for it (`ECONNREFUSED`) where the runtime tells one. Nothing else of what it
    /// threw is repeated: that may hold the URL, and with it the filters.
    fn connection_failed(&self, what: &str, cause: JsValue, progress: &Progress) -> Obstacle {
        let code_of = |error: &JsValue| get(error, "code").ok().and_then(|code| code.as_string());
        let is_name = |code: &String| {
            code.len() <= 40 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        };
        let code = code_of(&cause).or_else(|| code_of(&get(&cause, "cause").ok()?)).filter(is_name);
        let message = match code {
            Some(code) => [what, " (", &code, ")"].concat(),
            None => what.to_owned(),
        };
        self.failed(&Failure::Network { message, is_retryable: true }, progress, Some(cause))
    }

    fn interrupted(&self, interrupt: Interrupt, watch: &Watch, progress: &Progress) -> Obstacle {
        let scope = match interrupt {
            Interrupt::Timeout(scope) => scope,
            Interrupt::Abort | Interrupt::Woken => return watch.abort_reason().into(),
        };
        let milliseconds = match scope {
            TimeoutScope::Attempt => self.options.timeout_ms,
            TimeoutScope::Total => self.options.total_timeout_ms,
        };
        self.failed(&Failure::Timeout { scope, milliseconds }, progress, None)
    }

    fn emit(&self, progress: &Progress, event: &Event<'_>) {
        if let Some(listener) = &self.handles.on_event {
            event.tell(listener, self.page_number, progress.attempt);
        }
    }
}

/// The `Authorization` header of credentials.
fn authorization(credentials: &JsValue, progress: &mut Progress) -> Result<String, JsValue> {
    let credentials = read_credentials(credentials)?.map_err(thrown)?;
    progress.secrets.extend(credentials.secrets());
    let authorization = credentials.authorization();
    progress.credentials = Some(credentials);
    Ok(authorization)
}

fn or_null(text: Option<String>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from)
}
