//! Failures as JavaScript errors: a record of plain facts, of which errors.js makes an object of the right class.

use wasm_bindgen::prelude::*;

use super::host;
use crate::decode::write_issues;
use crate::failure::Failure;
use crate::issue::Issue;
use crate::json::{Member, write_record};
use crate::redaction::redact;

/// A failure, and how far the request had come.
pub(super) struct Report<'r> {
    pub(super) failure: &'r Failure,
    pub(super) attempts: u32,
    pub(super) request_id: Option<&'r str>,
    pub(super) cursor: Option<String>,
    pub(super) issues: &'r [Issue<'r>],
    pub(super) cause: Option<JsValue>,
    pub(super) secrets: &'r [String],
}

impl<'r> Report<'r> {
    pub(super) const fn new(failure: &'r Failure) -> Self {
        Self {
            failure,
            attempts: 0,
            request_id: None,
            cursor: None,
            issues: &[],
            cause: None,
            secrets: &[],
        }
    }
}

/// The error object of a failure.
pub(super) fn error_from(report: &Report<'_>) -> JsValue {
    let failure = report.failure;
    let message = redact(&failure.message(), report.secrets);
    let mut issues = Vec::new();
    let mut members = vec![
        ("kind", Member::Text(failure.kind())),
        ("message", Member::Text(&message)),
        ("retryable", Member::Boolean(failure.is_retryable())),
        ("attempts", Member::Number(report.attempts.into())),
        ("requestId", report.request_id.into()),
        ("cursor", report.cursor.as_deref().into()),
        ("hasCause", Member::Boolean(report.cause.is_some())),
    ];
    match failure {
        Failure::Options(error) => members.push(("option", Member::Text(error.option()))),
        Failure::Api(error) => members.extend([
            ("status", Member::Number(error.status.into())),
            ("code", error.code.into()),
            ("moreInfo", error.more_info.as_deref().into()),
            ("retryAfterMs", error.retry_after_ms.into()),
            (
                "details",
                error.details.as_deref().map_or(Member::Null, |json| Member::Json(json.as_bytes())),
            ),
        ]),
        Failure::Timeout { scope, .. } => members.push(("scope", Member::Text(scope.as_str()))),
        Failure::Pagination(error) => members.push(("reason", Member::Text(error.reason()))),
        Failure::Response { .. } => {
            write_issues(&mut issues, report.issues);
            members.push(("issues", Member::Json(&issues)));
        }
        Failure::Network { .. } => {}
    }
    let mut record = Vec::new();
    write_record(&mut record, &members);
    host::error_from(&record, report.cause.as_ref().unwrap_or(&JsValue::UNDEFINED))
}
