//! Failures as JavaScript errors: a record of plain facts, of which errors.js makes an object of the right class.

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::host;
use super::page_out;
use super::runtime::set;
use crate::failure::Failure;
use crate::issue::Issue;
use crate::redaction::redact;

/// A failure, and how far the request had come.
pub(super) struct Report<'r> {
    pub(super) failure: &'r Failure,
    pub(super) attempts: u32,
    pub(super) request_id: Option<String>,
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

/// The facts that every error has, and those of its class.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'r> {
    kind: &'static str,
    message: String,
    retryable: bool,
    attempts: u32,
    request_id: Option<&'r str>,
    cursor: Option<&'r str>,
    #[serde(flatten)]
    own: Own<'r>,
}

#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Own<'r> {
    Options { option: &'r str },
    Api { status: u16, code: Option<f64>, more_info: Option<&'r str>, retry_after_ms: Option<f64> },
    Timeout { scope: &'static str },
    Pagination { reason: &'static str },
    Nothing {},
}

/// The error object of a failure.
pub(super) fn error_from(report: &Report<'_>) -> JsValue {
    let own = match report.failure {
        Failure::Options(error) => Own::Options { option: error.option() },
        Failure::Api(error) => Own::Api {
            status: error.status,
            code: error.code.map(|code| code as f64),
            more_info: error.more_info.as_deref(),
            retry_after_ms: error.retry_after_ms.map(|milliseconds| milliseconds as f64),
        },
        Failure::Timeout { scope, .. } => Own::Timeout { scope: scope.as_str() },
        Failure::Pagination(error) => Own::Pagination { reason: error.reason() },
        Failure::Network { .. } | Failure::Response { .. } => Own::Nothing {},
    };
    let record = Record {
        kind: report.failure.kind(),
        message: redact(&report.failure.to_string(), report.secrets),
        retryable: report.failure.is_retryable(),
        attempts: report.attempts,
        request_id: report.request_id.as_deref(),
        cursor: report.cursor.as_deref(),
        own,
    };
    let value = to_js(&record);
    if let Failure::Api(error) = report.failure {
        let details = error.details.as_deref().and_then(|json| JSON::parse(json).ok());
        set(&value, "details", &details.unwrap_or(JsValue::NULL));
    }
    if let Failure::Response { .. } = report.failure {
        let mut json = Vec::new();
        page_out::write_issues(&mut json, report.issues);
        let json = String::from_utf8(json).unwrap_or_default();
        let issues = JSON::parse(&json).unwrap_or(JsValue::NULL);
        set(&value, "issues", &issues);
    }
    if let Some(cause) = &report.cause {
        set(&value, "cause", cause);
    }
    host::error_from(value)
}

/// A record as a plain object in which null stands for what is missing.
pub(super) fn to_js(record: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    record.serialize(&serializer).unwrap_or_else(JsValue::from)
}
