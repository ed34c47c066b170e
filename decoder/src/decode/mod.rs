//! From the bytes of a body to a page, with an issue for each value that is not what the API promises.

mod fast_path;
mod page;
mod profiles;
mod rest;
mod slow_path;

pub use page::{Decoder, NotAPage, Page, Paths, decode_page, decode_profile};
pub use profiles::Profiles;
