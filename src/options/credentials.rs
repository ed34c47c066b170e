use std::borrow::Cow;

use super::{Given, OptionName};
use crate::credentials::Credentials;
use crate::failure::OptionsError;
use crate::json::Value;
use crate::members::Members;
use crate::texts::Joined;

/// The parts of credentials.
const NAMES: [&str; 3] = ["username", "password", "bearerToken"];

/// What the parts are called elsewhere, in small letters and without underscores: by Twilio, by other clients, and in
/// configurations.
const NAMES_ELSEWHERE: [&str; 17] = [
    "accountsid",
    "apikey",
    "apikeysecret",
    "apikeysid",
    "apisecret",
    "auth",
    "authtoken",
    "key",
    "keysid",
    "pass",
    "pwd",
    "secret",
    "sid",
    "token",
    "twilioaccountsid",
    "twilioauthtoken",
    "user",
];

/// What to write in place of an option's name that means credentials; `None` for other names.
pub(super) fn credentials_hint(name: &str) -> Option<&'static str> {
    let is_part = |part: &str| part.eq_ignore_ascii_case(name);
    if is_part("bearerToken") {
        return Some("; did you mean credentials: { bearerToken }?");
    }
    let plain = name.to_ascii_lowercase().replace(['_', '-'], "");
    let means = is_part("username") || is_part("password") || NAMES_ELSEWHERE.contains(&&*plain);
    means.then_some("; did you mean credentials: { username, password }?")
}

/// What is wrong with a name. One that is like none of those that are known may be a secret in a wrong place.
fn unknown(name: &str) -> String {
    let nearest = OptionsError::unknown_name(name, &mut NAMES.into_iter()).message();
    let is_another = NAMES.iter().all(|known| !known.eq_ignore_ascii_case(name));
    match credentials_hint(name).filter(|_| is_another) {
        Some(hint) => [name, ": unknown name", hint].joined(),
        None if name.len() <= MOST_LETTERS && nearest.ends_with('?') => {
            nearest.strip_prefix("option ").unwrap_or_default().to_owned()
        }
        None => "unknown name; expected { username, password } or { bearerToken }".to_owned(),
    }
}

/// The longest name that is repeated: two letters more than the longest that is known.
const MOST_LETTERS: usize = 13;

/// Read what a caller gave, as JavaScript tells it: see [`Given::read`].
///
/// # Errors
///
/// [`OptionsError`] for anything but `{ username, password }` or `{ bearerToken }`, and as for these two.
pub fn read_credentials(value: Value<'_>) -> Result<Credentials, OptionsError> {
    let refused = |problem: &str| {
        Err(OptionsError::new(OptionName::Credentials.as_str(), problem.to_owned()))
    };
    let members = Members::read(value.raw());
    for (name, value) in members.iter() {
        if !NAMES.contains(&name) {
            return refused(&unknown(name));
        }
        let given = Given::read(value);
        if given == Given::LONE_SURROGATE {
            return refused(&[name, ": expected a text without lone surrogates"].joined());
        }
        if !matches!(given, Given::Text(_)) {
            return refused(&[name, ": expected a text, got ", &given.type_in_words()].joined());
        }
    }
    match NAMES.map(|name| members.text(name).map(Cow::into_owned)) {
        [Some(username), Some(password), None] => Credentials::basic(username, password),
        [None, None, Some(token)] => Credentials::bearer(token),
        [None, None, None] => refused("expected { username, password } or { bearerToken }"),
        [Some(_), None, None] => refused("password is missing"),
        [None, Some(_), None] => refused("username is missing"),
        _ => refused("expected a user name and a password, or a bearer token, not both"),
    }
}
