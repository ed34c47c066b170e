//! Pages and how to get to them: queries, and cursors, which are the queries of links that the API gave.

use crate::base_url::{BaseUrl, PATH, split_scheme};
use crate::texts::Joined;

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

/// What a query may hold as it is: the characters of RFC 3986, section 3.4, and some that URL parsers leave alone.
const fn is_query_character(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~')
        && !matches!(byte, b'"' | b'#' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
}

/// What a parameter's value may hold as it is: the unreserved characters of RFC 3986, section 2.3.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Append a text in which every other byte is percent-encoded (RFC 3986, section 2.1).
fn push_encoded(query: &mut String, text: &str, is_allowed: fn(u8) -> bool) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if is_allowed(byte) {
            query.push(char::from(byte));
            continue;
        }
        query.push('%');
        for half in [byte >> 4, byte & 15] {
            query.extend(DIGITS.get(usize::from(half)).copied().map(char::from));
        }
    }
}

/// What a parameter's value means, in which a plus stands for a blank; `None` where it is no percent-encoded UTF-8.
pub(crate) fn decoded_value(value: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    loop {
        rest = match *rest {
            [] => return String::from_utf8(bytes).ok(),
            [b'%', high, low, ref rest @ ..] => {
                let digit = |byte| char::from(byte).to_digit(16);
                bytes.push((digit(high)? << 4 | digit(low)?) as u8);
                rest
            }
            [b'%', ..] => return None,
            [byte, ref rest @ ..] => {
                bytes.push(if byte == b'+' { b' ' } else { byte });
                rest
            }
        };
    }
}

impl PageQuery {
    /// A query of these parameters, without those that have no value.
    pub fn of_parameters<const N: usize>(parameters: [(&str, Option<String>); N]) -> Self {
        let mut query = String::new();
        for (name, value) in parameters {
            let Some(value) = value else { continue };
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            push_encoded(&mut query, &value, is_unreserved);
        }
        Self { query }
    }

    /// The query with its `?`, or nothing.
    pub fn as_str(&self) -> &str {
        &self.query
    }

    /// A query that an API's link or a cursor holds. Characters that no URL holds are percent-encoded, as a URL parser
    /// would; the others stay byte for byte.
    pub(crate) fn opaque(query: &str) -> Option<Self> {
        // A URL parser would drop tabs and line ends in silence, and with them a part of a token.
        if query.chars().any(|character| character.is_ascii_control()) {
            return None;
        }
        let mut encoded = String::new();
        push_encoded(&mut encoded, query, is_query_character);
        Some(Self { query: encoded })
    }

    /// The friendly name that it asks for, decoded where that can be done.
    pub fn friendly_name(&self) -> Option<String> {
        let mut parameters = self.query.trim_start_matches('?').split('&');
        let value = parameters.find_map(|parameter| parameter.strip_prefix("FriendlyName="))?;
        Some(decoded_value(value).unwrap_or_else(|| value.to_owned()))
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
    /// use trusthub_profiles::base_url::BaseUrl;
    /// use trusthub_profiles::link::Cursor;
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
        let own_path = [base.path(), PATH].joined();
        let path = path_of(address, &own_path)?;
        (path == PATH || path == own_path).then(|| PageQuery::opaque(query)).flatten()
    }
}

impl PageQuery {
    /// The cursor of this page, as a text.
    pub fn cursor_text(&self) -> String {
        [PAGE_CURSOR, &self.query].joined()
    }
}

/// The path of a link without its query, resolved against the path of the page that holds it (RFC 3986, section 5.2).
fn path_of(address: &str, own_path: &str) -> Option<String> {
    if let Some((scheme, rest)) = split_scheme(address).filter(|(scheme, _)| !scheme.contains('/'))
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
        if address.starts_with('/') { address.to_owned() } else { [folder, "/", address].joined() };
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
    let mut path = String::new();
    for segment in segments {
        path.push_str(&["/", segment].joined());
    }
    if path.is_empty() { "/".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
