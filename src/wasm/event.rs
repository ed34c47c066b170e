use js_sys::Function;

use super::host;
use crate::json::{Member, write_record};

/// What a listener is told: facts alone, no header, no query, no value.
pub(super) enum Event<'e> {
    Request,
    Response { status: u16, elapsed_ms: f64, request_id: Option<&'e str> },
    Retry { wait_ms: f64, reason: &'static str },
    Page { profiles: usize, issues: usize },
}

impl Event<'_> {
    /// Tell a listener. `page` counts from 0 in its walk, `attempt` from 1.
    pub(super) fn tell(&self, listener: &Function, page: u32, attempt: u32) {
        let page = ("page", Member::Number(page.into()));
        let attempt = ("attempt", Member::Number(attempt.into()));
        let named = |name| ("type", Member::Text(name));
        let count = |number| Member::Number(number as u64);
        let mut json = Vec::new();
        match *self {
            Self::Request => write_record(&mut json, &[named("request"), page, attempt]),
            Self::Response { status, elapsed_ms, request_id } => {
                let status = ("status", Member::Number(status.into()));
                let elapsed = ("elapsedMs", Member::Milliseconds(elapsed_ms));
                let request_id = ("requestId", request_id.into());
                let response = [named("response"), page, attempt, status, elapsed, request_id];
                write_record(&mut json, &response);
            }
            Self::Retry { wait_ms, reason } => {
                let wait = ("waitMs", Member::Milliseconds(wait_ms));
                let reason = ("reason", Member::Text(reason));
                write_record(&mut json, &[named("retry"), page, attempt, wait, reason]);
            }
            Self::Page { profiles, issues } => {
                let counts = [("profiles", count(profiles)), ("issues", count(issues))];
                write_record(&mut json, &[named("page"), page, counts[0], counts[1]]);
            }
        }
        host::tell(listener, &json);
    }
}
