//! From the bytes of a body to a page, with an issue for each value that is not what the API promises.

mod issue;
mod page;
mod record;

pub use issue::{Issue, IssueCode};
pub use page::{NotAPage, decode_page};
