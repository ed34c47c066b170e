//! The exchange with the API for one page, or one profile: attempts, deadlines, retries and events. It is written once, over
//! [`Runtime`]: the tests run it over a simulated server and clock.

mod asked;
mod ended;
mod receiver;

use std::cell::{Cell, RefCell};
use std::pin::{Pin, pin};

use futures_util::future::{Either, select};

pub use asked::{Asked, Target};
pub use ended::{CallError, Ended};
pub use receiver::{Received, Receiver, ResponseFacts, Stop};

use crate::error::{ApiError, Failure, OptionsError, ResponseError, TimeoutError, TimeoutScope};
use crate::event::{Abort, Event, Position, Reason, What};
use crate::options::CredentialsSource;
use crate::redaction::Secrets;
use crate::retry::{Wait, retry_after_ms, wait_before_retry};
use crate::runtime::{BodyEnd, Broken, Head, NoCredentials, Request, Runtime};

/// How much of an error's body is read, in bytes.
const MAX_ERROR_BODY_BYTES: u32 = 64 * 1024;

/// Ask for a page until it comes, or until there is no use in asking again.
///
/// # Errors
///
/// [`Ended::Failed`] for the last attempt's failure or the end of the page's time; [`Ended::Thrown`] after an abort, and
/// with what a credentials function threw.
pub async fn exchange<R: Runtime, T>(
    runtime: &R,
    asked: Asked<'_>,
    receiver: &mut dyn Receiver<Output = T>,
) -> Result<T, Ended<R::Thrown>> {
    if let Some(reason) = runtime.abort_reason() {
        return Err(Ended::Thrown(reason));
    }
    let exchange = Exchange {
        runtime,
        asked,
        started: runtime.now(),
        attempts: Cell::new(0),
        request_id: RefCell::new(None),
        attempt_started: Cell::new(None),
    };
    exchange.run(receiver).await
}

struct Exchange<'e, R> {
    runtime: &'e R,
    asked: Asked<'e>,
    started: f64,
    attempts: Cell<u32>,
    request_id: RefCell<Option<String>>,
    /// When the attempt under way sent its request.
    attempt_started: Cell<Option<f64>>,
}

/// Why an attempt brought nothing.
struct Failed<R: Runtime> {
    failure: Failure,
    cause: Option<R::Thrown>,
    /// A refusal's head and body, for a receiver that takes them.
    refusal: Option<Refusal<R>>,
    secrets: Secrets,
}

struct Refusal<R: Runtime> {
    head: Head,
    response: R::Response,
    is_whole: bool,
}

/// What ends an attempt, and all others with it unless it is retried.
enum AttemptEnd<R: Runtime> {
    Failed(Box<Failed<R>>),
    /// Nothing more is to be tried.
    Ended(Ended<R::Thrown>),
}

impl<R: Runtime> Exchange<'_, R> {
    async fn run<T>(&self, receiver: &mut dyn Receiver<Output = T>) -> Result<T, Ended<R::Thrown>> {
        let total = self.asked.options.total_timeout_ms;
        // What is dropped here is ended: requests are aborted, timers cleared.
        let outcome = {
            let aborted = pin!(self.runtime.aborted());
            let deadline = pin!(self.runtime.sleep(total));
            let attempts = pin!(self.attempts(receiver));
            match select(aborted, select(deadline, attempts)).await {
                Either::Left((reason, _)) => Err(Either::Left(reason)),
                Either::Right((Either::Left(_), _)) => Err(Either::Right(())),
                Either::Right((Either::Right((outcome, _)), _)) => Ok(outcome),
            }
        };
        match outcome {
            Ok(outcome) => outcome,
            Err(Either::Left(reason)) => {
                self.emit_failure(Reason::Aborted(Abort::Abort), None, None, false);
                Err(Ended::Thrown(reason))
            }
            Err(Either::Right(())) => {
                let failure: Failure =
                    TimeoutError { scope: TimeoutScope::Total, milliseconds: total }.into();
                self.emit_failure(Reason::Failed(failure.kind()), None, None, false);
                Err(self.ended(failure, None))
            }
        }
    }

    async fn attempts<T>(
        &self,
        receiver: &mut dyn Receiver<Output = T>,
    ) -> Result<T, Ended<R::Thrown>> {
        loop {
            self.attempts.set(self.attempts.get() + 1);
            self.request_id.replace(None);
            let failed = match self.attempt(receiver).await {
                Ok(output) => return Ok(output),
                Err(AttemptEnd::Ended(ended)) => return Err(ended),
                Err(AttemptEnd::Failed(failed)) => *failed,
            };
            let wait = wait_before_retry(
                self.asked.options,
                &failed.failure,
                self.attempts.get(),
                self.runtime.now() - self.started,
                self.runtime.random(),
            );
            let (status, code) = match &failed.failure {
                Failure::Api(error) => (Some(error.status), error.code),
                _ => (failed.refusal.as_ref().map(|refusal| refusal.head.status), None),
            };
            let reason = failed.failure.kind();
            self.emit_failure(Reason::Failed(reason), status, code, wait.is_some());
            let Some(Wait { milliseconds, is_retry_after }) = wait else {
                return Err(self.last(failed, receiver));
            };
            drop(failed);
            self.emit(What::Retry { wait_ms: milliseconds, is_retry_after, reason });
            self.runtime.sleep(milliseconds.ceil() as u32).await;
        }
    }

    /// How the last attempt's failure ends the call.
    fn last<T>(
        &self,
        failed: Failed<R>,
        receiver: &mut dyn Receiver<Output = T>,
    ) -> Ended<R::Thrown> {
        let Failed { failure, cause, refusal, secrets } = failed;
        let looked_at = refusal.map_or(Ok(()), |Refusal { head, response, is_whole }| {
            let facts = self.facts(&head);
            self.runtime.with_body(&response, |body| {
                receiver.refusal(body, is_whole, &head, &facts, &secrets)
            })
        });
        match looked_at {
            Ok(()) => self.ended(failure, cause),
            Err(error) => self.ended(error.into(), None),
        }
    }

    /// Ask for the page once.
    async fn attempt<T>(
        &self,
        receiver: &mut dyn Receiver<Output = T>,
    ) -> Result<T, AttemptEnd<R>> {
        let options = self.asked.options;
        let credentials = match &options.credentials {
            None => None,
            Some(CredentialsSource::Fixed(credentials)) => Some(credentials.clone()),
            Some(CredentialsSource::Function) => {
                Some(self.runtime.credentials().await.map_err(|problem| {
                    AttemptEnd::Ended(match problem {
                        NoCredentials::Thrown(thrown) => Ended::Thrown(thrown),
                        NoCredentials::Wrong(error) => self.refused(error),
                    })
                })?)
            }
        };
        let personal = self.asked.target.personal_value();
        let secrets = Secrets::new(credentials.as_ref(), personal.as_deref());
        let request = Request {
            url: self.asked.target.url(&options.base_url),
            authorization: credentials.map(|credentials| credentials.authorization()),
        };
        let deadline = pin!(self.runtime.sleep(options.timeout_ms));
        self.attempt_started.set(Some(self.runtime.now()));
        self.emit(What::Request);
        // A listener may have ended the call.
        if let Some(reason) = self.runtime.abort_reason() {
            self.emit_failure(Reason::Aborted(Abort::Abort), None, None, false);
            return Err(AttemptEnd::Ended(Ended::Thrown(reason)));
        }
        self.ask(&request, secrets, deadline, receiver).await
    }

    async fn ask<T>(
        &self,
        request: &Request,
        secrets: Secrets,
        mut deadline: Pin<&mut impl Future<Output = ()>>,
        receiver: &mut dyn Receiver<Output = T>,
    ) -> Result<T, AttemptEnd<R>> {
        let timeout: Failure = TimeoutError {
            scope: TimeoutScope::Attempt,
            milliseconds: self.asked.options.timeout_ms,
        }
        .into();
        let sending = pin!(self.runtime.send(request));
        let (head, response) = match select(deadline.as_mut(), sending).await {
            Either::Left(_) => return Err(failed(timeout, None, secrets)),
            Either::Right((Ok(answered), _)) => answered,
            Either::Right((Err(Broken { error, cause }), _)) => {
                return Err(failed(error.into(), cause, secrets));
            }
        };
        let request_id = head.request_id.as_deref().map(|id| secrets.redact_credentials(id));
        self.request_id.replace(request_id.clone());
        self.emit(What::Response {
            status: head.status,
            elapsed_ms: self.since_request(),
            request_id: request_id.as_deref(),
        });
        let limit = if head.is_success() {
            self.asked.options.max_body_bytes
        } else {
            MAX_ERROR_BODY_BYTES
        };
        let end = {
            let reading = pin!(self.runtime.read(&response, limit));
            match select(deadline, reading).await {
                Either::Left(_) => None,
                Either::Right((end, _)) => Some(end),
            }
        };
        if !head.is_success() {
            // What came of an error's body is enough.
            return Err(self.refusal(head, response, matches!(end, Some(BodyEnd::Whole)), secrets));
        }
        match end {
            None => Err(failed(timeout, None, secrets)),
            Some(BodyEnd::Broken(Broken { error, cause })) => {
                Err(failed(error.into(), cause, secrets))
            }
            Some(BodyEnd::TooLarge) => {
                Err(failed(ResponseError::TooLarge { limit }.into(), None, secrets))
            }
            Some(BodyEnd::Whole) => self.receive(&head, &response, secrets, receiver),
        }
    }

    fn receive<T>(
        &self,
        head: &Head,
        response: &R::Response,
        secrets: Secrets,
        receiver: &mut dyn Receiver<Output = T>,
    ) -> Result<T, AttemptEnd<R>> {
        let facts = self.facts(head);
        let (received, bytes) = self
            .runtime
            .with_body(response, |body| (receiver.page(body, head, &facts, &secrets), body.len()));
        let Received { output, profiles, issues } =
            received.map_err(|error| failed(error.into(), None, secrets))?;
        let elapsed_ms = self.since_request();
        self.attempt_started.set(None);
        let request_id = facts.request_id.as_deref();
        self.emit(What::Page { profiles, issues, bytes, elapsed_ms, request_id });
        output.map_err(|Stop { error, cursor }| {
            AttemptEnd::Ended(Ended::Failed(Box::new(CallError {
                cursor,
                ..self.error(error.into(), None)
            })))
        })
    }

    fn refusal(
        &self,
        head: Head,
        response: R::Response,
        is_whole: bool,
        secrets: Secrets,
    ) -> AttemptEnd<R> {
        let mut error =
            self.runtime.with_body(&response, |body| ApiError::read(head.status, body, &secrets));
        error.retry_after_ms = head.retry_after.as_deref().and_then(|header| {
            retry_after_ms(header, head.date.as_deref(), self.runtime.unix_now())
        });
        AttemptEnd::Failed(Box::new(Failed {
            failure: error.into(),
            cause: None,
            refusal: Some(Refusal { head, response, is_whole }),
            secrets,
        }))
    }

    /// What a credentials function returned is none: no attempt began.
    fn refused(&self, error: OptionsError) -> Ended<R::Thrown> {
        let mut error = CallError::new(error.into());
        error.cursor = self.asked.target.cursor();
        Ended::Failed(Box::new(error))
    }

    fn ended(&self, failure: Failure, cause: Option<R::Thrown>) -> Ended<R::Thrown> {
        Ended::Failed(Box::new(self.error(failure, cause)))
    }

    fn error(&self, failure: Failure, cause: Option<R::Thrown>) -> CallError<R::Thrown> {
        CallError {
            failure,
            attempts: self.attempts.get(),
            request_id: self.request_id.borrow().clone(),
            cursor: self.asked.target.cursor(),
            cause,
        }
    }

    fn facts(&self, head: &Head) -> ResponseFacts {
        ResponseFacts {
            status: head.status,
            request_id: self.request_id.borrow().clone(),
            attempts: self.attempts.get(),
            elapsed_ms: to_the_microsecond(self.runtime.now() - self.started),
        }
    }

    /// Milliseconds since the attempt under way sent its request.
    fn since_request(&self) -> f64 {
        let started = self.attempt_started.get().unwrap_or(self.started);
        to_the_microsecond(self.runtime.now() - started)
    }

    /// The attempt under way, if one is, is over.
    fn emit_failure(
        &self,
        reason: Reason,
        status: Option<u16>,
        code: Option<u64>,
        will_retry: bool,
    ) {
        if self.attempt_started.get().is_none() {
            return;
        }
        let elapsed_ms = self.since_request();
        self.attempt_started.set(None);
        let request_id = self.request_id.borrow().clone();
        let request_id = request_id.as_deref();
        self.emit(What::Failure { reason, status, code, elapsed_ms, request_id, will_retry });
    }

    fn emit(&self, what: What<'_>) {
        let at = Position {
            label: self.asked.options.label.as_deref(),
            walk: self.asked.walk,
            page: self.asked.number,
            attempt: self.attempts.get(),
        };
        self.runtime.emit(&Event { what, at });
    }
}

fn failed<R: Runtime>(
    failure: Failure,
    cause: Option<R::Thrown>,
    secrets: Secrets,
) -> AttemptEnd<R> {
    AttemptEnd::Failed(Box::new(Failed { failure, cause, refusal: None, secrets }))
}

fn to_the_microsecond(milliseconds: f64) -> f64 {
    (milliseconds * 1000.0).round() / 1000.0
}
