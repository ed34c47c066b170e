//! Any link of a page: what is asked for next stays on the base, at the list's path, with the link's own query; and
//! what a URL parser finds to be a link to the list is followed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trusthub_profiles::base_url::{BaseUrl, PATH};
use trusthub_profiles::cursor::Cursor;
use url::Url;

const BASES: [&str; 3] =
    ["https://trusthub.twilio.com/", "http://127.0.0.1:8080/proxy/", "https://[::1]/a/b"];

// A base's index, then the link.
fuzz_target!(|input: &str| {
    let Some(first) = input.chars().next() else { return };
    let base = BASES[first as usize % BASES.len()];
    let link = &input[first.len_utf8()..];
    let base_url = BaseUrl::parse(base).unwrap();
    let own_path = format!("{}{PATH}", Url::parse(base).unwrap().path().trim_end_matches('/'));

    let cursor = Cursor::from_link(link, &base_url);
    assert_eq!(Cursor::parse(&cursor.to_text()).as_ref(), Some(&cursor));
    // Whatever is taken for a cursor is what this version would write, unless an earlier one wrote it.
    if let Some(read) = Cursor::parse(link)
        && !link.starts_with("page:")
        && link != "bad-link"
    {
        assert_eq!(read.to_text(), link);
    }
    if let Cursor::Page(page) = &cursor {
        let asked = Url::parse(&base_url.page_url(page.as_str())).unwrap();
        assert_eq!(asked.origin(), Url::parse(base).unwrap().origin());
        assert_eq!(asked.path(), own_path);
        assert_eq!(asked.fragment(), None);
        assert!(asked.username().is_empty() && asked.password().is_none());
        // Byte for byte, as far as a URL can hold the bytes: what was encoded decodes to what the link held.
        let query = link.split('#').next().unwrap().split_once('?').map_or("", |(_, query)| query);
        let sent = page.as_str().trim_start_matches('?');
        if query.is_ascii() && !query.contains(['"', '<', '>', '\\', '^', '`', '{', '|', '}', ' '])
        {
            assert_eq!(sent, query.trim_start_matches('?'));
        }
    }

    // The other way round, for links that every URL parser reads alike.
    let plain = link.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let own = Url::parse(&base_url.page_url("")).unwrap();
    if plain
        && !link.is_empty()
        && let Ok(url) = own.join(link)
        && matches!(url.scheme(), "http" | "https")
        && (url.path() == PATH || url.path() == own_path)
        && (link.contains(PATH) || link.starts_with('?'))
        && !link.split(['?', '#']).next().unwrap().contains(['%', '.', ':'])
    {
        assert_ne!(cursor, Cursor::BadLink, "{link:?} leads to {url}");
    }
});
