//! The query of a page: which page a request asks for.

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};

use crate::options::OptionName;

/// Which page a request asks for: a query with its `?`, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageQuery {
    query: String,
}

/// What no query holds as it is: all but the characters of RFC 3986, section 3.4, and some that URL parsers leave
/// alone.
const NOT_IN_QUERIES: &AsciiSet = &CONTROLS
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

/// What no value of a parameter holds as it is: all but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a parameter's name or value means, in which a plus stands for a blank; `None` where it is no percent-encoded
/// UTF-8.
pub(crate) fn decoded(encoded: &str) -> Option<String> {
    // The library takes a percent sign that begins nothing for itself.
    let is_escape = |after: &str| {
        let digits = after.as_bytes().first_chunk::<2>();
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if !encoded.split('%').skip(1).all(is_escape) {
        return None;
    }
    let with_blanks = encoded.replace('+', " ");
    percent_decode_str(&with_blanks).decode_utf8().ok().map(String::from)
}

impl PageQuery {
    /// A query of parameters: names, which are written as they are, and values.
    ///
    /// ```
    /// use trusthub_profiles::query::PageQuery;
    ///
    /// let query = PageQuery::of_parameters([("FriendlyName", "A & B"), ("PageSize", "20")]);
    /// assert_eq!(query.as_str(), "?FriendlyName=A%20%26%20B&PageSize=20");
    /// ```
    pub fn of_parameters<'p>(parameters: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let mut query = String::new();
        for (name, value) in parameters {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.extend(utf8_percent_encode(value, RESERVED));
        }
        Self { query }
    }

    /// The query with its `?`, or nothing.
    pub fn as_str(&self) -> &str {
        &self.query
    }

    /// A query that an API's link, a cursor or a visitor holds: nothing, or a `?` with what follows. Characters that no
    /// URL holds are percent-encoded, as a URL parser would; the others stay byte for byte.
    pub(crate) fn opaque(query: &str) -> Option<Self> {
        // A URL parser would drop tabs and line ends in silence, and with them a part of a token.
        if query.chars().any(|character| character.is_ascii_control()) {
            return None;
        }
        (query.is_empty() || query.starts_with('?'))
            .then(|| Self { query: utf8_percent_encode(query, NOT_IN_QUERIES).collect() })
    }

    /// The filters in it, each with its value as the query writes it.
    pub fn filters(&self) -> impl Iterator<Item = (OptionName, &str)> {
        self.query.trim_start_matches('?').split('&').filter_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            // Whatever the way it is written: a filter that is not recognized would stand in messages.
            let name = decoded(name)?;
            let filter =
                OptionName::parameters().find(|option| option.wire_name() == Some(&*name))?;
            filter.is_filter().then_some((filter, value))
        })
    }

    /// The value of the filter that may name a person, decoded.
    pub fn personal_value(&self) -> Option<String> {
        let (_, value) = self.filters().find(|(filter, _)| filter.is_personal())?;
        // What can't be decoded was written so by whoever asked.
        Some(decoded(value).unwrap_or_else(|| value.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_strictly() {
        for (value, expected) in [
            ("", Some("")),
            ("a+b%20c", Some("a b c")),
            ("%E4%b8%AD", Some("中")),
            ("%2B%25", Some("+%")),
            ("中", Some("中")),
            ("100%", None),
            ("%4", None),
            ("%zz", None),
            ("%+1", None),
            ("%%41", None),
            ("%ff", None),
            ("%c0%af", None),
        ] {
            assert_eq!(decoded(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_personal_value_is_found_however_it_is_written() {
        for (query, expected) in [
            ("", None),
            ("?Page=1&PageSize=5&PageToken=a", None),
            ("?Status=draft", None),
            ("?FriendlyName=A%26B&PolicySid=RN1", Some("A&B")),
            ("?Friendly%4eame=Acme+Inc", Some("Acme Inc")),
            ("?FriendlyName=100%", Some("100%")),
        ] {
            let found = PageQuery::opaque(query).unwrap().personal_value();
            assert_eq!(found.as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn every_filter_of_the_table_is_found() {
        for option in OptionName::parameters() {
            let query = PageQuery::of_parameters([(option.wire_name().unwrap(), "a value")]);
            let found: Vec<_> = query.filters().collect();
            let expected = option.is_filter().then_some((option, "a%20value"));
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{option:?}");
        }
    }
}
