use super::given::{boolean, function, refusal, whole};
use super::{Given, OptionName};
use crate::base_url::BaseUrl;
use crate::credentials::Credentials;
use crate::error::OptionsError;

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
    pub fn read(given: &Given) -> Result<Self, OptionsError> {
        match given {
            Given::Text(text) if text == "report" => Ok(Self::Report),
            Given::Text(text) if text == "strict" => Ok(Self::Strict),
            _ => Err(refusal(OptionName::Validation, given)),
        }
    }
}

/// The checked options of a client. Functions and signals stay with the caller.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientOptions {
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
    /// Whether credentials may be used in a browser.
    pub allow_browser_credentials: bool,
    /// Whether there are credentials, as values or as a function.
    pub has_credentials: bool,
    /// Who asks.
    pub credentials: Option<CredentialsSource>,
    /// A name for logs.
    pub label: Option<String>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            base_url: BaseUrl::default(),
            max_retries: 3,
            max_retry_after_ms: 60_000,
            timeout_ms: 30_000,
            total_timeout_ms: 120_000,
            max_body_bytes: 64 * 1024 * 1024,
            validation: Validation::default(),
            allow_browser_credentials: false,
            has_credentials: false,
            credentials: None,
            label: None,
        }
    }
}

impl ClientOptions {
    /// Take one option of the client's.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a value that the option doesn't take.
    pub fn set(&mut self, option: OptionName, given: &Given) -> Result<(), OptionsError> {
        match option {
            OptionName::Credentials => match given {
                _ if *given == Given::FUNCTION => self.has_credentials = true,
                Given::Credentials(credentials) => {
                    credentials.clone()?;
                    self.has_credentials = true;
                }
                _ => return Err(refusal(option, given)),
            },
            OptionName::BaseUrl => match given {
                Given::Text(url) => self.base_url = BaseUrl::parse(url)?,
                _ => return Err(refusal(option, given)),
            },
            OptionName::MaxRetries => self.max_retries = whole(option, given)?,
            OptionName::MaxRetryAfterMs => self.max_retry_after_ms = whole(option, given)?,
            OptionName::TimeoutMs => self.timeout_ms = whole(option, given)?,
            OptionName::TotalTimeoutMs => self.total_timeout_ms = whole(option, given)?,
            OptionName::MaxBodyBytes => self.max_body_bytes = whole(option, given)?,
            OptionName::Validation => self.validation = Validation::read(given)?,
            OptionName::DangerouslyAllowBrowserCredentials => {
                self.allow_browser_credentials = boolean(option, given)?;
            }
            _ => function(option, given)?,
        }
        Ok(())
    }

    /// What the options must be together.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] where credentials would be shown to a page's visitors or to the network.
    pub fn check(&self, is_browser: bool) -> Result<(), OptionsError> {
        if !self.has_credentials {
            return Ok(());
        }
        if is_browser && !self.allow_browser_credentials {
            return Err(OptionsError::new(
                OptionName::Credentials.as_str(),
                "a browser shows credentials to whoever opens the page: leave them out and let baseUrl name a server \
                 that adds them, or set dangerouslyAllowBrowserCredentials"
                    .to_owned(),
            ));
        }
        if !self.base_url.is_private() {
            return Err(OptionsError::new(
                OptionName::BaseUrl.as_str(),
                "credentials are sent over https only, or over http to localhost, 127.0.0.0/8 and [::1]".to_owned(),
            ));
        }
        Ok(())
    }
}

/// Where credentials come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialsSource {
    /// They are these.
    Fixed(Credentials),
    /// A function of the caller's.
    Function,
}
