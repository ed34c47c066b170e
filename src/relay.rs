//! What a visitor may ask a handler for: the list alone, by the API's six parameters, each at most once and by the rule of
//! the option that it stands for.

use crate::base_url::PATH;
use crate::error::OptionsError;
use crate::link::{PageQuery, decoded_value};
use crate::options::{Given, ListOptions, OptionName};
use crate::texts::{Joined, decimal};

/// The longest query, in bytes. A name that fills a line of text in any script takes some 1,000.
const MAX_QUERY_BYTES: usize = 8 * 1024;

/// The API's parameters, each with the option whose rule it is held to. Where a page is, the API alone knows.
const PARAMETERS: [(&str, Option<OptionName>); 6] = [
    ("Status", Some(OptionName::Status)),
    ("FriendlyName", Some(OptionName::FriendlyName)),
    ("PolicySid", Some(OptionName::PolicySid)),
    ("PageSize", Some(OptionName::PageSize)),
    (PAGE, None),
    (PAGE_TOKEN, None),
];
const PAGE: &str = "Page";
const PAGE_TOKEN: &str = "PageToken";

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// Twilio's code, where it has one.
    pub code: Option<u32>,
    /// Which parameter, and what it takes. No value is repeated.
    pub message: String,
}

impl Refusal {
    fn new(status: u16, code: Option<u32>, message: &str) -> Self {
        Self { status, code, message: message.to_owned() }
    }
}

/// The page that a request asks for, by its method, its path and its query. Any prefix may stand before the list's path.
///
/// # Errors
///
/// [`Refusal`] for another path, a method that isn't GET or HEAD, and as for [`read_query`].
///
/// ```
/// use trusthub_profiles::relay::read_request;
///
/// assert!(read_request("GET", "/twilio/v1/CustomerProfiles", "").is_ok());
/// assert_eq!(read_request("GET", "/v1/CustomerProfiles/BU1", "").unwrap_err().status, 404);
/// ```
pub fn read_request(method: &str, path: &str, query: &str) -> Result<PageQuery, Refusal> {
    if !path.ends_with(PATH) {
        let message = "there is nothing here but GET …/v1/CustomerProfiles";
        return Err(Refusal::new(404, Some(20404), message));
    }
    if method != "GET" && method != "HEAD" {
        return Err(Refusal::new(405, Some(20004), "expected GET or HEAD"));
    }
    read_query(query)
}

/// The query that goes to the API for a visitor's query, which has its `?` or is empty.
///
/// It stays byte for byte as it came, since the API's tokens are opaque. Only `;` is percent-encoded: some servers end a
/// parameter there, and would read what stands behind it as another one.
///
/// # Errors
///
/// [`Refusal`] for parameters that the API doesn't have, that come twice, that are no percent-encoded UTF-8, or break the
/// rule of their option; for a page without its token; and for more than 8 KiB.
///
/// ```
/// use trusthub_profiles::relay::read_query;
///
/// let page = read_query("?PageSize=20&Page=1&PageToken=PA%3d==").unwrap();
/// assert_eq!(page.as_str(), "?PageSize=20&Page=1&PageToken=PA%3d==");
/// let refusal = read_query("?PageSize=0").unwrap_err();
/// assert_eq!(refusal.message, "parameter PageSize: expected a whole number from 1 to 1000, got 0");
/// ```
pub fn read_query(query: &str) -> Result<PageQuery, Refusal> {
    if query.len() > MAX_QUERY_BYTES {
        return Err(Refusal::new(414, None, "the query is longer than 8192 bytes"));
    }
    let mut seen = Vec::new();
    let mut is_later_page = false;
    for parameter in query.strip_prefix('?').unwrap_or(query).split('&') {
        if parameter.is_empty() {
            continue;
        }
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if let Err(error) = check(name, value, seen.contains(&name)) {
            let message = error.message();
            let message =
                ["parameter", message.strip_prefix("option").unwrap_or_default()].joined();
            return Err(Refusal::new(400, Some(20001), &message));
        }
        is_later_page |= name == PAGE && value != "0";
        seen.push(name);
    }
    if is_later_page && !seen.contains(&PAGE_TOKEN) {
        let message = "parameter Page: expected its PageToken beside it";
        return Err(Refusal::new(400, Some(70002), message));
    }
    PageQuery::opaque(&query.replace(';', "%3B"))
        .ok_or_else(|| Refusal::new(400, Some(20001), "the query holds control characters"))
}

/// Hold a parameter to its rule.
fn check(name: &str, value: &str, is_repeated: bool) -> Result<(), OptionsError> {
    let Some((_, option)) = PARAMETERS.iter().find(|(known, _)| *known == name) else {
        // A name is repeated to whoever sent it, but not whatever stands in its place.
        let is_word = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let mut known = PARAMETERS.iter().map(|(known, _)| *known);
        return Err(OptionsError::unknown_name(if is_word { name } else { "…" }, &mut known));
    };
    let value = decoded_value(value);
    let expected = match (value, option) {
        _ if is_repeated => "it once, it came twice",
        (None, _) => "percent-encoded UTF-8",
        (Some(value), Some(option)) => {
            let given = match whole_number(&value) {
                Some(number) if *option == OptionName::PageSize => Given::Number(number.into()),
                _ => Given::Text(value),
            };
            return ListOptions::default().set(*option, &given).map_err(|_| {
                OptionsError::expected(name, &option.takes().in_words(), &given.in_words())
            });
        }
        (Some(value), None) if name == PAGE => match whole_number(&value) {
            Some(_) => return Ok(()),
            None => "a whole number from 0",
        },
        (Some(value), None) if value.is_empty() || value.chars().any(char::is_control) => {
            "the token of a link that the API gave"
        }
        (Some(_), None) => return Ok(()),
    };
    Err(OptionsError::new(name, ["expected ", expected].joined()))
}

/// A whole number as it is usually written: no sign, no zero before it.
fn whole_number(value: &str) -> Option<u32> {
    value.parse::<u32>().ok().filter(|number| decimal((*number).into()) == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_alone_is_served() {
        for (method, path, expected) in [
            ("GET", "/v1/CustomerProfiles", Ok(())),
            ("HEAD", "/a/b/v1/CustomerProfiles", Ok(())),
            ("get", "/v1/CustomerProfiles", Err(405)),
            ("POST", "/v1/CustomerProfiles", Err(405)),
            ("", "/v1/CustomerProfiles", Err(405)),
            ("POST", "/", Err(404)),
            ("GET", "", Err(404)),
            ("GET", "v1/CustomerProfiles", Err(404)),
            ("GET", "/apiv1/CustomerProfiles", Err(404)),
            ("GET", "/v1/CustomerProfiles/", Err(404)),
            ("GET", "/v1/CustomerProfiles/BU1", Err(404)),
            ("GET", "/v1/customerprofiles", Err(404)),
            ("GET", "/v1/Customer%50rofiles", Err(404)),
            ("GET", "/v1/CustomerProfiles;a", Err(404)),
            ("GET", "/v2/CustomerProfiles", Err(404)),
        ] {
            let result = read_request(method, path, "").map(drop).map_err(|refusal| refusal.status);
            assert_eq!(result, expected, "{method} {path}");
        }
    }

    #[test]
    fn queries_of_the_api_pass_byte_for_byte() {
        let policy = "PolicySid=RN0123456789abcdefABCDEF0123456789";
        for query in [
            "",
            "?",
            "?Status=in-review",
            "?Status=in%2Dreview&PageSize=1000",
            "?FriendlyName=%E4%B8%AD+a%26b%3d%2B%25&PageSize=1",
            "?FriendlyName=%0d%0aHost:%20x",
            "?FriendlyName=' or 1=1--",
            "?PageSize=50&Page=0",
            "?PageSize=50&Page=3&PageToken=PA%3d==&Status=draft",
            "?PageToken=PT10&Page=1",
            "?PageToken=PT10",
            "?&PageSize=1&",
            &format!("?{policy}"),
        ] {
            let sent = read_query(query).map(|page| page.as_str().to_owned());
            assert_eq!(sent, Ok(query.replace(' ', "%20")), "{query}");
        }
        let sent = read_query("?FriendlyName=a;PageSize=5000").unwrap();
        assert_eq!(sent.as_str(), "?FriendlyName=a%3BPageSize=5000");
    }

    #[test]
    fn every_other_query_is_refused_with_the_parameter() {
        let long = format!("?FriendlyName={}", "a".repeat(MAX_QUERY_BYTES));
        for (query, status, code, message) in [
            (
                "?Status=approved",
                400,
                Some(20001),
                "parameter Status: expected one of draft, pending-review, in-review, twilio-rejected, twilio-approved, got a text",
            ),
            (
                "?Status",
                400,
                Some(20001),
                "parameter Status: expected one of draft, pending-review, in-review, twilio-rejected, twilio-approved, got an empty text",
            ),
            (
                "?FriendlyName=",
                400,
                Some(20001),
                "parameter FriendlyName: expected a text that is not empty, got an empty text",
            ),
            (
                "?PolicySid=RN1",
                400,
                Some(20001),
                "parameter PolicySid: expected a SID: RN and 32 hexadecimal digits, got a text",
            ),
            (
                "?PageSize=1001",
                400,
                Some(20001),
                "parameter PageSize: expected a whole number from 1 to 1000, got 1001",
            ),
            (
                "?PageSize=020",
                400,
                Some(20001),
                "parameter PageSize: expected a whole number from 1 to 1000, got a text",
            ),
            (
                "?PageSize=+1",
                400,
                Some(20001),
                "parameter PageSize: expected a whole number from 1 to 1000, got a text",
            ),
            ("?Page=-1", 400, Some(20001), "parameter Page: expected a whole number from 0"),
            (
                "?Page=4294967296&PageToken=a",
                400,
                Some(20001),
                "parameter Page: expected a whole number from 0",
            ),
            ("?Page=1", 400, Some(70002), "parameter Page: expected its PageToken beside it"),
            (
                "?Page=1&PageToken=",
                400,
                Some(20001),
                "parameter PageToken: expected the token of a link that the API gave",
            ),
            (
                "?Page=1&PageToken=a%0d",
                400,
                Some(20001),
                "parameter PageToken: expected the token of a link that the API gave",
            ),
            (
                "?Status=draft&Status=draft",
                400,
                Some(20001),
                "parameter Status: expected it once, it came twice",
            ),
            (
                "?FriendlyName=%ff",
                400,
                Some(20001),
                "parameter FriendlyName: expected percent-encoded UTF-8",
            ),
            (
                "?FriendlyName=100%",
                400,
                Some(20001),
                "parameter FriendlyName: expected percent-encoded UTF-8",
            ),
            (
                "?FriendlyName=%c0%af",
                400,
                Some(20001),
                "parameter FriendlyName: expected percent-encoded UTF-8",
            ),
            (
                "?pagesize=5",
                400,
                Some(20001),
                "parameter pagesize: unknown name; did you mean PageSize?",
            ),
            ("?AccountSid=AC1", 400, Some(20001), "parameter AccountSid: unknown name"),
            ("?%53tatus=draft", 400, Some(20001), "parameter …: unknown name"),
            ("??Status=draft", 400, Some(20001), "parameter …: unknown name"),
            ("?=x", 400, Some(20001), "parameter : unknown name"),
            ("?<script>", 400, Some(20001), "parameter …: unknown name"),
            ("?FriendlyName=a\tb", 400, Some(20001), "the query holds control characters"),
            (&long, 414, None, "the query is longer than 8192 bytes"),
        ] {
            let expected = Refusal { status, code, message: message.to_owned() };
            assert_eq!(read_query(query), Err(expected), "{query}");
        }
    }
}
