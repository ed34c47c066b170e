//! Credentials, and the header that carries them.

use std::fmt;

use crate::failure::OptionsError;
use crate::texts::Joined;

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

/// The option that a problem with credentials names.
const OPTION: &str = "credentials";

impl Credentials {
    /// An Account SID and its Auth Token, or an API key's SID and its secret.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for an empty part, a colon in the user name and control characters (RFC 7617, section 2).
    pub fn basic(username: String, password: String) -> Result<Self, OptionsError> {
        for (name, value) in [("username", &username), ("password", &password)] {
            if value.is_empty() {
                return Err(Self::problem(name, "must not be empty"));
            }
            if value.chars().any(char::is_control) {
                return Err(Self::problem(name, "must not hold control characters"));
            }
        }
        if username.contains(':') {
            return Err(Self::problem("username", "must not hold a colon"));
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
            return Err(Self::problem(
                "bearerToken",
                "must be visible ASCII characters, at least one",
            ));
        }
        Ok(Self { scheme: Scheme::Bearer { token } })
    }

    fn problem(name: &str, what: &str) -> OptionsError {
        OptionsError::new(OPTION, [name, " ", what].joined())
    }

    /// The value of the header `Authorization` (RFC 7617 in UTF-8; RFC 6750).
    ///
    /// ```
    /// use trusthub_profiles::credentials::Credentials;
    ///
    /// let credentials = Credentials::basic("AC1".to_owned(), "token".to_owned())?;
    /// assert_eq!(credentials.authorization(), "Basic QUMxOnRva2Vu");
    /// # Ok::<(), trusthub_profiles::failure::OptionsError>(())
    /// ```
    pub fn authorization(&self) -> String {
        match &self.scheme {
            Scheme::Basic { username, password } => {
                let pair = [username, ":", password].joined();
                ["Basic ", &base64(pair.as_bytes())].joined()
            }
            Scheme::Bearer { token } => ["Bearer ", token].joined(),
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

/// Base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |place| chunk.get(place).copied().map_or(0, u32::from);
        let number = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS.get((number >> (18 - 6 * place)) as usize & 63);
            let digit = digit.filter(|_| place <= chunk.len()).unwrap_or(&b'=');
            text.push(char::from(*digit));
        }
    }
    text
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
    fn base64_is_that_of_the_rfc() {
        // RFC 4648, section 10.
        for (bytes, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("\u{3fb}\u{7ff}", "z7vfvw=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
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
