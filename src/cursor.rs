//! Cursors.

pub use crate::link::Cursor;
