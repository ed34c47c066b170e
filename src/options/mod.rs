//! The options of a call: their names, what each takes, and the checks before anything is sent.

mod call;
mod client;
mod credentials;
mod given;
mod list;
mod name;
#[cfg(test)]
mod tests;

pub use call::CallOptions;
pub use client::{ClientOptions, CredentialsSource, Validation};
pub use credentials::read_credentials;
pub use given::{Given, function, refusal};
pub use list::ListOptions;
pub use name::{MAX_PAGE_SIZE, OptionName, Scope, Takes};
