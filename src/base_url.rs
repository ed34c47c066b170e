//! Where the API is.

use crate::error::{BaseUrlProblem, OptionsError};
use crate::options::OptionName;

/// The list's path under the base.
pub const PATH: &str = "/v1/CustomerProfiles";

/// An http or https address without user info, query and fragment, as a URL parser writes it, without a last slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self { text: "https://trusthub.twilio.com".to_owned() }
    }
}

impl BaseUrl {
    /// Check an address that was written by a URL parser (`new URL(text).href`).
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for another scheme, and for user info, a query or a fragment.
    ///
    /// ```
    /// use trusthub_profiles::base_url::BaseUrl;
    ///
    /// assert_eq!(BaseUrl::parse("http://127.0.0.1:8080/twilio/")?.as_str(), "http://127.0.0.1:8080/twilio");
    /// assert!(BaseUrl::parse("https://user@example.com/").is_err());
    /// # Ok::<(), trusthub_profiles::error::OptionsError>(())
    /// ```
    pub fn parse(href: &str) -> Result<Self, OptionsError> {
        let refused =
            |problem: BaseUrlProblem| Err(OptionsError::new(OptionName::BaseUrl.as_str(), problem));
        let Some((scheme, rest)) = split_scheme(href) else {
            return refused(BaseUrlProblem::NotHttp);
        };
        if scheme != "http" && scheme != "https" {
            return refused(BaseUrlProblem::OtherScheme);
        }
        if rest.contains(['?', '#']) {
            return refused(BaseUrlProblem::QueryOrFragment);
        }
        let authority = rest.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            return refused(BaseUrlProblem::UserInfo);
        }
        if authority.is_empty() {
            return refused(BaseUrlProblem::NoHost);
        }
        Ok(Self { text: href.trim_end_matches('/').to_owned() })
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether what is sent there stays between the two ends: https, or this very machine.
    pub fn is_private(&self) -> bool {
        let Some(rest) = self.text.strip_prefix("http://") else { return true };
        let authority = rest.split('/').next().unwrap_or_default();
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        };
        // A URL parser writes every IPv4 address as four numbers, and a name can't look like one.
        host == "localhost" || host == "[::1]" || is_loopback_ipv4(host)
    }

    /// The address's path, without a last slash.
    pub(crate) fn path(&self) -> &str {
        let after_scheme = split_scheme(&self.text).map_or("", |(_, rest)| rest);
        after_scheme.find('/').and_then(|start| after_scheme.get(start..)).unwrap_or_default()
    }

    /// The address of the page with this query (with its `?`, or nothing).
    pub fn page_url(&self, query: &str) -> String {
        format!("{}{PATH}{query}", self.text)
    }

    /// The address of the profile of this SID.
    pub fn profile_url(&self, sid: &str) -> String {
        format!("{}{PATH}/{sid}", self.text)
    }
}

/// An address's scheme, and what follows its `://`.
pub(crate) fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

fn is_loopback_ipv4(host: &str) -> bool {
    let mut parts = host.split('.');
    parts.next() == Some("127")
        && parts.clone().count() == 3
        && parts.all(|part| part.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_http_without_user_info_query_and_fragment() {
        for (href, expected) in [
            ("https://example.com/", Ok("https://example.com")),
            ("https://example.com/a/b//", Ok("https://example.com/a/b")),
            ("http://[::1]:80/", Ok("http://[::1]:80")),
            (
                "ftp://example.com/",
                Err("option baseUrl: expected an http or https URL, got one of another scheme"),
            ),
            ("data:,x", Err("option baseUrl: expected an http or https URL")),
            (
                "https://u:p@example.com/",
                Err(
                    "option baseUrl: expected a URL without user info: credentials have an option of their own",
                ),
            ),
            (
                "https://example.com/?",
                Err("option baseUrl: expected a URL without a query and a fragment"),
            ),
            (
                "https://example.com/#a",
                Err("option baseUrl: expected a URL without a query and a fragment"),
            ),
            ("https:///", Err("option baseUrl: expected a URL with a host")),
        ] {
            let result = BaseUrl::parse(href);
            let shown = result.as_ref().map(BaseUrl::as_str).map_err(ToString::to_string);
            assert_eq!(shown, expected.map_err(ToOwned::to_owned), "{href}");
        }
    }

    #[test]
    fn only_https_and_this_machine_are_private() {
        for (href, expected) in [
            ("https://example.com", true),
            ("http://localhost:3000/api", true),
            ("http://127.0.0.1", true),
            ("http://127.9.9.9:80", true),
            ("http://[::1]:8080/a", true),
            ("http://example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("http://localhost.example.com", false),
            ("http://128.0.0.1", false),
            ("http://[::2]", false),
            ("http://example.com/localhost", false),
        ] {
            assert_eq!(BaseUrl::parse(href).unwrap().is_private(), expected, "{href}");
        }
    }
}
