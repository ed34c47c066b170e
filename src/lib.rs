//! Lists the Customer-Profiles of a Twilio account (Trust Hub, `GET /v1/CustomerProfiles`).
//!
//! This crate is the core of the npm package `trusthub-profiles`. It does no input and no output: it says what to send,
//! and makes pages of what came. Its modules, each knowing only those above it:
//!
//! | module | what it does |
//! |---|---|
//! | [`values`] | the forms of SIDs, instants, URIs and statuses |
//! | `scan` | runs of bytes, sixteen at a time |
//! | [`json`] | reads JSON without copying it |
//! | [`redaction`] | keeps secrets out of messages |
//! | [`api_error`] | from bytes to what the API says when it says no |
//! | [`failure`] | why a call fails |
//! | [`credentials`] | who asks |
//! | [`base_url`] | where the API is |
//! | [`link`] | the query of a page, and cursors |
//! | [`options`] | the options of a call, checked |
//! | [`issue`] | what is not as the API promises |
//! | [`model`] | profiles, `meta` and the rule of each property |
//! | [`columns`] | profiles as they cross into JavaScript |
//! | [`decode`] | from bytes to a page with its issues |
//! | [`walk`] | which page comes next, and when to stop |
//! | [`retry`] | when a failed request is repeated |
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
pub mod columns;
pub mod credentials;
pub mod decode;
pub mod failure;
pub mod issue;
pub mod json;
pub mod link;
pub mod model;
pub mod options;
pub mod redaction;
pub mod relay;
pub mod retry;
mod scan;
pub mod values;
pub mod walk;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
