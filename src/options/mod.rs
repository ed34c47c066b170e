//! The options of a call: the one table of them ([`OptionName`]), and the checks before anything is sent.

mod call;
mod client;
mod credentials;
mod credentials_guard;
mod list;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties;
mod suggestion;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub use call::CallOptions;
pub use client::{ClientOptions, Environment, Validation};
pub use credentials::{CredentialsSource, parse_credentials};
pub use list::{Filter, ListOptions, parse_cursor, parse_profile_sid};
pub(crate) use suggestion::nearest;
pub use table::{Call, HANDLER_DEFAULTS, MAX_PAGE_SIZE, OptionName, Takes};
pub use value::{MAX_SAFE_INTEGER, OptionValue};
