//! Callers' options, read once: each own enumerable property by its JavaScript type and by what its option takes. What is
//! checked is what is used: it is kept in objects of our own.

use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Url;

use super::environment::{environment, page_bases};
use super::outward::thrown;
use crate::error::OptionsError;
use crate::options::{Call, CallOptions, HANDLER_DEFAULTS, OptionName, OptionValue, Takes};

#[wasm_bindgen]
extern "C" {
    /// A signal, of whatever realm or polyfill.
    type SignalLike;
    #[wasm_bindgen(method, getter, structural)]
    fn aborted(this: &SignalLike) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = addEventListener)]
    fn add_event_listener(this: &SignalLike) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = removeEventListener)]
    fn remove_event_listener(this: &SignalLike) -> JsValue;

    /// A URL object, of whatever realm or polyfill.
    type UrlLike;
    #[wasm_bindgen(method, getter, structural)]
    fn href(this: &UrlLike) -> JsValue;
}

/// The caller's functions.
#[derive(Clone, Default)]
pub(super) struct Functions {
    pub(super) credentials: Option<Function>,
    pub(super) fetch: Option<Function>,
    pub(super) on_event: Option<Function>,
}

/// The options of a call: what the core makes of them, and frozen copies for JavaScript to keep.
pub(super) struct ReadOptions {
    pub(super) checked: CallOptions,
    pub(super) functions: Functions,
    /// Those of `createClient`.
    pub(super) client: Object,
    /// Those of `listCustomerProfiles`, or of `createListHandler`.
    pub(super) others: Object,
}

/// The error of a call that can't be right, with the label in a client's options, which may be wrong itself.
pub(super) fn refused(error: OptionsError, client: &JsValue) -> JsValue {
    let label = Reflect::get(client, &"label".into()).ok().and_then(|label| label.as_string());
    let label = label.filter(|label| OptionName::Label.takes().takes_string(label));
    thrown(error, label.as_deref())
}

/// Read and check the options of a call. What was read and kept before may be read again.
///
/// # Errors
///
/// An `OptionsError`, with the label that is among them; what a getter of the caller's threw.
pub(super) fn read_options(call: Call, argument: &JsValue) -> Result<ReadOptions, JsValue> {
    read_options_of(&JsValue::UNDEFINED, call, argument)
}

/// Read and check the options of a client's method, by the client's options.
///
/// # Errors
///
/// As for [`read_options`], with the client's label.
pub(super) fn read_options_of(
    owner: &JsValue,
    call: Call,
    argument: &JsValue,
) -> Result<ReadOptions, JsValue> {
    let (client, others) = (Object::new(), Object::new());
    if call == Call::Handler {
        for (option, value) in HANDLER_DEFAULTS {
            Reflect::set(&client, &option.as_str().into(), &value.into())?;
        }
    }
    let mut functions = Functions::default();
    let argument = match value_of(argument) {
        OptionValue::Object(_) => {
            let mut members = Vec::new();
            for key in Object::keys(argument.unchecked_ref::<Object>()) {
                let given = Reflect::get(argument, &key)?;
                let name = key.as_string().unwrap_or_default();
                let option = OptionName::find(call, &name).ok();
                let (value, kept) = read_value(option.map(OptionName::takes), given)?;
                if let Some(option) = option.filter(|_| !kept.is_undefined()) {
                    let is_client = option.call() == Call::CreateClient;
                    Reflect::set(if is_client { &client } else { &others }, &key, &kept)?;
                    keep_function(&mut functions, option, &kept);
                }
                members.push((name, value));
            }
            OptionValue::Object(members)
        }
        other => other,
    };
    let checked = CallOptions::parse_argument(call, environment(), &argument)
        .map_err(|error| refused(error, if owner.is_undefined() { &client } else { owner }))?;
    Object::freeze(&client);
    Object::freeze(&others);
    Ok(ReadOptions { checked, functions, client, others })
}

fn keep_function(functions: &mut Functions, option: OptionName, value: &JsValue) {
    let slot = match option {
        OptionName::Credentials => &mut functions.credentials,
        OptionName::Fetch => &mut functions.fetch,
        OptionName::OnEvent => &mut functions.on_event,
        _ => return,
    };
    *slot = value.dyn_ref::<Function>().cloned();
}

/// A value as what its option takes says, and what is kept of it.
fn read_value(takes: Option<Takes>, given: JsValue) -> Result<(OptionValue, JsValue), JsValue> {
    match takes {
        Some(Takes::Credentials) if is_plain_object(&given) => {
            let (value, kept) = read_members(&given)?;
            Ok((value, kept.into()))
        }
        Some(Takes::Url) => {
            let value = url_of(&given);
            let kept = match &value {
                OptionValue::Url(href) => href.into(),
                _ => given,
            };
            Ok((value, kept))
        }
        Some(Takes::Signal) if is_signal(&given) => Ok((OptionValue::Signal, given)),
        _ => Ok((value_of(&given), given)),
    }
}

/// What a credentials function returned.
///
/// # Errors
///
/// What a getter of the caller's threw.
pub(super) fn credentials_value(value: &JsValue) -> Result<OptionValue, JsValue> {
    read_value(Some(Takes::Credentials), value.clone()).map(|(value, _)| value)
}

/// An object's own enumerable members, and a copy of it.
fn read_members(object: &JsValue) -> Result<(OptionValue, Object), JsValue> {
    let copy = Object::new();
    let mut members = Vec::new();
    for key in Object::keys(object.unchecked_ref::<Object>()) {
        let value = Reflect::get(object, &key)?;
        members.push((key.as_string().unwrap_or_default(), value_of(&value)));
        Reflect::set(&copy, &key, &value)?;
    }
    Object::freeze(&copy);
    Ok((OptionValue::Object(members), copy))
}

/// A value by its JavaScript type.
pub(super) fn value_of(value: &JsValue) -> OptionValue {
    if let Some(boolean) = value.as_bool() {
        OptionValue::Boolean(boolean)
    } else if let Some(number) = value.as_f64() {
        OptionValue::Number(number)
    } else if let Some(string) = value.dyn_ref::<JsString>() {
        match string.is_valid_utf16() {
            true => OptionValue::String(string.into()),
            false => OptionValue::IllFormedString,
        }
    } else if value.is_undefined() {
        OptionValue::Undefined
    } else if value.is_null() {
        OptionValue::Null
    } else if value.is_bigint() {
        OptionValue::BigInt
    } else if value.is_symbol() {
        OptionValue::Symbol
    } else if value.is_function() {
        OptionValue::Function
    } else if Array::is_array(value) {
        OptionValue::Array
    } else {
        OptionValue::Object(Vec::new())
    }
}

fn is_plain_object(value: &JsValue) -> bool {
    value.is_object() && !Array::is_array(value)
}

/// A string, or a URL object, as the runtime's URL parser writes it; in a page a relative one is resolved.
fn url_of(given: &JsValue) -> OptionValue {
    let text = match is_plain_object(given) {
        true => given.unchecked_ref::<UrlLike>().href().as_string(),
        false => given.as_string(),
    };
    // What is left out by mistake must not become the page's own address.
    let Some(text) = text.filter(|text| !text.is_empty()) else { return value_of(given) };
    let is_http = |url: &Url| matches!(url.protocol().as_str(), "https:" | "http:");
    let resolved = || {
        let urls = page_bases().into_iter().map(|base| Url::new_with_base(&text, &base).ok());
        urls.flatten().find(is_http)
    };
    match Url::new(&text).ok().or_else(resolved) {
        Some(url) => OptionValue::Url(url.href()),
        // Any string is a relative URL of some page.
        None if Url::new_with_base(&text, "https://page.example").is_ok() => {
            OptionValue::RelativeUrl
        }
        None => OptionValue::InvalidUrl,
    }
}

fn is_signal(value: &JsValue) -> bool {
    if !is_plain_object(value) {
        return false;
    }
    let signal: &SignalLike = value.unchecked_ref();
    signal.aborted().as_bool().is_some()
        && signal.add_event_listener().is_function()
        && signal.remove_event_listener().is_function()
}
