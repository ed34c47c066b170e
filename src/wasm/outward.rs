//! What goes out: errors, events and pages. Facts of closed shapes go by serde; what a server sent goes by the engine's own
//! JSON parser.

use js_sys::{JSON, Object};
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, preserve};
use wasm_bindgen::prelude::*;

use super::host::{make_error, make_page};
use crate::cursor::Cursor;
use crate::decode::Page;
use crate::error::{Failure, Kind, OwnedIssue, TimeoutScope};
use crate::exchange::{CallError, Ended};
use crate::page::ListPage;
use crate::walk::PageFacts;

/// Null stands for what isn't there.
const SERIALIZER: Serializer =
    Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);

/// Facts as an object.
pub(super) fn to_js(facts: &impl Serialize) -> JsValue {
    // None of the shapes can fail to serialize.
    facts.serialize(&SERIALIZER).unwrap_or_default()
}

/// An object with the members of other facts besides. serde's `flatten` does the same, with code of its own for each type
/// of a member.
pub(super) fn with(object: JsValue, facts: &impl Serialize) -> JsValue {
    let object: Object = object.unchecked_into();
    let facts: Object = to_js(facts).unchecked_into();
    Object::assign(&object, &facts).into()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorFacts<'e> {
    kind: Kind,
    message: String,
    label: Option<&'e str>,
    retryable: bool,
    attempts: u32,
    request_id: Option<&'e str>,
    cursor: Option<String>,
}

/// What was thrown, be it undefined.
#[derive(Serialize)]
struct Cause {
    #[serde(with = "preserve")]
    cause: JsValue,
}

/// The facts of one kind of error alone.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum OwnFacts<'e> {
    Options {
        option: &'e str,
    },
    Api {
        status: u16,
        code: Option<f64>,
        more_info: Option<&'e str>,
        #[serde(with = "preserve")]
        details: JsValue,
        retry_after_ms: Option<f64>,
    },
    Network {},
    Timeout {
        scope: TimeoutScope,
    },
    Response {
        issues: Vec<IssueFacts<'e>>,
    },
    Pagination {
        reason: &'static str,
    },
}

#[derive(Serialize)]
struct IssueFacts<'i> {
    path: &'i str,
    code: &'static str,
    expected: &'static str,
    /// The value of what is missing is missing.
    #[serde(with = "preserve", skip_serializing_if = "JsValue::is_undefined")]
    value: JsValue,
}

impl<'i> From<&'i OwnedIssue> for IssueFacts<'i> {
    fn from(issue: &'i OwnedIssue) -> Self {
        let value = issue.value.as_deref().and_then(|json| std::str::from_utf8(json).ok());
        Self {
            path: &issue.path,
            code: issue.code.as_str(),
            expected: issue.expected,
            value: value.and_then(|json| JSON::parse(json).ok()).unwrap_or_default(),
        }
    }
}

impl<'e> From<&'e Failure> for OwnFacts<'e> {
    fn from(failure: &'e Failure) -> Self {
        match failure {
            Failure::Options(error) => Self::Options { option: error.option() },
            Failure::Api(error) => Self::Api {
                status: error.status,
                code: error.code.map(|code| code as f64),
                more_info: error.more_info.as_deref(),
                details: error
                    .details
                    .as_deref()
                    .and_then(|json| JSON::parse(json).ok())
                    .unwrap_or(JsValue::NULL),
                retry_after_ms: error.retry_after_ms.map(|milliseconds| milliseconds as f64),
            },
            Failure::Network(_) => Self::Network {},
            Failure::Timeout(error) => Self::Timeout { scope: error.scope },
            Failure::Response(error) => {
                Self::Response { issues: error.issues().iter().map(Into::into).collect() }
            }
            Failure::Pagination(error) => Self::Pagination { reason: error.reason() },
        }
    }
}

/// The error object of a failure.
pub(super) fn error_object(error: CallError<JsValue>, label: Option<&str>) -> JsValue {
    let CallError { failure, attempts, request_id, cursor, cause } = error;
    let facts = ErrorFacts {
        kind: failure.kind(),
        message: failure.message(label),
        label,
        retryable: failure.is_retryable(),
        attempts,
        request_id: request_id.as_deref(),
        cursor: cursor.as_ref().map(Cursor::to_text),
    };
    let facts = with(to_js(&facts), &OwnFacts::from(&failure));
    make_error(&with(facts, &cause.map(|cause| Cause { cause })))
}

/// The error object of a failure of which nothing else is known.
pub(super) fn thrown(failure: impl Into<Failure>, label: Option<&str>) -> JsValue {
    error_object(CallError::new(failure.into()), label)
}

/// What a call that ended so rejects with.
pub(super) fn rejection(ended: Ended<JsValue>, label: Option<&str>) -> JsValue {
    match ended {
        Ended::Failed(error) => error_object(*error, label),
        Ended::Thrown(thrown) => thrown,
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListPageFacts<'p> {
    cursor: Option<String>,
    next_cursor: Option<String>,
    previous_cursor: Option<String>,
    handed_out: usize,
    response: ResponseFacts<'p>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResponseFacts<'p> {
    status: u16,
    request_id: Option<&'p str>,
    attempts: u32,
    elapsed_ms: f64,
}

/// The object of a page that was asked for, or of a profile as a page of one.
pub(super) fn list_page_object(page: &ListPage<'_>, facts: PageFacts) -> JsValue {
    let PageFacts { cursor, handed_out, response } = facts;
    let facts = ListPageFacts {
        cursor: cursor.as_ref().map(Cursor::to_text),
        next_cursor: page.next.as_ref().map(Cursor::to_text),
        previous_cursor: page.previous.as_ref().map(Cursor::to_text),
        handed_out,
        response: ResponseFacts {
            status: response.status,
            request_id: response.request_id.as_deref(),
            attempts: response.attempts,
            elapsed_ms: response.elapsed_ms,
        },
    };
    page_object(&page.page, &to_js(&facts))
}

/// The object of a page; `facts` is undefined for a body that came another way.
pub(super) fn page_object(page: &Page<'_>, facts: &JsValue) -> JsValue {
    let columns = &page.columns;
    let rest = page.rest();
    make_page(&columns.codes, &columns.instants, &columns.texts, &columns.block_ends, &rest, facts)
}
