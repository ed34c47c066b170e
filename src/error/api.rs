//! What the API says when it says no: five shapes of body, of which none is certain.

use std::borrow::Cow;

use thiserror::Error;

use crate::json::{Kind, Reader, Value, whole_number};
use crate::redaction::Secrets;
use crate::values::is_absolute_uri;

/// A status outside 2xx, with what its body and headers said.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}", self.message())]
pub struct ApiError {
    /// The HTTP status; 0 where a browser hides a redirect's.
    pub status: u16,
    /// Twilio's code.
    pub code: Option<u64>,
    /// Where Twilio explains the code.
    pub more_info: Option<String>,
    /// `details`, `params` or `errors` of the body, as JSON.
    pub details: Option<String>,
    /// What `Retry-After` asked for.
    pub retry_after_ms: Option<u64>,
    words: Option<String>,
}

/// How much of the server's own words a message repeats, in characters.
const MAX_WORDS: usize = 200;

impl ApiError {
    /// Read the body of an error. Nothing in it is taken for granted; what can't be read is left out.
    ///
    /// The server's words come without the secrets they may repeat.
    ///
    /// ```
    /// use trusthub_profiles::error::ApiError;
    /// use trusthub_profiles::redaction::Secrets;
    ///
    /// let body = br#"{"code": 20003, "message": "Authenticate", "status": 401}"#;
    /// let error = ApiError::read(401, body, &Secrets::default());
    /// assert_eq!(error.code, Some(20003));
    /// assert_eq!(error.to_string(), "the API answered 401 (code 20003): Authenticate");
    /// ```
    pub fn read(status: u16, body: &[u8], secrets: &Secrets) -> Self {
        // What is not UTF-8 becomes U+FFFD: a body that was cut may end within a character.
        let body = String::from_utf8_lossy(body);
        let body = body.strip_prefix('\u{feff}').unwrap_or(&body);
        let members = Members::read(body.as_bytes());
        let first_of_errors = members.get("errors").and_then(first_element);
        let first_of_errors =
            first_of_errors.map(|first| Members::read(first.raw())).unwrap_or_default();

        let more_info = members
            .string("more_info")
            .or_else(|| members.string("type").filter(|uri| is_absolute_uri(uri.as_bytes())));
        let words = members
            .first_string(&["message", "detail", "title"])
            .or_else(|| first_of_errors.first_string(&["message", "detail"]));
        let details =
            ["details", "params", "errors"].into_iter().find_map(|name| members.get(name));
        Self {
            status,
            code: members.number("code").or_else(|| first_of_errors.number("code")),
            more_info: more_info.map(|text| secrets.redact(&text)),
            details: details.and_then(|value| String::from_utf8(value.raw().to_vec()).ok()),
            retry_after_ms: None,
            words: words.map(|words| secrets.redact(&words).chars().take(MAX_WORDS).collect()),
        }
    }

    /// The status, Twilio's code, and at most 200 characters of the server's own words.
    fn message(&self) -> String {
        const REDIRECT: &str = "the API answered with a redirect, which is never followed";
        // What the reader can do about it follows from why.
        const WHY: &str =
            "since credentials must not leave the origin of baseUrl: set baseUrl to where it leads";
        let status = self.status;
        let mut message = match status {
            0 => format!("{REDIRECT}, {WHY}"),
            300..=399 => format!("{REDIRECT} (status {status}), {WHY}"),
            _ => format!("the API answered {status}"),
        };
        if let Some(code) = self.code {
            message.push_str(&format!(" (code {code})"));
        }
        if let Some(words) = &self.words {
            message.push_str(&format!(": {words}"));
        }
        message
    }
}

/// The members of a JSON object, in their order; a body that is anything else has none.
#[derive(Default)]
struct Members<'a> {
    members: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Members<'a> {
    fn read(json: &'a [u8]) -> Self {
        let mut members = Vec::new();
        let result = Reader::new(json).object(&mut |reader, key| {
            members.push((key.decoded(), reader.value()?));
            Ok(())
        });
        if result.is_err() {
            members.clear();
        }
        Self { members }
    }

    /// A member's last value, unless that is null.
    fn get(&self, name: &str) -> Option<Value<'a>> {
        let (_, value) = self.members.iter().rev().find(|(key, _)| key == name)?;
        (value.kind() != Kind::Null).then_some(*value)
    }

    fn string(&self, name: &str) -> Option<Cow<'a, str>> {
        match self.get(name)?.kind() {
            Kind::Text(text) => Some(text.decoded()),
            _ => None,
        }
    }

    fn first_string(&self, names: &[&str]) -> Option<Cow<'a, str>> {
        names.iter().find_map(|name| self.string(name))
    }

    fn number(&self, name: &str) -> Option<u64> {
        let value = self.get(name)?;
        whole_number(value.raw()).filter(|_| value.kind() == Kind::Number)
    }
}

fn first_element(array: Value<'_>) -> Option<Value<'_>> {
    let mut first = None;
    let result = Reader::new(array.raw()).array(&mut |reader, _| {
        let value = reader.value()?;
        first.get_or_insert(value);
        Ok(())
    });
    result.ok().and(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Credentials;

    #[test]
    fn every_shape_of_body_is_read() {
        for (status, body, expected, code, more_info, details) in [
            (
                401,
                r#"{"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401,"details":{"a":1}}"#,
                "the API answered 401 (code 20003): Authenticate",
                Some(20003),
                Some("https://www.twilio.com/docs/errors/20003"),
                Some(r#"{"a":1}"#),
            ),
            (
                400,
                r#"{"code":20001,"message":"Bad","httpStatusCode":400,"params":[1],"userError":true}"#,
                "the API answered 400 (code 20001): Bad",
                Some(20001),
                None,
                Some("[1]"),
            ),
            (
                404,
                r#"{"type":"https://e.example/1","title":"Not found","status":404,"code":20404,"detail":"No such","errors":[{"detail":"x","pointer":"/a"}]}"#,
                "the API answered 404 (code 20404): No such",
                Some(20404),
                Some("https://e.example/1"),
                Some(r#"[{"detail":"x","pointer":"/a"}]"#),
            ),
            (
                429,
                r#"{"errors":[{"code":20429,"message":"Too many"},{"code":1}]}"#,
                "the API answered 429 (code 20429): Too many",
                Some(20429),
                None,
                Some(r#"[{"code":20429,"message":"Too many"},{"code":1}]"#),
            ),
            (502, "<html>Bad Gateway</html>", "the API answered 502", None, None, None),
            (500, "", "the API answered 500", None, None, None),
            (
                500,
                r#"{"code":"x","message":7,"errors":{},"more_info":null,"type":"about"}"#,
                "the API answered 500",
                None,
                None,
                Some("{}"),
            ),
            (
                302,
                "",
                "the API answered with a redirect, which is never followed (status 302), since credentials must not leave the origin of baseUrl: set baseUrl to where it leads",
                None,
                None,
                None,
            ),
            (
                0,
                "",
                "the API answered with a redirect, which is never followed, since credentials must not leave the origin of baseUrl: set baseUrl to where it leads",
                None,
                None,
                None,
            ),
        ] {
            let error = ApiError::read(status, body.as_bytes(), &Secrets::default());
            assert_eq!(error.to_string(), expected, "{body}");
            assert_eq!(error.code, code, "{body}");
            assert_eq!(error.more_info.as_deref(), more_info, "{body}");
            assert_eq!(error.details.as_deref(), details, "{body}");
        }
    }

    #[test]
    fn words_are_cut_and_repeat_no_secret() {
        let body = format!(r#"{{"message":"user s3cret: {}"}}"#, "é".repeat(300));
        let credentials = Credentials::basic("AC1".to_owned(), "s3cret".to_owned()).unwrap();
        let secrets = Secrets::new(Some(&credentials), None);
        let error = ApiError::read(400, body.as_bytes(), &secrets);
        let expected = format!("the API answered 400: user …: {}", "é".repeat(192));
        assert_eq!(error.to_string(), expected);
    }
}
