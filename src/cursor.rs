//! Cursors: where a page begins, as a string that callers keep.
//!
//! The string is base64url (RFC 4648, section 5, without padding) of
//!
//! | bytes | what |
//! |---|---|
//! | 1 | the version, 1 |
//! | any | the page's query with its `?`, or nothing; `!` for a link that can't be followed, `-` for one that is missing |
//! | 4 | CRC-32 of all before it, the first byte first |
//!
//! so that no filter's text can be read in a log, and a cursor that was cut or mistyped is refused. The strings of earlier
//! versions, `page:` and the query, are still read.

use base64ct::{Base64UrlUnpadded, Encoding};
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

use crate::query::PageQuery;

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A page that can be asked for.
    Page(PageQuery),
    /// A link that can't be followed: not the end of the list, but no way on.
    BadLink,
    /// No link at all, not even the null that ends a list: no way on either.
    MissingLink,
}

/// The first byte of a cursor. Another version's are refused, never guessed at.
const VERSION: u8 = 1;

/// In the position of a query, which begins with `?`.
const BAD_LINK: &str = "!";
const MISSING_LINK: &str = "-";

/// Bits, not bytes, at a time: cursors are short, and a table takes a kilobyte.
const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// How earlier versions wrote cursors.
const OLD_PAGE: &str = "page:";
const OLD_BAD_LINK: &str = "bad-link";

impl Cursor {
    /// Read a cursor that a page or an error held, of this version or an earlier one.
    ///
    /// ```
    /// use trusthub_profiles::cursor::Cursor;
    ///
    /// let cursor = Cursor::parse("page:?PageSize=20").unwrap();
    /// assert_eq!(cursor.to_text(), "AT9QYWdlU2l6ZT0yMDeLhlM");
    /// assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
    /// assert_eq!(Cursor::parse("draft"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        if text == OLD_BAD_LINK {
            return Some(Self::BadLink);
        }
        if let Some(query) = text.strip_prefix(OLD_PAGE) {
            return Self::of_query(query);
        }
        let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
        let (checked, checksum) = bytes.split_last_chunk::<4>()?;
        if u32::from_be_bytes(*checksum) != CHECKSUM.checksum(checked) {
            return None;
        }
        let (VERSION, content) =
            checked.split_first().map(|(version, content)| (*version, content))?
        else {
            return None;
        };
        match std::str::from_utf8(content).ok()? {
            BAD_LINK => Some(Self::BadLink),
            MISSING_LINK => Some(Self::MissingLink),
            query => Self::of_query(query),
        }
    }

    /// A query as this package wrote it: nothing is left to be encoded.
    fn of_query(query: &str) -> Option<Self> {
        PageQuery::opaque(query).filter(|page| page.as_str() == query).map(Self::Page)
    }

    /// The cursor as a string.
    pub fn to_text(&self) -> String {
        let content = match self {
            Self::Page(page) => page.as_str(),
            Self::BadLink => BAD_LINK,
            Self::MissingLink => MISSING_LINK,
        };
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(content.as_bytes());
        let checksum = CHECKSUM.checksum(&bytes);
        bytes.extend_from_slice(&checksum.to_be_bytes());
        Base64UrlUnpadded::encode_string(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str) -> Cursor {
        Cursor::Page(PageQuery::opaque(query).unwrap())
    }

    #[test]
    fn cursors_read_back() {
        for cursor in [
            page(""),
            page("?"),
            page("?a=b&c==%20"),
            page("?FriendlyName=Acme"),
            Cursor::BadLink,
            Cursor::MissingLink,
        ] {
            assert_eq!(Cursor::parse(&cursor.to_text()).as_ref(), Some(&cursor), "{cursor:?}");
        }
    }

    #[test]
    fn cursors_of_earlier_versions_are_taken_and_nothing_that_resembles_them() {
        for (text, expected) in [
            ("page:", page("")),
            ("page:?a=b&c==%20", page("?a=b&c==%20")),
            ("bad-link", Cursor::BadLink),
        ] {
            assert_eq!(Cursor::parse(text), Some(expected), "{text}");
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

    /// What is written today must be read by every later version. Written by Python's zlib and base64.
    #[test]
    fn the_form_stays_as_it_is() {
        assert_eq!(page("?Status=draft&PageSize=20").to_text(), WRITTEN);
        assert_eq!(Cursor::BadLink.to_text(), WRITTEN_BAD_LINK);
        assert_eq!(Cursor::MissingLink.to_text(), WRITTEN_MISSING_LINK);
    }

    const WRITTEN: &str = "AT9TdGF0dXM9ZHJhZnQmUGFnZVNpemU9MjBMDEga";
    const WRITTEN_BAD_LINK: &str = "ASEUqzPg";
    const WRITTEN_MISSING_LINK: &str = "AS0dHX_L";

    #[test]
    fn no_filter_is_read_in_a_cursor() {
        let cursor = page("?FriendlyName=Acme&Status=draft").to_text();
        for word in ["Acme", "draft", "FriendlyName", "Status"] {
            assert!(!cursor.contains(word), "{cursor}");
        }
        assert!(
            cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        );
    }

    #[test]
    fn a_cursor_that_was_changed_is_refused() {
        let cursor = page("?Status=draft&PageSize=20&Page=1&PageToken=PAabc").to_text();
        for end in 0..cursor.len() {
            let (cut, rest) = cursor.split_at(end);
            assert_eq!(Cursor::parse(cut), None, "cut to {end}");
            for other in ["A", "b", "-", "_", "9", "=", " "] {
                let changed = format!("{cut}{other}{}", rest.split_at(1).1);
                if changed != cursor {
                    assert_eq!(Cursor::parse(&changed), None, "{changed}");
                }
            }
        }
        for changed in [
            format!("{cursor}="),
            format!("{cursor}A"),
            format!(" {cursor}"),
            cursor.to_lowercase(),
        ] {
            assert_eq!(Cursor::parse(&changed), None, "{changed}");
        }
    }

    #[test]
    fn a_cursor_of_another_version_or_content_is_refused() {
        let write = |content: &[u8]| {
            let checksum = CHECKSUM.checksum(content).to_be_bytes();
            Base64UrlUnpadded::encode_string(&[content, &checksum].concat())
        };
        assert_eq!(Cursor::parse(&write(b"\x01?a")), Some(page("?a")));
        for content in
            [&b"\x02?a"[..], b"\x00?a", b"?a", b"", b"\x01a", b"\x01?a b", b"\x01?\xff", b"\x01!!"]
        {
            assert_eq!(Cursor::parse(&write(content)), None, "{content:?}");
        }
    }
}
