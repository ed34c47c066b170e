//! Lists the Customer-Profiles of a Twilio account (Trust Hub, `GET /v1/CustomerProfiles`).
//!
//! This crate is the core of the npm package `trusthub-profiles`. It does no input and no output: it says what to send,
//! and makes pages of what came. Its modules, each knowing only those above it:
//!
//! | module | what it does |
//! |---|---|
//! | [`values`], [`json`], [`issue`], [`model`], [`columns`], [`decode`], [`texts`] | the crate `decoder`: from bytes to a page |
//! | [`redaction`] | keeps secrets out of messages |
//! | [`members`] | JSON objects by the names of their members |
//! | [`api_error`] | from bytes to what the API says when it says no |
//! | [`error`], [`failure`] | why a call fails |
//! | [`credentials`] | who asks |
//! | [`base_url`] | where the API is |
//! | [`query`], [`cursor`], [`link`] | which page: its query, the string for it that callers keep, the API's links |
//! | [`options`] | the options of a call: the one table, and the checks |
//! | [`walk`] | which page comes next, and when to stop |
//! | [`retry`] | when a failed request is repeated |
//! | [`report`] | failures as JavaScript gets them |
//! | [`exchange`] | one page's exchange with the API: what is sent, and what follows from what came |
//! | [`handler`] | what a visitor may ask a handler for |
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
pub mod cursor;
pub mod error;
pub mod exchange;
pub mod failure;
pub mod handler;
pub mod link;
pub mod members;
pub mod options;
pub mod query;
pub mod redaction;
pub mod report;
pub mod retry;
pub mod walk;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use trusthub_profiles_decoder::{columns, decode, issue, json, model, texts, values};
