//! To be removed with the JSON protocol of given.js: options as JavaScript describes them in JSON. JSON's own types
//! stand for themselves, an array of words for anything else.

use super::{Call, CallOptions, Environment, OptionName, OptionValue, Takes};
use crate::error::OptionsError;
use crate::json::{Kind, Reader, Value, whole_number};
use crate::members::Members;

/// Check the options of a call.
///
/// # Errors
///
/// [`OptionsError`] as for [`CallOptions::parse_argument`].
pub fn parse(
    call: Call,
    environment: Environment,
    value: Value<'_>,
) -> Result<CallOptions, OptionsError> {
    CallOptions::parse_argument(call, environment, &argument(value))
}

/// Read options that were checked before, whatever the call. There are no credentials in them.
///
/// # Errors
///
/// None with such options.
pub fn parse_checked(value: Value<'_>) -> Result<CallOptions, OptionsError> {
    let OptionValue::Object(mut members) = argument(value) else {
        return Ok(CallOptions::default());
    };
    members.retain(|(name, _)| OptionName::find(Call::ListCall, name).is_ok());
    // A handler's label may be a function.
    members.retain(|(name, value)| {
        name != OptionName::Label.as_str() || *value != OptionValue::Function
    });
    CallOptions::parse(Call::ListCall, Environment::Server, &members)
}

/// The value that credentials are read from.
pub fn credentials_value(value: Value<'_>) -> OptionValue {
    read(value, Some(Takes::Credentials))
}

/// The value that words stand for.
pub fn value_of_words(words: &str) -> OptionValue {
    match words {
        "undefined" => OptionValue::Undefined,
        "null" => OptionValue::Null,
        "a boolean" => OptionValue::Boolean(true),
        "a number" => OptionValue::Number(0.0),
        "a huge number" => OptionValue::Number(f64::MAX),
        "a number with a fraction" => OptionValue::Number(0.5),
        "a bigint" => OptionValue::BigInt,
        "a symbol" => OptionValue::Symbol,
        "a function" => OptionValue::Function,
        "an array" => OptionValue::Array,
        "an AbortSignal" => OptionValue::Signal,
        "a text" => OptionValue::String("a text".to_owned()),
        "a text with a lone surrogate" => OptionValue::IllFormedString,
        "a text that is no URL" => OptionValue::InvalidUrl,
        "a relative URL" => OptionValue::RelativeUrl,
        "NaN" => OptionValue::Number(f64::NAN),
        "Infinity" => OptionValue::Number(f64::INFINITY),
        "-Infinity" => OptionValue::Number(f64::NEG_INFINITY),
        // "-1", or "an object"
        words => match words.parse::<i64>() {
            Ok(number) => OptionValue::Number(number as f64),
            Err(_) => OptionValue::Object(Vec::new()),
        },
    }
}

fn argument(value: Value<'_>) -> OptionValue {
    match value.kind() {
        Kind::Object => OptionValue::Object(members(value, |name| {
            OptionName::ALL
                .iter()
                .find(|option| option.as_str() == name)
                .map(|option| option.takes())
        })),
        _ => read(value, None),
    }
}

fn members(value: Value<'_>, takes: impl Fn(&str) -> Option<Takes>) -> Vec<(String, OptionValue)> {
    let members = Members::read(value.raw());
    members.iter().map(|(name, value)| (name.to_owned(), read(value, takes(name)))).collect()
}

fn read(value: Value<'_>, takes: Option<Takes>) -> OptionValue {
    match value.kind() {
        Kind::Null => OptionValue::Null,
        Kind::Boolean => OptionValue::Boolean(value.raw() == b"true"),
        Kind::Number => {
            OptionValue::Number(whole_number(value.raw()).map_or(f64::NAN, |number| number as f64))
        }
        Kind::Text(text) => {
            let text = text.decoded().into_owned();
            let is_url = takes == Some(Takes::Url) && !text.is_empty();
            if is_url { OptionValue::Url(text) } else { OptionValue::String(text) }
        }
        Kind::Object if takes == Some(Takes::Credentials) => {
            OptionValue::Object(members(value, |_| None))
        }
        Kind::Object => OptionValue::Object(Vec::new()),
        Kind::Array => value_of_words(&words_of(value)),
    }
}

fn words_of(array: Value<'_>) -> String {
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
