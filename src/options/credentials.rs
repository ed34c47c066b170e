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
/// [`OptionsError`] for anything but `{ username, password }` or `{ bearerToken }`, and as for these two. No value is part
/// of its message.
///
/// ```
/// use trusthub_profiles::options::{OptionValue, parse_credentials};
///
/// let value = OptionValue::Object(vec![("password".to_owned(), OptionValue::Number(481516234223.0))]);
/// let message = parse_credentials(&value).unwrap_err().to_string();
/// assert_eq!(message, "option credentials: password: expected a text, got a number");
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
