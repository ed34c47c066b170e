//! Queries.

pub use crate::link::PageQuery;
