use super::{OptionName, Takes};
use crate::credentials::Credentials;
use crate::failure::OptionsError;

/// JavaScript's largest safe integer.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// A value that a caller gave, as far as the checks look at it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A string.
    Text(String),
    /// A string with a lone surrogate, which no request can carry.
    IllFormedText,
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
    /// A function.
    Function,
    /// An object with an `AbortSignal`'s parts.
    Signal,
    /// An object of credentials.
    Credentials(Result<Credentials, OptionsError>),
    /// Anything else, by its type's name with an article.
    Other(&'static str),
}

impl Given {
    /// What came, in words that repeat no text of the caller's.
    pub fn in_words(&self) -> String {
        match self {
            Self::Text(text) if text.is_empty() => "an empty text".to_owned(),
            Self::Text(_) => "a text".to_owned(),
            Self::IllFormedText => "a text with a lone surrogate".to_owned(),
            Self::Number(number) if number.is_nan() => "NaN".to_owned(),
            Self::Number(number) if number.is_infinite() && *number > 0.0 => "Infinity".to_owned(),
            Self::Number(number) if number.is_infinite() => "-Infinity".to_owned(),
            Self::Number(number) if number.abs() > MAX_SAFE_INTEGER => "a huge number".to_owned(),
            Self::Number(number) if number.fract() != 0.0 => "a number with a fraction".to_owned(),
            Self::Number(number) => (*number as i64).to_string(),
            Self::Boolean(true) => "true".to_owned(),
            Self::Boolean(false) => "false".to_owned(),
            Self::Function => "a function".to_owned(),
            Self::Signal | Self::Credentials(_) => "an object".to_owned(),
            Self::Other(name) => (*name).to_owned(),
        }
    }
}

pub(super) fn whole(option: OptionName, given: &Given) -> Result<u32, OptionsError> {
    let (from, to) = match option.takes() {
        Takes::Whole { from, to } => (from as f64, to as f64),
        _ => return Err(refusal(option, given)),
    };
    match given {
        Given::Number(number) if number.fract() == 0.0 && (from..=to).contains(number) => {
            Ok(*number as u32)
        }
        _ => Err(refusal(option, given)),
    }
}

pub(super) fn whole_or_infinity(
    option: OptionName,
    given: &Given,
) -> Result<Option<u64>, OptionsError> {
    match given {
        Given::Number(f64::INFINITY) => Ok(None),
        Given::Number(number)
            if number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(number) =>
        {
            Ok(Some(*number as u64))
        }
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
    if *given == Given::Function { Ok(()) } else { Err(refusal(option, given)) }
}

/// What is wrong with what was given for an option.
pub fn refusal(option: OptionName, given: &Given) -> OptionsError {
    OptionsError::expected(option.as_str(), &option.takes().in_words(), &given.in_words())
}
