//! From the bytes of a body to a page, with an issue for each value that is not what the API promises.

mod learned;
mod links;
mod page;
mod quick;
mod record;
mod rest;
mod template;

pub use page::{Decoder, NotAPage, Page, Paths, decode_page};
pub use rest::write_issues;
