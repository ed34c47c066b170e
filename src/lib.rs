//! Lists the Customer-Profiles of a Twilio account (Trust Hub, `GET /v1/CustomerProfiles`).
//!
//! This crate is the core of the npm package `trusthub-profiles`. It does no input and no output: it says what to send,
//! and makes pages of what came. Its modules, each knowing only those above it:
//!
//! | module | what it does |
//! |---|---|
//! | [`values`], [`json`], [`issue`], [`model`], [`columns`], [`decode`] | the crate `decoder`: from bytes to a page |
//! | [`texts`] | texts put together |
//! | [`redaction`] | keeps secrets out of messages |
//! | [`members`] | JSON objects by the names of their members |
//! | [`api_error`] | from bytes to what the API says when it says no |
//! | [`failure`] | why a call fails |
//! | [`credentials`] | who asks |
//! | [`base_url`] | where the API is |
//! | [`link`] | the query of a page, and cursors |
//! | [`options`] | the options of a call, checked |
//! | [`walk`] | which page comes next, and when to stop |
//! | [`http_date`] | the dates of HTTP's headers |
//! | [`retry`] | when a failed request is repeated |
//! | [`report`] | failures as JavaScript gets them |
//! | [`exchange`] | one page's exchange with the API: what is sent, and what follows from what came |
//! | [`relay`] | what a visitor may ask a handler for |
//!
//! The bindings to JavaScript are in `wasm`, which exists for wasm32 alone.

// No input may end the program: what could panic is refused in the sources.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod api_error;
pub mod base_url;
pub mod credentials;
pub mod exchange;
pub mod failure;
pub mod http_date;
pub mod link;
pub mod members;
pub mod options;
pub mod redaction;
pub mod relay;
pub mod report;
pub mod retry;
pub mod texts;
pub mod walk;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use trusthub_profiles_decoder::{columns, decode, issue, json, model, values};
