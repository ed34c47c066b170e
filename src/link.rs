//! Links to pages, as the API writes them.

use crate::base_url::{BaseUrl, PATH, split_scheme};
use crate::cursor::Cursor;
use crate::query::PageQuery;

impl Cursor {
    /// The page that a link of the API names, asked for at the configured base. Only the link's query is taken, so that
    /// credentials never follow a link elsewhere.
    ///
    /// A link may name any host, or be relative to the page's own address; its path must be the list's.
    ///
    /// ```
    /// use trusthub_profiles::base_url::BaseUrl;
    /// use trusthub_profiles::cursor::Cursor;
    ///
    /// let base = BaseUrl::default();
    /// let cursor = Cursor::from_link("https://trusthub.twilio.com/v1/CustomerProfiles?Page=1&PageToken=a==", &base);
    /// assert_eq!(Some(cursor), Cursor::parse("page:?Page=1&PageToken=a=="));
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
        let own_path = format!("{}{PATH}", base.path());
        let path = path_of(address, &own_path)?;
        (path == PATH || path == own_path).then(|| PageQuery::opaque(query)).flatten()
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
        if address.starts_with('/') { address.to_owned() } else { format!("{folder}/{address}") };
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
        path.push('/');
        path.push_str(segment);
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
            assert_eq!(Some(Cursor::from_link(link, &base)), Cursor::parse(expected), "{link:?}");
        }
    }
}
