//! The options of a call: their names, what each takes, and the checks before anything is sent.

mod client;
mod given;
mod list;
mod name;
#[cfg(test)]
mod tests;

pub use client::{ClientOptions, Validation};
pub use given::{Given, function, refusal};
pub use list::ListOptions;
pub use name::{MAX_PAGE_SIZE, OptionName, Scope, Takes};
