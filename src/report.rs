//! Failures as JavaScript gets them: a record of plain facts, of which the package makes an error object.

use crate::decode::write_issues;
use crate::failure::Failure;
use crate::issue::Issue;
use crate::json::{Member, write_record};
use crate::redaction::redact;

/// A failure, and where.
pub struct Report<'r> {
    /// What went wrong.
    pub failure: Failure,
    /// The page that was asked for, or where to resume.
    pub cursor: Option<String>,
    /// The issues of a page that is none because of them.
    pub issues: &'r [Issue<'r>],
    /// What the message must not repeat.
    pub secrets: &'r [String],
}

impl Report<'_> {
    /// The failure alone.
    pub const fn new(failure: Failure) -> Self {
        Self { failure, cursor: None, issues: &[], secrets: &[] }
    }

    /// The record, as JSON. What the transport knows besides (how often it asked, and by what name) is for it to add.
    pub fn record(&self) -> Vec<u8> {
        let failure = &self.failure;
        let message = redact(&failure.message(), self.secrets);
        let mut issues = Vec::new();
        let mut members = vec![
            ("kind", Member::Text(failure.kind())),
            ("message", Member::Text(&message)),
            ("retryable", Member::Boolean(failure.is_retryable())),
            ("cursor", self.cursor.as_deref().into()),
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
                    error
                        .details
                        .as_deref()
                        .map_or(Member::Null, |json| Member::Json(json.as_bytes())),
                ),
            ]),
            Failure::Timeout { scope, .. } => members.push(("scope", Member::Text(scope.as_str()))),
            Failure::Pagination(error) => members.push(("reason", Member::Text(error.reason()))),
            Failure::Response { .. } => {
                write_issues(&mut issues, self.issues);
                members.push(("issues", Member::Json(&issues)));
            }
            Failure::Network { .. } => {}
        }
        let mut record = Vec::new();
        write_record(&mut record, &members);
        record
    }
}
