//! Checked values: the forms that texts of the API must have.

mod calendar;
mod http_date;
mod instant;
mod sid;
mod status;
mod uri;

pub use http_date::parse_http_date;
pub use instant::Instant;
pub use sid::{SidPrefix, is_sid};
pub use status::Status;
pub use uri::is_absolute_uri;
