//! A page that came: its body decoded and held to the options, and the cursors of the pages around it.

use crate::base_url::BaseUrl;
use crate::cursor::Cursor;
use crate::decode::{Decoder, Page, decode_profile};
use crate::error::ResponseError;
use crate::exchange::{Asked, Target};
use crate::issue::{Issue, IssueCode};
use crate::json::{Kind, Reader};
use crate::model::MetaProperty;
use crate::options::{ClientOptions, Validation};
use crate::redaction::Secrets;

/// A page, and the cursors of the pages around it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPage<'b> {
    /// The page.
    pub page: Page<'b>,
    /// The page after; `None` is the end of the list.
    pub next: Option<Cursor>,
    /// The page before.
    pub previous: Option<Cursor>,
}

/// Decode the body of what was asked for, and hold it to the client's options.
///
/// # Errors
///
/// As [`read_page`]; a profile is read as a page of one, and has to be the one that was asked for.
pub fn read_body<'b>(
    decoder: &mut Decoder,
    body: &'b [u8],
    asked: Asked<'_>,
    secrets: &Secrets,
) -> Result<ListPage<'b>, ResponseError> {
    let sid = match asked.target {
        Target::Page(_) => return read_page(decoder, body, asked.options, secrets),
        Target::Profile(sid) => sid,
    };
    let page = decode_profile(body).map_err(ResponseError::NotAPage)?;
    // The API may leave any property out, but not put another one's into its place.
    if let Ok(Kind::Text(came)) = Reader::new(page.columns.sids()).value().map(|value| value.kind())
        && !came.decoded().eq_ignore_ascii_case(sid)
    {
        return Err(ResponseError::AnotherProfile);
    }
    hold_to(asked.options.validation, &page, secrets)?;
    Ok(ListPage { page, next: None, previous: None })
}

/// Decode a page, and hold it to the client's options.
///
/// A link back that can't be followed is an issue; one onward is an error when it is used.
///
/// # Errors
///
/// [`ResponseError`] for a body that is no page, and in strict mode for a page with issues.
pub fn read_page<'b>(
    decoder: &mut Decoder,
    body: &'b [u8],
    options: &ClientOptions,
    secrets: &Secrets,
) -> Result<ListPage<'b>, ResponseError> {
    let mut page = decoder.page(body).map_err(ResponseError::NotAPage)?;
    let (next, previous) = cursors_around(&mut page, &options.base_url);
    hold_to(options.validation, &page, secrets)?;
    Ok(ListPage { page, next, previous })
}

/// In strict mode a page with issues is none.
///
/// # Errors
///
/// [`ResponseError::Strict`] with all of them.
pub fn hold_to(
    validation: Validation,
    page: &Page<'_>,
    secrets: &Secrets,
) -> Result<(), ResponseError> {
    match page.issues.first().filter(|_| validation == Validation::Strict) {
        None => Ok(()),
        Some(first) => Err(ResponseError::Strict {
            issues: page.issues.iter().map(Into::into).collect(),
            path: secrets.redact(&first.path),
            expected: first.expected,
        }),
    }
}

fn cursors_around(page: &mut Page<'_>, base: &BaseUrl) -> (Option<Cursor>, Option<Cursor>) {
    let cursor_at = |page: &Page<'_>, property| match page.meta_string(property)?.kind() {
        Kind::Text(link) => Some(Cursor::from_link(&link.decoded(), base)),
        _ => None,
    };
    let next = match has_issue(page, "/meta/next_page_url", IssueCode::Missing) {
        true => Some(Cursor::MissingLink),
        false => cursor_at(page, MetaProperty::NextPageUrl),
    };
    let previous = cursor_at(page, MetaProperty::PreviousPageUrl);
    if previous != Some(Cursor::BadLink) {
        return (next, previous);
    }
    let path = "/meta/previous_page_url";
    if !has_issue(page, path, IssueCode::Uri) {
        page.issues.push(Issue {
            path: path.to_owned(),
            code: IssueCode::Uri,
            expected: "a link to a page of this list",
            value: page.meta_string(MetaProperty::PreviousPageUrl),
        });
    }
    (next, None)
}

fn has_issue(page: &Page<'_>, path: &str, code: IssueCode) -> bool {
    page.issues.iter().any(|issue| issue.code == code && issue.path == path)
}
