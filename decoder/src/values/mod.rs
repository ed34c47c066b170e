//! Checked values: the forms that texts of the API must have.

mod calendar;
mod instant;
pub mod sid;
mod status;
mod uri;

pub use calendar::{Date, two_digits};
pub use instant::Instant;
pub use sid::{Sid, SidPrefix, is_sid};
pub use status::Status;
pub(crate) use uri::uri_run;
pub use uri::{Uri, is_absolute_uri};
