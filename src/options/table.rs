use super::suggestion::{credentials_hint, nearest};
use crate::error::{OptionsError, OptionsProblem};
use crate::values::{Instant, SidPrefix, Status, is_sid};

/// A public call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `createClient`
    CreateClient,
    /// `client.listCustomerProfiles`
    List,
    /// `listCustomerProfiles`, which takes a client's options and a list's.
    ListCall,
    /// `createListHandler`, which takes a client's options too.
    Handler,
    /// `parseCustomerProfilePage`, which takes `validation`.
    ParsePage,
    /// `client.fetchCustomerProfile`, which takes `signal`.
    FetchProfile,
}

impl Call {
    /// The name that callers know it by.
    pub const fn public_name(self) -> &'static str {
        match self {
            Self::CreateClient => "createClient",
            Self::List | Self::ListCall => "listCustomerProfiles",
            Self::Handler => "createListHandler",
            Self::ParsePage => "parseCustomerProfilePage",
            Self::FetchProfile => "fetchCustomerProfile",
        }
    }

    /// Whether it takes an option.
    pub const fn knows(self, option: OptionName) -> bool {
        match self {
            Self::CreateClient => matches!(option.call(), Self::CreateClient),
            Self::List => matches!(option.call(), Self::List),
            Self::ListCall => !matches!(option.call(), Self::Handler),
            Self::Handler => !matches!(option.call(), Self::List),
            Self::ParsePage => matches!(option, OptionName::Validation),
            Self::FetchProfile => matches!(option, OptionName::Signal),
        }
    }
}

/// What an option takes, and so how its value is read from JavaScript ([`super::OptionValue`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A user name and a password, a bearer token, or a function that returns one of them. Members of an object are
    /// read.
    Credentials,
    /// An http or https URL: a string that is not empty, or a URL object, goes through the runtime's URL parser.
    Url,
    /// A function.
    Function,
    /// A whole number of a range.
    Whole {
        /// The least.
        from: u32,
        /// The largest.
        to: u32,
    },
    /// A whole number from 1, or Infinity.
    WholeOrInfinity,
    /// `true` or `false`.
    Boolean,
    /// A string that is not empty.
    Text,
    /// A name for logs.
    Label {
        /// In characters.
        longest: u32,
    },
    /// One of the documented statuses.
    Status,
    /// `"report"` or `"strict"`.
    Validation,
    /// A SID with this prefix.
    Sid(SidPrefix),
    /// An RFC 3339 string.
    Instant,
    /// A cursor that a page or an error held.
    Cursor,
    /// An `AbortSignal`, known by its parts.
    Signal,
}

impl Takes {
    /// Whether a string keeps the rule, for options that take a string.
    pub fn takes_string(self, string: &str) -> bool {
        match self {
            Self::Text => !string.is_empty(),
            Self::Label { longest } => {
                let length = string.chars().count();
                (1..=longest as usize).contains(&length) && !string.chars().any(char::is_control)
            }
            Self::Status => Status::parse(string.as_bytes()).is_some(),
            Self::Sid(prefix) => is_sid(prefix, string.as_bytes()),
            Self::Instant => Instant::parse(string.as_bytes()).is_some(),
            _ => false,
        }
    }
}

/// What an option is to the rest of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A setting.
    Setting,
    /// No message describes a value by more than its type.
    Secret,
    /// A parameter of the query.
    Parameter(&'static str),
    /// A parameter of the query whose value may be private.
    Filter {
        /// Its name in the query.
        wire_name: &'static str,
        /// Whether it may name a person: messages leave it out where a server repeats it.
        is_personal: bool,
    },
}

const fn parameter(wire_name: &'static str) -> Role {
    Role::Parameter(wire_name)
}

const fn filter(wire_name: &'static str) -> Role {
    Role::Filter { wire_name, is_personal: false }
}

const fn personal_filter(wire_name: &'static str) -> Role {
    Role::Filter { wire_name, is_personal: true }
}

/// The longest time that JavaScript's timers hold, in milliseconds.
const MAX_TIMER: u32 = 2_147_483_647;

/// The range that every time option shares.
const MILLISECONDS: Takes = Takes::Whole { from: 1, to: MAX_TIMER };

/// The largest page that the API returns (Twilio's OpenAPI document).
pub const MAX_PAGE_SIZE: u32 = 1000;

macro_rules! options {
    ($( $(#[doc = $doc:literal])* $name:ident $public:literal $call:ident $takes:expr $(, $role:expr)?; )*) => {
        /// The name of an option.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum OptionName {
            $( $(#[doc = $doc])* $name, )*
        }

        impl OptionName {
            /// Every option, in the order of the contract, which is also that of a query's parameters.
            pub const ALL: &[Self] = &[ $( Self::$name, )* ];

            /// The name as it is written in a call.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $public, )* }
            }

            /// Which call it belongs to: `createClient`, `createListHandler` or `client.listCustomerProfiles`.
            pub const fn call(self) -> Call {
                match self { $( Self::$name => Call::$call, )* }
            }

            /// What it takes.
            pub const fn takes(self) -> Takes {
                match self { $( Self::$name => $takes, )* }
            }

            /// The text of the declarations and of README.
            pub const fn documentation(self) -> &'static str {
                match self { $( Self::$name => concat!($( $doc ),*), )* }
            }

            const fn role(self) -> Role {
                match self { $( Self::$name => role!($( $role )?), )* }
            }
        }
    };
}

macro_rules! role {
    () => {
        Role::Setting
    };
    ($role:expr) => {
        $role
    };
}

// The one table: name, name in a call, the call, what it takes, and what it is besides (a secret, a parameter, a
// filter). Messages, the query, redaction, the handler's parameters, the declarations and README follow from it.
options! {
    /// A name for logs, the account's for example: in every event, in every error as `label` and at the beginning of
    /// its message.
    Label "label" CreateClient Takes::Label { longest: 200 };
    /// Who asks: an Account SID and its Auth Token, or an API key's SID and its secret, as `{ username, password }`; or
    /// `{ bearerToken }`. A function is asked anew before each attempt. Leave it out behind a server that adds its own.
    Credentials "credentials" CreateClient Takes::Credentials, Role::Secret;
    /// Where the API is, without user info, query or fragment; with credentials, http only to this machine. Links are
    /// followed there alone, whatever host they name. In a page or a worker it may be relative: `"/twilio"`.
    BaseUrl "baseUrl" CreateClient Takes::Url;
    /// A function in place of the runtime's `fetch`, which is looked up at each call: that of undici or node-fetch, or
    /// one by hand.
    Fetch "fetch" CreateClient Takes::Function;
    /// How often a failed request is repeated.
    MaxRetries "maxRetries" CreateClient Takes::Whole { from: 0, to: 100 };
    /// A longer `Retry-After` fails at once instead of waiting, in milliseconds.
    MaxRetryAfterMs "maxRetryAfterMs" CreateClient Takes::Whole { from: 0, to: MAX_TIMER };
    /// How long one attempt may take, headers and body, in milliseconds.
    TimeoutMs "timeoutMs" CreateClient MILLISECONDS;
    /// How long one page may take, with its retries and waits, in milliseconds.
    TotalTimeoutMs "totalTimeoutMs" CreateClient MILLISECONDS;
    /// A larger body is an error, before it is held.
    MaxBodyBytes "maxBodyBytes" CreateClient Takes::Whole { from: 1, to: MAX_TIMER };
    /// `"report"`: a page with odd values is a page, with `issues`. `"strict"`: it is a `ResponseError`.
    Validation "validation" CreateClient Takes::Validation;
    /// Called with each `request`, `response`, `failure`, `retry` and `page`. What it throws changes nothing.
    OnEvent "onEvent" CreateClient Takes::Function;
    /// Without it, credentials in a browser are an `OptionsError`: whoever opens the page can read them.
    DangerouslyAllowBrowserCredentials "dangerouslyAllowBrowserCredentials" CreateClient Takes::Boolean;
    /// Without it, credentials over plain http to another host than this machine are an `OptionsError`: whoever stands
    /// between can read them. For a mock in a network of containers, say.
    DangerouslyAllowHttp "dangerouslyAllowHttp" CreateClient Takes::Boolean;
    /// Says whether a visitor may ask.
    Authorize "authorize" Handler Takes::Function;
    /// Told what visitors aren't.
    OnError "onError" Handler Takes::Function;
    /// Profiles of this status alone.
    Status "status" List Takes::Status, filter("Status");
    /// Profiles of this name alone.
    FriendlyName "friendlyName" List Takes::Text, personal_filter("FriendlyName");
    /// Profiles of this policy alone.
    PolicySid "policySid" List Takes::Sid(SidPrefix::Policy), filter("PolicySid");
    /// How many profiles a page holds. When absent it is `limit`, and 1,000 for `toArray()`; otherwise it is left to the API
    /// (50).
    PageSize "pageSize" List Takes::Whole { from: 1, to: MAX_PAGE_SIZE }, parameter("PageSize");
    /// At most so many profiles, with as few requests as that takes.
    Limit "limit" List Takes::WholeOrInfinity;
    /// Resume at a page. It carries the filters and the page size: none of them can stand beside it.
    Cursor "cursor" List Takes::Cursor, Role::Secret;
    /// More pages than this are a `PaginationError`, never a short list.
    MaxPages "maxPages" List Takes::WholeOrInfinity;
    /// Ask for the next page while this one is being used.
    Prefetch "prefetch" List Takes::Boolean;
    /// Ends the walk; the caller gets `signal.reason`.
    Signal "signal" List Takes::Signal;
}

/// Where a handler's defaults differ from a client's: the page's client repeats what fails, and shows its reader the wait, and
/// most servers give a request 30 s.
pub const HANDLER_DEFAULTS: [(OptionName, u32); 2] =
    [(OptionName::MaxRetries, 0), (OptionName::TotalTimeoutMs, 25_000)];

impl OptionName {
    /// The option of that name in a call.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a name that the call doesn't know, with the nearest one that it knows.
    ///
    /// ```
    /// use trusthub_profiles::options::{Call, OptionName};
    ///
    /// assert_eq!(OptionName::find(Call::List, "limit"), Ok(OptionName::Limit));
    /// let error = OptionName::find(Call::ListCall, "pagesize").unwrap_err();
    /// assert_eq!(error.to_string(), "option pagesize: unknown name; did you mean pageSize?");
    /// ```
    pub fn find(call: Call, name: &str) -> Result<Self, OptionsError> {
        let option = Self::ALL.iter().copied().find(|option| option.as_str() == name);
        let problem = match option {
            Some(option) if call.knows(option) => return Ok(option),
            Some(option) => OptionsProblem::OfAnotherCall { call: option.call().public_name() },
            None => {
                let known = || Self::ALL.iter().copied().filter(|option| call.knows(*option));
                let hint = credentials_hint(name).filter(|_| call.knows(Self::Credentials));
                let suggestion = hint.or_else(|| nearest(name, known().map(Self::as_str)));
                OptionsProblem::UnknownName { suggestion }
            }
        };
        Err(OptionsError::new(name, problem))
    }

    /// The options that are parameters of the query, in its order.
    pub fn parameters() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|option| option.wire_name().is_some())
    }

    /// The name of a filter or of the page size in the query.
    pub const fn wire_name(self) -> Option<&'static str> {
        match self.role() {
            Role::Parameter(wire_name) | Role::Filter { wire_name, .. } => Some(wire_name),
            Role::Setting | Role::Secret => None,
        }
    }

    /// Whether it chooses which profiles come.
    pub const fn is_filter(self) -> bool {
        matches!(self.role(), Role::Filter { .. })
    }

    /// Whether a value may be a secret or a person's: no message describes it by more than its type.
    pub const fn is_private(self) -> bool {
        matches!(self.role(), Role::Secret | Role::Filter { .. })
    }

    /// Whether it is a filter that may name a person, which messages leave out where a server repeats it.
    pub const fn is_personal(self) -> bool {
        matches!(self.role(), Role::Filter { is_personal: true, .. })
    }
}
