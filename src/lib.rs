//! Lists the Customer-Profiles of a Twilio account (Trust Hub, `GET /v1/CustomerProfiles`).
//!
//! This crate is the client, written once over the trait [`runtime::Runtime`]: native tests run it over a simulated server
//! and clock, JavaScript over `fetch` and timers. Its modules, each knowing only those above it:
//!
//! | module | what it does |
//! |---|---|
//! | [`values`], [`json`], [`issue`], [`model`], [`columns`], [`decode`] | the crate `decoder`: from bytes to a page |
//! | [`base_url`], [`query`], [`cursor`], [`link`] | where the API is, and which page: its query, the string for it that callers keep, the API's links |
//! | [`credentials`], [`redaction`] | who asks, and how that is kept out of messages |
//! | [`network`] | what `fetch` threw, classified |
//! | [`error`] | every failure, and every message of one |
//! | [`options`] | the options of a call: the one table, and the checks |
//! | [`http_date`], [`retry`] | the dates of HTTP's headers; which failures are retried, and how long to wait |
//! | [`event`], [`runtime`] | what the client says and needs |
//! | [`exchange`] | one page: attempts, deadlines, retries, events |
//! | [`page`], [`pagination`], [`walk`] | a page with its cursors, which page comes next, one pass over a list |
//! | [`handler`], [`answer`] | what a visitor may ask a handler for, and what goes back |
//!
//! `wasm` is for wasm32 alone: the runtime over `fetch`, and the exports to JavaScript.

pub mod answer;
pub mod base_url;
pub mod credentials;
pub mod cursor;
pub mod error;
pub mod event;
pub mod exchange;
pub mod handler;
pub mod http_date;
pub mod link;
pub mod network;
pub mod options;
pub mod page;
pub mod pagination;
pub mod query;
pub mod redaction;
pub mod retry;
pub mod runtime;
mod spelling;
pub mod walk;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use trusthub_profiles_decoder::{columns, decode, issue, json, model, values};
