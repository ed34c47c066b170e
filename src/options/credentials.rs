use super::suggestion::{credentials_hint, nearest};
use super::{OptionName, OptionValue};
use crate::credentials::Credentials;
use crate::error::{CredentialsProblem, Got, OptionsError, PartProblem};

/// The parts of credentials.
const PARTS: [&str; 3] = ["username", "password", "bearerToken"];

/// The longest name that a message repeats: two letters more than the longest that is known.
const MOST_LETTERS: usize = 13;

/// Where a client's credentials come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialsSource {
    /// They are always these.
    Fixed(Credentials),
    /// A function of the caller's, which is called before each attempt.
    Function,
}

impl CredentialsSource {
    /// The value of the option `credentials`.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] as for [`parse_credentials`].
    pub fn parse(value: &OptionValue) -> Result<Self, OptionsError> {
        match value {
            OptionValue::Function => Ok(Self::Function),
            _ => parse_credentials(value).map(Self::Fixed),
        }
    }
}

/// What a credentials function returned, or credentials as they stand in the options.
///
/// # Errors
///
/// [`OptionsError`] for anything but `{ username, password }` or `{ bearerToken }`, and as for these two. No value is
/// part of its message.
///
/// ```
/// use trusthub_profiles::options::{OptionValue, parse_credentials};
///
/// let value = OptionValue::Object(vec![("password".to_owned(), OptionValue::Number(481516234223.0))]);
/// let message = parse_credentials(&value).unwrap_err().to_string();
/// assert_eq!(message, "option credentials: password: expected a string, got a number");
/// ```
pub fn parse_credentials(value: &OptionValue) -> Result<Credentials, OptionsError> {
    let OptionValue::Object(members) = value else {
        return Err(OptionsError::unexpected(OptionName::Credentials, value));
    };
    let mut parts = PARTS.map(|_| None);
    for (name, value) in members.iter().filter(|(_, value)| *value != OptionValue::Undefined) {
        let known = PARTS.iter().zip(&mut parts).find(|(part, _)| *part == name);
        let Some((part, slot)) = known else { return Err(problem(unknown(name))) };
        *slot = match value {
            OptionValue::String(string) => Some(string.clone()),
            OptionValue::IllFormedString => return Err(part_problem(part, PartProblem::IllFormed)),
            _ => return Err(part_problem(part, PartProblem::NoString(Got::type_of(value)))),
        };
    }
    match parts {
        [Some(username), Some(password), None] => Credentials::basic(username, password),
        [None, None, Some(token)] => Credentials::bearer(token),
        [None, None, None] => Err(problem(CredentialsProblem::Empty)),
        [Some(_), None, None] => Err(part_problem("password", PartProblem::Missing)),
        [None, Some(_), None] => Err(part_problem("username", PartProblem::Missing)),
        _ => Err(problem(CredentialsProblem::Both)),
    }
}

fn problem(problem: CredentialsProblem) -> OptionsError {
    OptionsError::new(OptionName::Credentials.as_str(), problem)
}

fn part_problem(part: &'static str, problem_of_part: PartProblem) -> OptionsError {
    problem(CredentialsProblem::Part { part, problem: problem_of_part })
}

/// What is wrong with a name. One that resembles none may be a secret in the wrong position.
fn unknown(name: &str) -> CredentialsProblem {
    let is_another = PARTS.iter().all(|known| !known.eq_ignore_ascii_case(name));
    let hint = credentials_hint(name).filter(|_| is_another);
    let near = || nearest(name, PARTS.into_iter()).filter(|_| name.len() <= MOST_LETTERS);
    match hint.or_else(near) {
        Some(suggestion) => CredentialsProblem::UnknownName { name: name.to_owned(), suggestion },
        None => CredentialsProblem::OddName,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{error_of, object, refusal_of, string};
    use super::super::{Call, OptionName, OptionValue};
    use super::*;

    #[test]
    fn what_may_be_private_is_described_by_its_type_alone() {
        for (value, in_words) in [
            (OptionValue::Number(481_516_234_223.0), "a number"),
            (OptionValue::Number(-481_516_234_223.0), "a number"),
            (OptionValue::Number(f64::NAN), "a number"),
            (OptionValue::Number(1e300), "a number"),
            (OptionValue::Number(0.5), "a number"),
            (OptionValue::Boolean(true), "a boolean"),
            (OptionValue::Null, "null"),
            (OptionValue::Array, "an array"),
            (OptionValue::BigInt, "a bigint"),
            (object([("a", string("b"))]), "an object"),
        ] {
            for name in ["username", "password", "bearerToken"] {
                assert_eq!(
                    error_of(parse_credentials(&object([(name, value.clone())]))),
                    format!("option credentials: {name}: expected a string, got {in_words}")
                );
            }
            for option in OptionName::ALL.iter().copied().filter(|option| option.is_private()) {
                if option == OptionName::Credentials && matches!(value, OptionValue::Object(_)) {
                    continue;
                }
                let message = refusal_of(option, &value).unwrap();
                assert!(message.ends_with(&format!(", got {in_words}")), "{message}");
            }
        }
        let password = object([("password", OptionValue::IllFormedString)]);
        assert_eq!(
            error_of(parse_credentials(&password)),
            "option credentials: password: expected a string without lone surrogates"
        );
    }

    #[test]
    fn credentials_under_other_names_get_a_hint() {
        let hint = "unknown name; did you mean credentials: { username, password }?";
        let in_credentials = |name| error_of(parse_credentials(&object([(name, string("x"))])));
        let in_options = |call, name| error_of(OptionName::find(call, name));
        for name in [
            "accountSid",
            "authToken",
            "user",
            "pass",
            "apiKey",
            "apiSecret",
            "token",
            "sid",
            "TWILIO_ACCOUNT_SID",
            "auth_token",
        ] {
            assert_eq!(in_options(Call::CreateClient, name), format!("option {name}: {hint}"));
            assert_eq!(in_credentials(name), format!("option credentials: {name}: {hint}"));
        }
        for (name, expected) in [
            ("password", hint),
            ("username", hint),
            ("bearerToken", "unknown name; did you mean credentials: { bearerToken }?"),
            ("credential", "unknown name; did you mean credentials?"),
        ] {
            assert_eq!(in_options(Call::Handler, name), format!("option {name}: {expected}"));
        }
        // They are none of a list's.
        assert_eq!(in_options(Call::List, "sid"), "option sid: unknown name");
        for (name, expected) in [
            ("usrname", "usrname: unknown name; did you mean username?"),
            ("userName", "userName: unknown name; did you mean username?"),
            ("bearer", "bearer: unknown name; did you mean bearerToken?"),
            // What is no name of credentials may be a secret itself.
            (
                "0123456789abcdef0123456789abcdef",
                "unknown name; expected { username, password } or { bearerToken }",
            ),
            (
                "passwordcanary-3f1c",
                "unknown name; expected { username, password } or { bearerToken }",
            ),
        ] {
            assert_eq!(in_credentials(name), format!("option credentials: {expected}"));
        }
    }

    #[test]
    fn credentials_are_of_one_kind_and_whole() {
        let both = "expected a user name and a password, or a bearer token, not both";
        for (value, expected) in [
            (object([("username", string("u"))]), "password is missing"),
            (object([("password", string("p"))]), "username is missing"),
            (object([]), "expected { username, password } or { bearerToken }"),
            (
                object([("username", OptionValue::Undefined)]),
                "expected { username, password } or { bearerToken }",
            ),
            (object([("username", string("u")), ("bearerToken", string("t"))]), both),
            (
                object([
                    ("username", string("u")),
                    ("password", string("p")),
                    ("bearerToken", string("t")),
                ]),
                both,
            ),
            (
                object([("username", OptionValue::Symbol)]),
                "username: expected a string, got a symbol",
            ),
            (
                OptionValue::Undefined,
                "expected { username, password }, { bearerToken }, or a function that gives one of them, got undefined",
            ),
            (
                OptionValue::Function,
                "expected { username, password }, { bearerToken }, or a function that gives one of them, got a function",
            ),
        ] {
            assert_eq!(
                error_of(parse_credentials(&value)),
                format!("option credentials: {expected}")
            );
        }
        let value = object([
            ("username", string("u")),
            ("password", string("p")),
            ("bearerToken", OptionValue::Undefined),
        ]);
        let credentials = parse_credentials(&value).unwrap();
        assert_eq!(CredentialsSource::parse(&value), Ok(CredentialsSource::Fixed(credentials)));
        assert_eq!(
            CredentialsSource::parse(&OptionValue::Function),
            Ok(CredentialsSource::Function)
        );
    }
}
