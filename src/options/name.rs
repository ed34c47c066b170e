use crate::error::OptionsError;
use crate::texts::{Joined, decimal};
use crate::values::{SidPrefix, Status};

/// Which call an option belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `createClient`
    Client,
    /// `client.listCustomerProfiles`
    List,
    /// `listCustomerProfiles`, which takes both kinds.
    Call,
    /// `createListHandler`, which takes a client's too.
    Handler,
    /// `parseCustomerProfilePage`, which takes one of a client's.
    Page,
    /// Any of them: for options that were checked before.
    Any,
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

/// The time takes that every time option shares.
const MILLISECONDS: Takes = Takes::Whole { from: 1, to: MAX_TIMER };

macro_rules! options {
    ($( $(#[doc = $doc:literal])* $name:ident $public:literal $scope:ident $takes:expr; )*) => {
        /// The name of an option.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum OptionName {
            $( $(#[doc = $doc])* $name, )*
        }

        impl OptionName {
            /// Every option, in the order of the contract.
            pub const ALL: &[Self] = &[ $( Self::$name, )* ];

            /// The name as it is written in a call.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $public, )* }
            }

            /// Which call it belongs to: any but [`Scope::Call`].
            pub const fn scope(self) -> Scope {
                match self { $( Self::$name => Scope::$scope, )* }
            }

            /// What it takes.
            pub const fn takes(self) -> Takes {
                match self { $( Self::$name => $takes, )* }
            }

            /// What it is, in words: the text of the declarations and of README.
            pub const fn documentation(self) -> &'static str {
                match self { $( Self::$name => concat!($( $doc ),*), )* }
            }
        }
    };
}

options! {
    /// Who asks: an Account SID and its Auth Token, or an API key's SID and its secret, as `{ username, password }`; or
    /// `{ bearerToken }`. A function is asked anew before each attempt. Leave it out behind a server that adds its own.
    Credentials "credentials" Client Takes::Credentials;
    /// Where the API is, without user info, query or fragment; with credentials, http only to this machine. Links are
    /// followed there alone, whatever host they name.
    BaseUrl "baseUrl" Client Takes::BaseUrl;
    /// A `fetch` in place of the runtime's, which is looked up at each call.
    Fetch "fetch" Client Takes::Function;
    /// How often a failed request is repeated.
    MaxRetries "maxRetries" Client Takes::Whole { from: 0, to: 100 };
    /// A longer `Retry-After` fails at once instead of waiting, in milliseconds.
    MaxRetryAfterMs "maxRetryAfterMs" Client Takes::Whole { from: 0, to: MAX_TIMER };
    /// How long one attempt may take, headers and body, in milliseconds.
    TimeoutMs "timeoutMs" Client MILLISECONDS;
    /// How long one page may take, with its retries and waits, in milliseconds.
    TotalTimeoutMs "totalTimeoutMs" Client MILLISECONDS;
    /// A larger body is an error, before it is held.
    MaxBodyBytes "maxBodyBytes" Client Takes::Whole { from: 1, to: MAX_TIMER };
    /// `"report"`: a page with odd values is a page, with `issues`. `"strict"`: it is a `ResponseError`.
    Validation "validation" Client Takes::Validation;
    /// Told each `request`, `response`, `retry` and `page`. What it throws changes nothing.
    OnEvent "onEvent" Client Takes::Function;
    /// Without it, credentials in a browser are an `OptionsError`: whoever opens the page can read them.
    DangerouslyAllowBrowserCredentials "dangerouslyAllowBrowserCredentials" Client Takes::Boolean;
    /// Says whether a visitor may ask.
    Authorize "authorize" Handler Takes::Function;
    /// Told what visitors aren't.
    OnError "onError" Handler Takes::Function;
    /// Profiles of this status alone.
    Status "status" List Takes::Status;
    /// Profiles of this name alone.
    FriendlyName "friendlyName" List Takes::Text;
    /// Profiles of this policy alone.
    PolicySid "policySid" List Takes::Sid(SidPrefix::Policy);
    /// How many profiles a page holds. Left to the API (50) when absent, unless `limit` is given.
    PageSize "pageSize" List Takes::Whole { from: 1, to: MAX_PAGE_SIZE };
    /// At most so many profiles, with as few requests as that takes.
    Limit "limit" List Takes::WholeOrInfinity;
    /// Resume at a page. It carries the filters and the page size: none of them can stand beside it.
    Cursor "cursor" List Takes::Cursor;
    /// More pages than this are a `PaginationError`, never a short list.
    MaxPages "maxPages" List Takes::WholeOrInfinity;
    /// Ask for the next page while this one is being used.
    Prefetch "prefetch" List Takes::Boolean;
    /// Ends the walk; the caller gets `signal.reason`.
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
        let known = |option: &Self| match scope {
            Scope::Call => option.scope() != Scope::Handler,
            Scope::Handler => option.scope() != Scope::List,
            Scope::Page => *option == Self::Validation,
            Scope::Any => true,
            _ => option.scope() == scope,
        };
        let option = Self::ALL.iter().copied().find(|option| option.as_str() == name);
        match option {
            Some(option) if known(&option) => Ok(option),
            Some(option) => {
                let home = match option.scope() {
                    Scope::Client => "createClient",
                    Scope::Handler => "createListHandler",
                    _ => "listCustomerProfiles",
                };
                Err(OptionsError::new(name, ["this option belongs to ", home].joined()))
            }
            None => {
                let names = Self::ALL.iter().filter(|option| known(option));
                Err(OptionsError::unknown_name(name, &mut names.map(|option| option.as_str())))
            }
        }
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
                ["a whole number from ", &decimal(from), " to ", &decimal(to)].joined()
            }
            Self::WholeOrInfinity => "a whole number from 1, or Infinity".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Text => "a text that is not empty".to_owned(),
            Self::Status => Status::EXPECTED.to_owned(),
            Self::Validation => "\"report\" or \"strict\"".to_owned(),
            Self::Sid(prefix) => {
                ["a SID: ", prefix.as_str(), " and 32 hexadecimal digits"].joined()
            }
            Self::Cursor => "a cursor that a page or an error gave".to_owned(),
            Self::Signal => "an AbortSignal".to_owned(),
        }
    }
}
