//! The options of a call: their names, what each takes, and the checks before anything is sent.

use crate::credentials::Credentials;
use crate::failure::OptionsError;
use crate::link::{BaseUrl, Cursor};
use crate::values::{SidPrefix, Status, is_sid};

/// Which call an option belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `createClient`
    Client,
    /// `client.listCustomerProfiles`
    List,
    /// `listCustomerProfiles`, which takes both kinds.
    Call,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A user name and a password, a bearer token, or a function that gives one of them.
    Credentials,
    /// An http or https URL.
    BaseUrl,
    /// A function.
    Function,
    /// A whole number of a range.
    Whole {
        /// The least.
        from: u64,
        /// The largest.
        to: u64,
    },
    /// A whole number from 1, or Infinity.
    WholeOrInfinity,
    /// `true` or `false`.
    Boolean,
    /// A text that is not empty.
    Text,
    /// One of the documented statuses.
    Status,
    /// `"report"` or `"strict"`.
    Validation,
    /// A SID with this prefix.
    Sid(SidPrefix),
    /// A cursor that a page or an error gave.
    Cursor,
    /// An `AbortSignal`.
    Signal,
}

/// The longest time that JavaScript's timers hold, in milliseconds.
const MAX_TIMER: u64 = 2_147_483_647;

/// JavaScript's largest safe integer.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The time takes that every time option shares.
const MILLISECONDS: Takes = Takes::Whole { from: 1, to: MAX_TIMER };

macro_rules! options {
    ($( $(#[$doc:meta])* $name:ident $public:literal $scope:ident $takes:expr; )*) => {
        /// The name of an option.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum OptionName {
            $( $(#[$doc])* $name, )*
        }

        impl OptionName {
            /// Every option, in the order of the contract.
            pub const ALL: &[Self] = &[ $( Self::$name, )* ];

            /// The name as it is written in a call.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $public, )* }
            }

            /// Which call it belongs to: [`Scope::Client`] or [`Scope::List`].
            pub const fn scope(self) -> Scope {
                match self { $( Self::$name => Scope::$scope, )* }
            }

            /// What it takes.
            pub const fn takes(self) -> Takes {
                match self { $( Self::$name => $takes, )* }
            }
        }
    };
}

options! {
    /// Who asks.
    Credentials "credentials" Client Takes::Credentials;
    /// Where the API is; next links are re-based on it.
    BaseUrl "baseUrl" Client Takes::BaseUrl;
    /// A `fetch` in place of the runtime's.
    Fetch "fetch" Client Takes::Function;
    /// How often a request is repeated.
    MaxRetries "maxRetries" Client Takes::Whole { from: 0, to: 100 };
    /// The longest `Retry-After` that is waited for.
    MaxRetryAfterMs "maxRetryAfterMs" Client Takes::Whole { from: 0, to: MAX_TIMER };
    /// The time of one attempt.
    TimeoutMs "timeoutMs" Client MILLISECONDS;
    /// The time of one page, with its retries and waits.
    TotalTimeoutMs "totalTimeoutMs" Client MILLISECONDS;
    /// The largest body.
    MaxBodyBytes "maxBodyBytes" Client Takes::Whole { from: 1, to: MAX_TIMER };
    /// Whether a page with issues is a page.
    Validation "validation" Client Takes::Validation;
    /// Told what happens.
    OnEvent "onEvent" Client Takes::Function;
    /// Lets credentials be used in a browser.
    DangerouslyAllowBrowserCredentials "dangerouslyAllowBrowserCredentials" Client Takes::Boolean;
    /// Profiles of this status alone.
    Status "status" List Takes::Status;
    /// Profiles of this name alone.
    FriendlyName "friendlyName" List Takes::Text;
    /// Profiles of this policy alone.
    PolicySid "policySid" List Takes::Sid(SidPrefix::Policy);
    /// How many profiles a page holds.
    PageSize "pageSize" List Takes::Whole { from: 1, to: MAX_PAGE_SIZE };
    /// How many profiles are wanted at most.
    Limit "limit" List Takes::WholeOrInfinity;
    /// Where to resume.
    Cursor "cursor" List Takes::Cursor;
    /// How many pages a walk may have.
    MaxPages "maxPages" List Takes::WholeOrInfinity;
    /// Whether the next page is asked for early.
    Prefetch "prefetch" List Takes::Boolean;
    /// Ends the walk.
    Signal "signal" List Takes::Signal;
}

/// The largest page that the API gives (Twilio's OpenAPI document).
pub const MAX_PAGE_SIZE: u64 = 1000;

impl OptionName {
    /// The option of that name in a call.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a name that the call doesn't know, with the nearest one that it knows.
    pub fn find(scope: Scope, name: &str) -> Result<Self, OptionsError> {
        let known = |option: &Self| scope == Scope::Call || option.scope() == scope;
        let option = Self::ALL.iter().copied().find(|option| option.as_str() == name);
        match option {
            Some(option) if known(&option) => Ok(option),
            Some(option) => {
                let home = match option.scope() {
                    Scope::Client => "createClient",
                    Scope::List | Scope::Call => "listCustomerProfiles",
                };
                Err(OptionsError::new(name, ["this option belongs to ", home].concat()))
            }
            None => {
                let names = Self::ALL.iter().filter(|option| known(option));
                Err(OptionsError::unknown_name(name, names.map(|option| option.as_str())))
            }
        }
    }
}

/// A value that a caller gave, as far as the checks look at it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A string.
    Text(String),
    /// A string with a lone surrogate, which no request can carry.
    IllFormedText,
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
    /// A function.
    Function,
    /// An object with an `AbortSignal`'s parts.
    Signal,
    /// An object of credentials.
    Credentials(Result<Credentials, OptionsError>),
    /// Anything else, by its type's name with an article.
    Other(&'static str),
}

impl Given {
    /// What came, in words that repeat no text of the caller's.
    pub fn in_words(&self) -> String {
        match self {
            Self::Text(text) if text.is_empty() => "an empty text".to_owned(),
            Self::Text(_) => "a text".to_owned(),
            Self::IllFormedText => "a text with a lone surrogate".to_owned(),
            Self::Number(number) if number.is_nan() => "NaN".to_owned(),
            Self::Number(number) if number.is_infinite() && *number > 0.0 => "Infinity".to_owned(),
            Self::Number(number) if number.is_infinite() => "-Infinity".to_owned(),
            Self::Number(number) if number.abs() > MAX_SAFE_INTEGER => "a huge number".to_owned(),
            Self::Number(number) if number.fract() != 0.0 => "a number with a fraction".to_owned(),
            Self::Number(number) => (*number as i64).to_string(),
            Self::Boolean(true) => "true".to_owned(),
            Self::Boolean(false) => "false".to_owned(),
            Self::Function => "a function".to_owned(),
            Self::Signal | Self::Credentials(_) => "an object".to_owned(),
            Self::Other(name) => (*name).to_owned(),
        }
    }
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
                Given::Function => self.has_credentials = true,
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
            _ if *given == Given::Function => {}
            _ => return Err(refusal(option, given)),
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

/// The checked options of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListOptions {
    /// Filter.
    pub status: Option<Status>,
    /// Filter.
    pub friendly_name: Option<String>,
    /// Filter.
    pub policy_sid: Option<String>,
    /// 1 to 1000.
    pub page_size: Option<u32>,
    /// At most so many profiles.
    pub limit: Option<u64>,
    /// Where to resume.
    pub cursor: Option<Cursor>,
    /// At most so many pages; more are an error.
    pub max_pages: Option<u64>,
    /// Whether the next page is asked for early.
    pub prefetch: bool,
}

impl Default for ListOptions {
    fn default() -> Self {
        Self {
            status: None,
            friendly_name: None,
            policy_sid: None,
            page_size: None,
            limit: None,
            cursor: None,
            max_pages: Some(10_000),
            prefetch: false,
        }
    }
}

impl ListOptions {
    /// Take one option of the list's.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a value that the option doesn't take.
    pub fn set(&mut self, option: OptionName, given: &Given) -> Result<(), OptionsError> {
        let refused = || refusal(option, given);
        match (option, given) {
            (OptionName::Status, Given::Text(text)) => {
                self.status = Some(Status::parse(text).ok_or_else(refused)?);
            }
            (OptionName::FriendlyName, Given::Text(text)) if !text.is_empty() => {
                self.friendly_name = Some(text.clone());
            }
            (OptionName::PolicySid, Given::Text(text)) if is_sid(SidPrefix::Policy, text) => {
                self.policy_sid = Some(text.clone());
            }
            (OptionName::Cursor, Given::Text(text)) => {
                self.cursor = Some(Cursor::parse(text).ok_or_else(refused)?);
            }
            (OptionName::PageSize, _) => self.page_size = Some(whole(option, given)?),
            (OptionName::Limit, _) => self.limit = whole_or_infinity(option, given)?,
            (OptionName::MaxPages, _) => self.max_pages = whole_or_infinity(option, given)?,
            (OptionName::Prefetch, _) => self.prefetch = boolean(option, given)?,
            (OptionName::Signal, Given::Signal) => {}
            _ => return Err(refused()),
        }
        Ok(())
    }

    /// What the options must be together.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a cursor beside a filter or a page size, which it carries itself.
    pub fn check(&self) -> Result<(), OptionsError> {
        if self.cursor.is_none() {
            return Ok(());
        }
        let beside = [
            (OptionName::Status, self.status.is_some()),
            (OptionName::FriendlyName, self.friendly_name.is_some()),
            (OptionName::PolicySid, self.policy_sid.is_some()),
            (OptionName::PageSize, self.page_size.is_some()),
        ];
        match beside.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((option, _)) => Err(OptionsError::new(
                OptionName::Cursor.as_str(),
                ["a cursor carries the filters and the page size: leave out ", option.as_str()]
                    .concat(),
            )),
        }
    }
}

fn whole(option: OptionName, given: &Given) -> Result<u32, OptionsError> {
    let (from, to) = match option.takes() {
        Takes::Whole { from, to } => (from as f64, to as f64),
        _ => return Err(refusal(option, given)),
    };
    match given {
        Given::Number(number) if number.fract() == 0.0 && (from..=to).contains(number) => {
            Ok(*number as u32)
        }
        _ => Err(refusal(option, given)),
    }
}

fn whole_or_infinity(option: OptionName, given: &Given) -> Result<Option<u64>, OptionsError> {
    match given {
        Given::Number(f64::INFINITY) => Ok(None),
        Given::Number(number)
            if number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(number) =>
        {
            Ok(Some(*number as u64))
        }
        _ => Err(refusal(option, given)),
    }
}

fn boolean(option: OptionName, given: &Given) -> Result<bool, OptionsError> {
    match given {
        Given::Boolean(value) => Ok(*value),
        _ => Err(refusal(option, given)),
    }
}

impl Takes {
    /// What an option takes, in words.
    pub fn in_words(self) -> String {
        match self {
            Self::Credentials => {
                "{ username, password }, { bearerToken }, or a function that gives one of them"
                    .to_owned()
            }
            Self::BaseUrl => "an http or https URL".to_owned(),
            Self::Function => "a function".to_owned(),
            Self::Whole { from, to } => {
                ["a whole number from ", &from.to_string(), " to ", &to.to_string()].concat()
            }
            Self::WholeOrInfinity => "a whole number from 1, or Infinity".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Text => "a text that is not empty".to_owned(),
            Self::Status => Status::EXPECTED.to_owned(),
            Self::Validation => "\"report\" or \"strict\"".to_owned(),
            Self::Sid(prefix) => {
                ["a SID: ", prefix.as_str(), " and 32 hexadecimal digits"].concat()
            }
            Self::Cursor => "a cursor that a page or an error gave".to_owned(),
            Self::Signal => "an AbortSignal".to_owned(),
        }
    }
}

fn refusal(option: OptionName, given: &Given) -> OptionsError {
    OptionsError::expected(option.as_str(), &option.takes().in_words(), &given.in_words())
}

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
