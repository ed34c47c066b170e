//! Options as callers write them, read into the core's.

use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::failure_out::{Report, error_from};
use super::runtime::{self, get, is_browser, method};
use crate::credentials::Credentials;
use crate::failure::{Failure, OptionsError};
use crate::options::{
    ClientOptions, Given, ListOptions, OptionName, Scope, Takes, function, refusal,
};

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

/// Options that were read: the core's, and a snapshot of each kind as a plain object, by the call they belong to.
#[derive(Default)]
pub(super) struct Options {
    pub(super) client: ClientOptions,
    pub(super) list: ListOptions,
    pub(super) snapshots: Snapshots,
}

/// What is checked is what is used: values as they are, an address as its text.
pub(super) struct Snapshots {
    pub(super) client: JsValue,
    pub(super) list: JsValue,
    pub(super) handler: JsValue,
}

impl Default for Snapshots {
    fn default() -> Self {
        let [client, list, handler] = std::array::from_fn(|_| Object::new().into());
        Self { client, list, handler }
    }
}

/// The options of a call, checked. Unknown names are refused.
pub(super) fn read_options(options: &JsValue, scope: Scope) -> Result<Options, JsValue> {
    let mut read = Options::default();
    for (name, value) in entries(options)? {
        let option = OptionName::find(scope, &name).map_err(thrown)?;
        let given = read_given(option, &value)?;
        let (set, snapshot) = match option.scope() {
            Scope::Client => (read.client.set(option, &given), &read.snapshots.client),
            Scope::Handler => (function(option, &given), &read.snapshots.handler),
            Scope::List | Scope::Call => (read.list.set(option, &given), &read.snapshots.list),
        };
        set.map_err(thrown)?;
        let value = match given {
            Given::Text(href) if option == OptionName::BaseUrl => href.into(),
            _ => value,
        };
        runtime::set(snapshot, option.as_str(), &value);
    }
    if scope != Scope::List {
        read.client.check(is_browser()).map_err(thrown)?;
    }
    read.list.check().map_err(thrown)?;
    // Nothing lets visitors in but a function that says so.
    if scope == Scope::Handler
        && method(&read.snapshots.handler, OptionName::Authorize.as_str()).is_none()
    {
        return Err(thrown(refusal(OptionName::Authorize, &Given::Other("undefined"))));
    }
    Ok(read)
}

/// A client's options, of a snapshot of them.
pub(super) fn read_client(client: &JsValue) -> Result<(ClientOptions, Handles), JsValue> {
    let handles = Handles {
        credentials: get(client, OptionName::Credentials.as_str())?,
        fetch: method(client, OptionName::Fetch.as_str()),
        on_event: method(client, OptionName::OnEvent.as_str()),
    };
    Ok((read_options(client, Scope::Client)?.client, handles))
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
                let unknown = OptionsError::unknown_name(&name, &mut NAMES.into_iter()).message();
                return refused(unknown.strip_prefix("option ").unwrap_or_default().to_owned());
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
