//! Options as callers write them, read into the core's.

use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::failure_out::{Report, error_from};
use super::runtime::{get, is_browser, method, set};
use crate::credentials::Credentials;
use crate::failure::{Failure, OptionsError};
use crate::options::{ClientOptions, Given, ListOptions, OptionName, Scope, Takes, function};

/// What of a client's options only JavaScript can hold.
pub(super) struct Handles {
    /// Credentials, or the function that gives them.
    pub(super) credentials: JsValue,
    pub(super) fetch: Option<Function>,
    pub(super) on_event: Option<Function>,
}

/// An options error as the error object to throw.
pub(super) fn thrown(error: OptionsError) -> JsValue {
    error_from(&Report::new(&Failure::Options(error)))
}

/// The own enumerable properties of an argument that are not undefined.
pub(super) fn entries(options: &JsValue) -> Result<Vec<(String, JsValue)>, JsValue> {
    if options.is_undefined() {
        return Ok(Vec::new());
    }
    if !options.is_object() || Array::is_array(options) {
        let error = OptionsError::expected("options", "an object", type_name(options));
        return Err(thrown(error));
    }
    let mut entries = Vec::new();
    for name in Object::keys(options.unchecked_ref::<Object>()).iter() {
        let value = Reflect::get(options, &name)?;
        if !value.is_undefined() {
            entries.push((name.as_string().unwrap_or_default(), value));
        }
    }
    Ok(entries)
}

/// Options by the call they belong to (a client's, a list's, a handler's), as plain objects. Unknown names are refused, values copied as they are (an
/// address as its text, so that what is checked is what is used).
pub(super) fn split(
    options: &JsValue,
    scope: Scope,
) -> Result<(JsValue, JsValue, JsValue), JsValue> {
    let client: JsValue = Object::new().into();
    let list: JsValue = Object::new().into();
    let handler: JsValue = Object::new().into();
    for (name, value) in entries(options)? {
        let option = OptionName::find(scope, &name).map_err(thrown)?;
        let target = match option.scope() {
            Scope::Client => &client,
            Scope::Handler => &handler,
            Scope::List | Scope::Call => &list,
        };
        let value = match read_given(option, &value)? {
            Given::Text(href) if option == OptionName::BaseUrl => href.into(),
            _ => value,
        };
        set(target, option.as_str(), &value);
    }
    Ok((client, list, handler))
}

/// A client's options.
pub(super) fn read_client(options: &JsValue) -> Result<(ClientOptions, Handles), JsValue> {
    let mut checked = ClientOptions::default();
    for (name, value) in entries(options)? {
        let option = OptionName::find(Scope::Client, &name).map_err(thrown)?;
        checked.set(option, &read_given(option, &value)?).map_err(thrown)?;
    }
    checked.check(is_browser()).map_err(thrown)?;
    let handles = Handles {
        credentials: get(options, OptionName::Credentials.as_str())?,
        fetch: method(options, OptionName::Fetch.as_str()),
        on_event: method(options, OptionName::OnEvent.as_str()),
    };
    Ok((checked, handles))
}

/// Check a handler's own options. Nothing lets visitors in but a function that says so.
pub(super) fn check_handler(options: &JsValue) -> Result<(), JsValue> {
    for option in [OptionName::Authorize, OptionName::OnError] {
        let value = get(options, option.as_str())?;
        if option == OptionName::Authorize || !value.is_undefined() {
            let given = read_given(option, &value)?;
            function(option, &given).map_err(thrown)?;
        }
    }
    Ok(())
}

/// A list's options.
pub(super) fn read_list(options: &JsValue) -> Result<ListOptions, JsValue> {
    let mut checked = ListOptions::default();
    for (name, value) in entries(options)? {
        let option = OptionName::find(Scope::List, &name).map_err(thrown)?;
        checked.set(option, &read_given(option, &value)?).map_err(thrown)?;
    }
    checked.check().map_err(thrown)?;
    Ok(checked)
}

/// What was given for an option, as far as its rule looks at it.
pub(super) fn read_given(option: OptionName, value: &JsValue) -> Result<Given, JsValue> {
    if value.is_function() {
        return Ok(Given::Function);
    }
    match option.takes() {
        Takes::BaseUrl => Ok(read_url(value)),
        Takes::Signal if is_signal(value) => Ok(Given::Signal),
        Takes::Credentials if value.is_object() => Ok(Given::Credentials(read_credentials(value)?)),
        _ => Ok(read_plain(value)),
    }
}

fn read_plain(value: &JsValue) -> Given {
    if let Some(text) = value.dyn_ref::<JsString>() {
        return if text.is_valid_utf16() { Given::Text(text.into()) } else { Given::IllFormedText };
    }
    match (value.as_f64(), value.as_bool()) {
        (Some(number), _) => Given::Number(number),
        (None, Some(boolean)) => Given::Boolean(boolean),
        (None, None) => Given::Other(type_name(value)),
    }
}

/// An address, as the runtime's URL parser writes it.
fn read_url(value: &JsValue) -> Given {
    let text = match value.as_string() {
        Some(text) => text,
        // A URL object, of whatever realm or polyfill, has its text as `href`.
        None => match get(value, "href").ok().and_then(|href| href.as_string()) {
            Some(href) => href,
            None => return read_plain(value),
        },
    };
    match web_sys::Url::new(&text) {
        Ok(url) => Given::Text(url.href()),
        Err(_) => Given::Other("a text that is no URL"),
    }
}

fn is_signal(value: &JsValue) -> bool {
    get(value, "aborted").is_ok_and(|aborted| aborted.as_bool().is_some())
        && method(value, "addEventListener").is_some()
        && method(value, "removeEventListener").is_some()
}

/// Credentials as an object, whether given as an option or by a function.
pub(super) fn read_credentials(
    value: &JsValue,
) -> Result<Result<Credentials, OptionsError>, JsValue> {
    const OPTION: &str = OptionName::Credentials.as_str();
    const NAMES: [&str; 3] = ["username", "password", "bearerToken"];
    let refused = |problem: String| Ok(Err(OptionsError::new(OPTION, problem)));
    if !value.is_object() {
        let expected = Takes::Credentials.in_words();
        return Ok(Err(OptionsError::expected(OPTION, &expected, type_name(value))));
    }
    let (mut username, mut password, mut token) = (None, None, None);
    for (name, value) in entries(value)? {
        let slot = match name.as_str() {
            "username" => &mut username,
            "password" => &mut password,
            "bearerToken" => &mut token,
            _ => {
                let unknown = OptionsError::unknown_name(&name, NAMES.into_iter());
                return refused(unknown.to_string().replacen("option ", "", 1));
            }
        };
        match read_plain(&value) {
            Given::Text(text) => *slot = Some(text),
            other => {
                return refused([&name, ": expected a text, got ", &other.in_words()].concat());
            }
        }
    }
    match (username, password, token) {
        (Some(username), Some(password), None) => Ok(Credentials::basic(username, password)),
        (None, None, Some(token)) => Ok(Credentials::bearer(token)),
        (None, None, None) => {
            refused("expected { username, password } or { bearerToken }".to_owned())
        }
        (Some(_), None, None) => refused("password is missing".to_owned()),
        (None, Some(_), None) => refused("username is missing".to_owned()),
        _ => refused("expected a user name and a password, or a bearer token, not both".to_owned()),
    }
}

/// The type of a value that an option doesn't take, with its article.
pub(super) fn type_name(value: &JsValue) -> &'static str {
    if value.is_null() {
        "null"
    } else if value.is_undefined() {
        "undefined"
    } else if value.is_string() {
        "a text"
    } else if value.as_f64().is_some() {
        "a number"
    } else if value.as_bool().is_some() {
        "a boolean"
    } else if value.is_bigint() {
        "a bigint"
    } else if value.is_symbol() {
        "a symbol"
    } else if value.is_function() {
        "a function"
    } else if Array::is_array(value) {
        "an array"
    } else {
        "an object"
    }
}
