//! Where requests go: the base, the address of a page, and cursors, which are the queries of links that the API gave.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::failure::OptionsError;
use crate::options::{ListOptions, MAX_PAGE_SIZE};

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
    /// use trusthub_profiles::link::BaseUrl;
    ///
    /// assert_eq!(BaseUrl::parse("http://127.0.0.1:8080/twilio/")?.as_str(), "http://127.0.0.1:8080/twilio");
    /// assert!(BaseUrl::parse("https://user@example.com/").is_err());
    /// # Ok::<(), trusthub_profiles::failure::OptionsError>(())
    /// ```
    pub fn parse(href: &str) -> Result<Self, OptionsError> {
        let refused = |what: &str| Err(OptionsError::new("baseUrl", what.to_owned()));
        let Some((scheme, rest)) = href.split_once("://") else {
            return refused("expected an http or https URL");
        };
        if scheme != "http" && scheme != "https" {
            return refused("expected an http or https URL, got one of another scheme");
        }
        if rest.contains(['?', '#']) {
            return refused("expected a URL without a query and a fragment");
        }
        let authority = rest.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            return refused(
                "expected a URL without user info: credentials have an option of their own",
            );
        }
        if authority.is_empty() {
            return refused("expected a URL with a host");
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
    fn path(&self) -> &str {
        let after_scheme = self.text.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').and_then(|start| after_scheme.get(start..)).unwrap_or_default()
    }

    /// The address of a page.
    pub fn page_url(&self, page: &PageQuery) -> String {
        [&self.text, PATH, &page.query].concat()
    }
}

fn is_loopback_ipv4(host: &str) -> bool {
    let mut parts = host.split('.');
    parts.next() == Some("127")
        && parts.clone().count() == 3
        && parts.all(|part| part.parse::<u8>().is_ok())
}

/// Which page a request asks for: a query with its `?`, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageQuery {
    query: String,
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A page that can be asked for.
    Page(PageQuery),
    /// A link that can't be followed: not the end of the list, but no way on.
    BadLink,
}

/// A cursor's first characters say which it is, and of which version.
const PAGE_CURSOR: &str = "page:";
const BAD_LINK_CURSOR: &str = "bad-link";

/// What a query may not hold as it is: all but the characters of RFC 3986, section 3.4.
const NOT_IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What a parameter's value may not hold as it is: all but the unreserved characters of RFC 3986, section 2.3.
const NOT_IN_VALUE: &AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl PageQuery {
    /// The first page of a list.
    pub fn first(options: &ListOptions) -> Self {
        let page_size = match (options.page_size, options.limit) {
            (Some(size), _) => Some(u64::from(size)),
            // One request brings up to 1,000 profiles: no more of them than it takes.
            (None, Some(limit)) => Some(limit.min(MAX_PAGE_SIZE)),
            (None, None) => None,
        };
        let parameters = [
            ("Status", options.status.map(|status| status.as_str().to_owned())),
            ("FriendlyName", options.friendly_name.clone()),
            ("PolicySid", options.policy_sid.clone()),
            ("PageSize", page_size.map(|size| size.to_string())),
        ];
        let mut query = String::new();
        for (name, value) in parameters {
            let Some(value) = value else { continue };
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.extend(utf8_percent_encode(&value, NOT_IN_VALUE));
        }
        Self { query }
    }

    /// A query that an API's link or a cursor holds. Characters that no URL holds are percent-encoded, as a URL parser
    /// would; the others stay byte for byte.
    fn opaque(query: &str) -> Option<Self> {
        // A URL parser would drop tabs and line ends in silence, and with them a part of a token.
        if query.chars().any(|character| character.is_ascii_control()) {
            return None;
        }
        Some(Self { query: utf8_percent_encode(query, NOT_IN_QUERY).to_string() })
    }

    /// The values of the filters in it, which no message may repeat.
    pub fn filter_values(&self) -> Vec<String> {
        let parameters = self.query.trim_start_matches('?').split('&');
        parameters
            .filter_map(|parameter| parameter.split_once('='))
            .filter(|(name, _)| matches!(*name, "Status" | "FriendlyName" | "PolicySid"))
            .map(|(_, value)| {
                percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned()
            })
            .collect()
    }
}

impl Cursor {
    /// Read a cursor that a page or an error gave.
    pub fn parse(text: &str) -> Option<Self> {
        if text == BAD_LINK_CURSOR {
            return Some(Self::BadLink);
        }
        let query = text.strip_prefix(PAGE_CURSOR)?;
        let page = PageQuery::opaque(query)?;
        ((query.is_empty() || query.starts_with('?')) && page.query == query)
            .then_some(Self::Page(page))
    }

    /// The cursor as a text.
    pub fn to_text(&self) -> String {
        match self {
            Self::Page(page) => page.cursor_text(),
            Self::BadLink => BAD_LINK_CURSOR.to_owned(),
        }
    }

    /// The page that a link of the API names, asked for at the configured base. Only the link's query is taken, so that
    /// credentials never follow a link elsewhere.
    ///
    /// A link may name any host, or be relative to the page's own address; its path must be the list's.
    ///
    /// ```
    /// use trusthub_profiles::link::{BaseUrl, Cursor};
    ///
    /// let base = BaseUrl::default();
    /// let cursor = Cursor::from_link("https://trusthub.twilio.com/v1/CustomerProfiles?Page=1&PageToken=a==", &base);
    /// assert_eq!(cursor.to_text(), "page:?Page=1&PageToken=a==");
    /// assert_eq!(Cursor::from_link("https://evil.example/other?Page=1", &base), Cursor::BadLink);
    /// ```
    pub fn from_link(link: &str, base: &BaseUrl) -> Self {
        Self::read_link(link, base).map_or(Self::BadLink, Self::Page)
    }

    fn read_link(link: &str, base: &BaseUrl) -> Option<PageQuery> {
        if link.is_empty() {
            return None;
        }
        let without_fragment = link.split('#').next()?;
        let (address, query) = match without_fragment.find('?') {
            Some(start) => without_fragment.split_at_checked(start)?,
            None => (without_fragment, ""),
        };
        let own_path = [base.path(), PATH].concat();
        let path = path_of(address, &own_path)?;
        (path == PATH || path == own_path).then(|| PageQuery::opaque(query)).flatten()
    }
}

impl PageQuery {
    /// The cursor of this page, as a text.
    pub fn cursor_text(&self) -> String {
        [PAGE_CURSOR, &self.query].concat()
    }
}

/// The path of a link without its query, resolved against the path of the page that holds it (RFC 3986, section 5.2).
fn path_of(address: &str, own_path: &str) -> Option<String> {
    if let Some((scheme, rest)) =
        address.split_once("://").filter(|(scheme, _)| !scheme.contains('/'))
    {
        let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        return if is_http { path_after_host(rest) } else { None };
    }
    if let Some(rest) = address.strip_prefix("//") {
        return path_after_host(rest);
    }
    if address.is_empty() {
        return Some(own_path.to_owned());
    }
    let folder = own_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let merged =
        if address.starts_with('/') { address.to_owned() } else { [folder, "/", address].concat() };
    Some(without_dot_segments(&merged))
}

fn path_after_host(rest: &str) -> Option<String> {
    let (host, path) = rest.split_at_checked(rest.find('/')?)?;
    (!host.is_empty()).then(|| path.to_owned())
}

/// RFC 3986, section 5.2.4.
fn without_dot_segments(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            other => segments.push(other),
        }
    }
    ["/", &segments.join("/")].concat()
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

    #[test]
    fn links_keep_their_query_alone() {
        let base = BaseUrl::parse("http://127.0.0.1:8080/proxy/").unwrap();
        for (link, expected) in [
            (
                "https://trusthub.twilio.com/v1/CustomerProfiles?Page=1&PageToken=PA%3d==",
                "page:?Page=1&PageToken=PA%3d==",
            ),
            ("HTTP://u:p@evil.example:99/v1/CustomerProfiles?a=%zz", "page:?a=%zz"),
            ("https://x/proxy/v1/CustomerProfiles?a#fragment?b", "page:?a"),
            ("https://x/v1/CustomerProfiles", "page:"),
            ("https://x/v1/CustomerProfiles?", "page:?"),
            ("/v1/CustomerProfiles?a", "page:?a"),
            ("/proxy/v1/CustomerProfiles?a", "page:?a"),
            ("//x/v1/CustomerProfiles?a", "page:?a"),
            ("CustomerProfiles?a", "page:?a"),
            ("./CustomerProfiles?a", "page:?a"),
            ("../v1/CustomerProfiles?a", "page:?a"),
            ("?PageToken=b", "page:?PageToken=b"),
            ("/v1/CustomerProfiles?u=http://x/y", "page:?u=http://x/y"),
            ("?a=b c\"é", "page:?a=b%20c%22%C3%A9"),
            ("", "bad-link"),
            ("https://x", "bad-link"),
            ("https:///v1/CustomerProfiles?a", "bad-link"),
            ("https://x/v2/CustomerProfiles?a", "bad-link"),
            ("https://x/v1/CustomerProfiles/?a", "bad-link"),
            ("https://x/v1/../v1/CustomerProfiles?a", "bad-link"),
            ("https://x/v1/CustomerProfiles/BU1?a", "bad-link"),
            ("ftp://x/v1/CustomerProfiles?a", "bad-link"),
            ("javascript:alert(1)", "bad-link"),
            ("other?a", "bad-link"),
            ("no link", "bad-link"),
            ("?a\tb", "bad-link"),
        ] {
            assert_eq!(Cursor::from_link(link, &base).to_text(), expected, "{link:?}");
        }
    }

    #[test]
    fn cursors_read_back_and_nothing_else_is_one() {
        for text in ["page:", "page:?a=b&c==%20", "bad-link"] {
            assert_eq!(Cursor::parse(text).unwrap().to_text(), text);
        }
        for text in [
            "",
            "page",
            "page:a",
            "page:?a b",
            "page:?a#b",
            "page:?é",
            "?a",
            "bad-link:",
            "page:/../x",
        ] {
            assert_eq!(Cursor::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_first_page_carries_the_filters_escaped() {
        let options = ListOptions {
            status: crate::values::Status::parse("draft"),
            friendly_name: Some("A&B=é +#".to_owned()),
            page_size: Some(20),
            limit: Some(7),
            ..ListOptions::default()
        };
        let page = PageQuery::first(&options);
        assert_eq!(
            BaseUrl::default().page_url(&page),
            "https://trusthub.twilio.com/v1/CustomerProfiles?Status=draft&FriendlyName=A%26B%3D%C3%A9%20%2B%23&PageSize=20"
        );
        assert_eq!(page.filter_values(), ["draft", "A&B=é +#"]);
    }

    #[test]
    fn a_limit_alone_sets_the_page_size() {
        for (limit, expected) in
            [(None, ""), (Some(7), "?PageSize=7"), (Some(5000), "?PageSize=1000")]
        {
            let options = ListOptions { limit, ..ListOptions::default() };
            assert_eq!(PageQuery::first(&options).query, expected);
        }
    }
}
