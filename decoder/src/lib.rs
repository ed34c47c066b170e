//! From the bytes of a page of Customer-Profiles to checked values.
//!
//! A crate of its own, since it is compiled for speed and everything else for size. Its modules, each knowing only those
//! above it:
//!
//! | module | what it does |
//! |---|---|
//! | `scan` | runs of bytes, sixteen at a time |
//! | [`texts`] | texts put together |
//! | [`values`] | the forms of SIDs, instants, URIs and statuses |
//! | [`json`] | reads JSON without copying it |
//! | [`issue`] | what is not as the API promises |
//! | [`model`] | profiles, `meta` and the rule of each property |
//! | [`columns`] | profiles as they cross into JavaScript |
//! | [`decode`] | from bytes to a page with its issues |

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

pub mod columns;
pub mod decode;
pub mod issue;
pub mod json;
pub mod model;
mod scan;
pub mod texts;
pub mod values;
