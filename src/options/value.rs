use super::OptionName;
use crate::error::OptionsError;

/// A caller's value by its JavaScript type: what the checks look at.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// As absent as no member at all.
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number, be it NaN.
    Number(f64),
    /// A bigint.
    BigInt,
    /// A symbol.
    Symbol,
    /// A function, which stays with the caller.
    Function,
    /// An array.
    Array,
    /// A string.
    String(String),
    /// A string with a lone surrogate, which no request carries.
    IllFormedString,
    /// A string that is not empty, or a URL object, as the runtime's URL parser writes it: only for options that take a
    /// URL ([`super::Takes::Url`]).
    Url(String),
    /// A string that the URL parser refuses.
    InvalidUrl,
    /// A relative reference where there is nothing to resolve it against.
    RelativeUrl,
    /// An object with its own enumerable members: only for options that take credentials
    /// ([`super::Takes::Credentials`]); of other objects no member is read.
    Object(Vec<(String, OptionValue)>),
    /// An object with the parts of an `AbortSignal`: only for options that take one ([`super::Takes::Signal`]).
    Signal,
}

/// The largest whole number below which JavaScript holds every one.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// A whole number of a range that an option takes.
pub(super) fn whole(option: OptionName, value: &OptionValue) -> Result<u32, OptionsError> {
    match (option.takes(), value) {
        (super::Takes::Whole { from, to }, OptionValue::Number(number))
            if number.fract() == 0.0 && (f64::from(from)..=f64::from(to)).contains(number) =>
        {
            Ok(*number as u32)
        }
        _ => Err(OptionsError::unexpected(option, value)),
    }
}

/// A whole number from 1; `None` stands for Infinity.
pub(super) fn whole_or_infinity(
    option: OptionName,
    value: &OptionValue,
) -> Result<Option<u64>, OptionsError> {
    match value {
        OptionValue::Number(f64::INFINITY) => Ok(None),
        OptionValue::Number(number)
            if number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(number) =>
        {
            Ok(Some(*number as u64))
        }
        _ => Err(OptionsError::unexpected(option, value)),
    }
}

/// `true` or `false`.
pub(super) fn boolean(option: OptionName, value: &OptionValue) -> Result<bool, OptionsError> {
    match value {
        OptionValue::Boolean(boolean) => Ok(*boolean),
        _ => Err(OptionsError::unexpected(option, value)),
    }
}

/// A string that keeps the rule of the option ([`super::Takes::takes_string`]).
pub(super) fn string(option: OptionName, value: &OptionValue) -> Result<String, OptionsError> {
    match value {
        OptionValue::String(string) if option.takes().takes_string(string) => Ok(string.clone()),
        _ => Err(OptionsError::unexpected(option, value)),
    }
}

/// A function, which stays with the caller.
pub(super) fn function(option: OptionName, value: &OptionValue) -> Result<(), OptionsError> {
    match value {
        OptionValue::Function => Ok(()),
        _ => Err(OptionsError::unexpected(option, value)),
    }
}
