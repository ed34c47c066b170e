use std::borrow::Cow;

use super::credentials::read_credentials;
use super::{OptionName, Takes};
use crate::credentials::Credentials;
use crate::error::OptionsError;
use crate::json::{Kind, Reader, Value, whole_number};
use crate::texts::decimal;

/// A value that a caller gave, as far as the checks look at it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A string.
    Text(String),
    /// A whole number that JavaScript holds exactly.
    Number(u64),
    /// A boolean.
    Boolean(bool),
    /// An object of credentials.
    Credentials(Result<Credentials, OptionsError>),
    /// Anything else, in words.
    Other(Cow<'static, str>),
}

impl Given {
    /// A function. These three are in the words of given.js.
    pub const FUNCTION: Self = Self::Other(Cow::Borrowed("a function"));
    /// An object with an `AbortSignal`'s parts.
    pub const SIGNAL: Self = Self::Other(Cow::Borrowed("an AbortSignal"));
    /// The number without an end.
    pub const INFINITY: Self = Self::Other(Cow::Borrowed("Infinity"));

    /// A value as JavaScript tells it (given.js): JSON's own where that can hold it, credentials as an object of such
    /// values, and an array of words for anything else.
    ///
    /// ```
    /// use trusthub_profiles::json::Reader;
    /// use trusthub_profiles::options::Given;
    ///
    /// let given = |json: &'static [u8]| Given::read(Reader::new(json).value().unwrap());
    /// assert_eq!(given(b"50"), Given::Number(50));
    /// assert_eq!(given(br#"["a bigint"]"#).in_words(), "a bigint");
    /// ```
    pub fn read(value: Value<'_>) -> Self {
        match value.kind() {
            Kind::Text(text) => Self::Text(text.decoded().into_owned()),
            Kind::Number => {
                whole_number(value.raw()).map_or(Self::Other("a number".into()), Self::Number)
            }
            Kind::Boolean => Self::Boolean(value.raw() == b"true"),
            Kind::Object => Self::Credentials(read_credentials(value)),
            Kind::Array => Self::Other(words_of(value).into()),
            Kind::Null => Self::Other("null".into()),
        }
    }

    /// What came, in words that repeat no text of the caller's.
    pub fn in_words(&self) -> String {
        match self {
            Self::Text(text) if text.is_empty() => "an empty text".to_owned(),
            Self::Text(_) => "a text".to_owned(),
            Self::Number(number) => decimal(*number),
            Self::Boolean(true) => "true".to_owned(),
            Self::Boolean(false) => "false".to_owned(),
            Self::Credentials(_) => "an object".to_owned(),
            Self::Other(words) => words.clone().into_owned(),
        }
    }
}

/// What stands for a value that JSON can't hold.
pub(super) fn words_of(array: Value<'_>) -> String {
    let mut words = String::new();
    // It is text that our own side wrote.
    let _ = Reader::new(array.raw()).array(&mut |reader, _| {
        if let Kind::Text(text) = reader.value()?.kind() {
            words.push_str(&text.decoded());
        }
        Ok(())
    });
    words
}

pub(super) fn whole(option: OptionName, given: &Given) -> Result<u32, OptionsError> {
    let (from, to) = match option.takes() {
        Takes::Whole { from, to } => (from, to),
        _ => return Err(refusal(option, given)),
    };
    match given {
        Given::Number(number) if (from..=to).contains(number) => {
            u32::try_from(*number).map_err(|_| refusal(option, given))
        }
        _ => Err(refusal(option, given)),
    }
}

pub(super) fn whole_or_infinity(
    option: OptionName,
    given: &Given,
) -> Result<Option<u64>, OptionsError> {
    match given {
        Given::Number(number @ 1..) => Ok(Some(*number)),
        _ if *given == Given::INFINITY => Ok(None),
        _ => Err(refusal(option, given)),
    }
}

pub(super) fn boolean(option: OptionName, given: &Given) -> Result<bool, OptionsError> {
    match given {
        Given::Boolean(value) => Ok(*value),
        _ => Err(refusal(option, given)),
    }
}

/// Hold an option to a function, which stays with the caller.
///
/// # Errors
///
/// [`OptionsError`] for anything else.
pub fn function(option: OptionName, given: &Given) -> Result<(), OptionsError> {
    if *given == Given::FUNCTION { Ok(()) } else { Err(refusal(option, given)) }
}

/// What is wrong with what was given for an option.
pub fn refusal(option: OptionName, given: &Given) -> OptionsError {
    OptionsError::expected(option.as_str(), &option.takes().in_words(), &given.in_words())
}
