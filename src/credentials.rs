//! Credentials, and the header that carries them.

use std::fmt;

use base64ct::{Base64, Encoding};

use crate::error::{CredentialsProblem, OptionsError, PartProblem};
use crate::options::OptionName;

/// Who asks. Its debug form shows no secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    scheme: Scheme,
}

#[derive(Clone, PartialEq, Eq)]
enum Scheme {
    Basic { username: String, password: String },
    Bearer { token: String },
}

impl Credentials {
    /// An Account SID and its Auth Token, or an API key's SID and its secret.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for an empty part, a colon in the user name and control characters (RFC 7617, section 2).
    pub fn basic(username: String, password: String) -> Result<Self, OptionsError> {
        for (part, value) in [("username", &username), ("password", &password)] {
            if value.is_empty() {
                return Err(problem(part, PartProblem::Empty));
            }
            if value.chars().any(char::is_control) {
                return Err(problem(part, PartProblem::ControlCharacters));
            }
        }
        if username.contains(':') {
            return Err(problem("username", PartProblem::Colon));
        }
        Ok(Self { scheme: Scheme::Basic { username, password } })
    }

    /// A bearer token.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for an empty token, and for one with anything but visible ASCII, which no header carries.
    pub fn bearer(token: String) -> Result<Self, OptionsError> {
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(problem("bearerToken", PartProblem::NotVisible));
        }
        Ok(Self { scheme: Scheme::Bearer { token } })
    }

    /// The value of the header `Authorization` (RFC 7617 in UTF-8; RFC 6750).
    ///
    /// ```
    /// use trusthub_profiles::credentials::Credentials;
    ///
    /// let credentials = Credentials::basic("AC1".to_owned(), "token".to_owned())?;
    /// assert_eq!(credentials.authorization(), "Basic QUMxOnRva2Vu");
    /// # Ok::<(), trusthub_profiles::error::OptionsError>(())
    /// ```
    pub fn authorization(&self) -> String {
        match &self.scheme {
            Scheme::Basic { username, password } => {
                let pair = format!("{username}:{password}");
                format!("Basic {}", Base64::encode_string(pair.as_bytes()))
            }
            Scheme::Bearer { token } => format!("Bearer {token}"),
        }
    }

    /// The user name, where there is one.
    pub fn username(&self) -> Option<&str> {
        match &self.scheme {
            Scheme::Basic { username, .. } => Some(username),
            Scheme::Bearer { .. } => None,
        }
    }

    /// What must stay with the server.
    pub fn password_or_token(&self) -> &str {
        match &self.scheme {
            Scheme::Basic { password, .. } => password,
            Scheme::Bearer { token } => token,
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

fn problem(part: &'static str, problem: PartProblem) -> OptionsError {
    OptionsError::new(OptionName::Credentials.as_str(), CredentialsProblem::Part { part, problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basic(username: &str, password: &str) -> Result<Credentials, OptionsError> {
        Credentials::basic(username.to_owned(), password.to_owned())
    }

    #[test]
    fn headers_are_those_of_the_rfcs() {
        // RFC 7617, sections 2 and 2.1.
        let header = |username, password| basic(username, password).unwrap().authorization();
        assert_eq!(header("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(header("test", "123\u{a3}"), "Basic dGVzdDoxMjPCow==");
        let bearer = Credentials::bearer("mF_9.B5f-4.1JqM".to_owned()).unwrap();
        assert_eq!(bearer.authorization(), "Bearer mF_9.B5f-4.1JqM");
    }

    #[test]
    fn what_no_header_carries_is_refused() {
        for (result, message) in [
            (basic("", "p"), "option credentials: username must not be empty"),
            (basic("u", ""), "option credentials: password must not be empty"),
            (basic("u:v", "p"), "option credentials: username must not hold a colon"),
            (basic("u", "p\n"), "option credentials: password must not hold control characters"),
            (
                Credentials::bearer("a b".to_owned()),
                "option credentials: bearerToken must be visible ASCII characters, at least one",
            ),
            (
                Credentials::bearer(String::new()),
                "option credentials: bearerToken must be visible ASCII characters, at least one",
            ),
        ] {
            assert_eq!(result.unwrap_err().to_string(), message);
        }
        assert!(basic("u", "p:q").is_ok());
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", basic("u", "secret")), "Ok(Credentials(…))");
    }
}
