//! Texts put together. The standard library can do this too, by code for each kind of parts and of numbers: two kilobytes
//! of WebAssembly.

/// Parts of a text.
pub trait Joined {
    /// The text that the parts are.
    ///
    /// ```
    /// use trusthub_profiles::texts::Joined;
    ///
    /// assert_eq!(["a whole number from ", "1"].joined(), "a whole number from 1");
    /// ```
    fn joined(&self) -> String;
}

impl Joined for [&str] {
    #[inline(never)]
    fn joined(&self) -> String {
        let mut text = String::with_capacity(self.iter().map(|part| part.len()).sum());
        for part in self {
            text.push_str(part);
        }
        text
    }
}

/// A number as it is usually written.
#[inline(never)]
pub fn decimal(number: u64) -> String {
    number.to_string()
}
