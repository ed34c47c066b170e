//! A strict JSON reader (RFC 8259) that hands out values as slices of the text they stand in.
//!
//! It exists because a page is validated while it is read: no value is copied, nothing recurses, and what JavaScript's
//! `JSON.parse` accepts it accepts, with the same meaning (a key's last value counts; lone surrogate escapes are text).

mod nesting;
mod number;
mod object_writer;
mod raw;
mod reader;
mod text;
mod value;

pub use number::whole_number;
pub use object_writer::{ObjectWriter, write_array};
pub use raw::Json;
pub use reader::{Reader, SyntaxError};
pub use text::{Text, write_text};
pub use value::{Kind, Value};
