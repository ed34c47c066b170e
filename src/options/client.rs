use super::value::{boolean, function, string, whole};
use super::{CredentialsSource, OptionName, OptionValue};
use crate::base_url::BaseUrl;
use crate::error::{BaseUrlProblem, OptionsError};

/// Whether credentials could be seen by whoever opens the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// A page, or a worker of one.
    Browser,
    /// Anything else.
    Server,
}

/// How pages with issues are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validation {
    /// A page with issues is a page.
    #[default]
    Report,
    /// A page with issues is an error.
    Strict,
}

impl Validation {
    /// Its public name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Strict => "strict",
        }
    }

    /// The value of the option `validation`.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for anything but its two names.
    pub fn parse(value: &OptionValue) -> Result<Self, OptionsError> {
        match value {
            OptionValue::String(name) if name == Self::Report.as_str() => Ok(Self::Report),
            OptionValue::String(name) if name == Self::Strict.as_str() => Ok(Self::Strict),
            _ => Err(OptionsError::unexpected(OptionName::Validation, value)),
        }
    }
}

/// The checked options of a client. Functions stay with the caller.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientOptions {
    /// A name for logs. A handler's may be a function too: then it is `None` here.
    pub label: Option<String>,
    /// Where the API is.
    pub base_url: BaseUrl,
    /// Retries after the first attempt.
    pub max_retries: u32,
    /// Milliseconds.
    pub max_retry_after_ms: u32,
    /// Milliseconds.
    pub timeout_ms: u32,
    /// Milliseconds.
    pub total_timeout_ms: u32,
    /// Bytes of a body.
    pub max_body_bytes: u32,
    /// How pages with issues are treated.
    pub validation: Validation,
    /// Where the credentials come from, if there are any.
    pub credentials: Option<CredentialsSource>,
    /// Whether credentials may be used in a browser.
    pub allow_browser_credentials: bool,
    /// Whether credentials may go over plain http to another machine.
    pub allow_http: bool,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            label: None,
            base_url: BaseUrl::default(),
            max_retries: 3,
            max_retry_after_ms: 60_000,
            timeout_ms: 30_000,
            total_timeout_ms: 120_000,
            max_body_bytes: 64 * 1024 * 1024,
            validation: Validation::default(),
            credentials: None,
            allow_browser_credentials: false,
            allow_http: false,
        }
    }
}

impl ClientOptions {
    /// Take one option of the client's.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a value that the option doesn't take.
    pub fn set(&mut self, option: OptionName, value: &OptionValue) -> Result<(), OptionsError> {
        match option {
            OptionName::Label => self.label = Some(string(option, value)?),
            OptionName::Credentials => self.credentials = Some(CredentialsSource::parse(value)?),
            OptionName::BaseUrl => self.base_url = parse_base_url(value)?,
            OptionName::MaxRetries => self.max_retries = whole(option, value)?,
            OptionName::MaxRetryAfterMs => self.max_retry_after_ms = whole(option, value)?,
            OptionName::TimeoutMs => self.timeout_ms = whole(option, value)?,
            OptionName::TotalTimeoutMs => self.total_timeout_ms = whole(option, value)?,
            OptionName::MaxBodyBytes => self.max_body_bytes = whole(option, value)?,
            OptionName::Validation => self.validation = Validation::parse(value)?,
            OptionName::DangerouslyAllowBrowserCredentials => {
                self.allow_browser_credentials = boolean(option, value)?;
            }
            OptionName::DangerouslyAllowHttp => self.allow_http = boolean(option, value)?,
            _ => function(option, value)?,
        }
        Ok(())
    }
}

fn parse_base_url(value: &OptionValue) -> Result<BaseUrl, OptionsError> {
    match value {
        OptionValue::Url(url) => BaseUrl::parse(url),
        OptionValue::RelativeUrl => {
            Err(OptionsError::new(OptionName::BaseUrl.as_str(), BaseUrlProblem::Relative))
        }
        _ => Err(OptionsError::unexpected(OptionName::BaseUrl, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Call;
    use super::super::tests::{parse, refusal_of, string};
    use super::*;

    #[test]
    fn a_label_is_one_short_line() {
        for (label, is_taken) in [
            ("a".repeat(200), true),
            ("é".repeat(200), true),
            ("a".repeat(201), false),
            ("Acme Inc. (eu)".to_owned(), true),
            ("two\nlines".to_owned(), false),
            ("\u{7f}".to_owned(), false),
            ("\u{85}".to_owned(), false),
        ] {
            let value = string(&label);
            assert_eq!(refusal_of(OptionName::Label, &value).is_none(), is_taken, "{label}");
        }
        assert_eq!(
            parse(Call::CreateClient, [("label", string("eu"))]).unwrap().client.label.as_deref(),
            Some("eu")
        );
        let label_of = |call| {
            let members = [("label", OptionValue::Function), ("authorize", OptionValue::Function)];
            parse(call, members).map(|options| options.client.label)
        };
        assert_eq!(label_of(Call::Handler), Ok(None));
        let message = "option label: expected a string of 1 to 200 characters without control characters, got a function";
        assert_eq!(label_of(Call::CreateClient), Err(message.to_owned()));
    }
}
