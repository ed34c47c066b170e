//! Failures as JavaScript gets them: a record of plain facts, of which the package makes an error object.

use crate::decode::write_issues;
use crate::failure::Failure;
use crate::issue::Issue;
use crate::json::Record;

/// A failure, and where.
pub struct Report<'r> {
    /// What went wrong.
    pub failure: Failure,
    /// The page that was asked for, or where to resume.
    pub cursor: Option<String>,
    /// The issues of a page that is none because of them.
    pub issues: &'r [Issue<'r>],
}

impl Report<'_> {
    /// The failure alone.
    pub const fn new(failure: Failure) -> Self {
        Self { failure, cursor: None, issues: &[] }
    }

    /// The record, as JSON. What the transport knows besides (how often it asked, and by what name) is for it to add.
    pub fn record(&self) -> Vec<u8> {
        let failure = &self.failure;
        let message = failure.message();
        let mut record = Record::default();
        record.text("kind", failure.kind());
        record.text("message", &*message);
        record.boolean("retryable", failure.is_retryable());
        record.text("cursor", self.cursor.as_deref());
        match failure {
            Failure::Options(error) => record.text("option", error.option()),
            Failure::Api(error) => {
                record.number("status", u64::from(error.status));
                record.number("code", error.code);
                record.text("moreInfo", error.more_info.as_deref());
                record.number("retryAfterMs", error.retry_after_ms);
                record.json("details", error.details.as_deref().unwrap_or("null").as_bytes());
            }
            Failure::Timeout { scope, .. } => record.text("scope", scope.as_str()),
            Failure::Pagination(error) => record.text("reason", error.reason()),
            Failure::Response { .. } => write_issues(record.value("issues"), self.issues),
            Failure::Network { .. } => {}
        }
        record.finish()
    }
}
