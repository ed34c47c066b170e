use std::borrow::Cow;

use super::{Given, OptionName};
use crate::credentials::Credentials;
use crate::error::OptionsError;
use crate::json::Value;
use crate::members::Members;
use crate::texts::Joined;

/// Read what a caller gave, as JavaScript tells it: see [`Given::read`].
///
/// # Errors
///
/// [`OptionsError`] for anything but `{ username, password }` or `{ bearerToken }`, and as for these two.
pub fn read_credentials(value: Value<'_>) -> Result<Credentials, OptionsError> {
    const NAMES: [&str; 3] = ["username", "password", "bearerToken"];
    let refused = |problem: &str| {
        Err(OptionsError::new(OptionName::Credentials.as_str(), problem.to_owned()))
    };
    let members = Members::read(value.raw());
    for (name, value) in members.iter() {
        if !NAMES.contains(&name) {
            let unknown = OptionsError::unknown_name(name, &mut NAMES.into_iter()).message();
            return refused(unknown.strip_prefix("option ").unwrap_or_default());
        }
        let given = Given::read(value);
        if !matches!(given, Given::Text(_)) {
            return refused(&[name, ": expected a text, got ", &given.in_words()].joined());
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
