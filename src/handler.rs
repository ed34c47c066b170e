//! What a visitor may ask a handler for: the list, by the API's six parameters, each at most once and by the rule of the
//! option that it stands for; and a profile by its SID.

use crate::base_url::PATH;
use crate::error::{ParameterProblem, Refusal, Suggestion};
use crate::exchange::Target;
use crate::options::{ListOptions, OptionName, OptionValue, Takes, nearest};
use crate::query::{PageQuery, decoded};
use crate::values::{SidPrefix, is_sid};

/// The longest query, in bytes. A name that fills a line of text in any script takes some 1,000.
const MAX_QUERY_BYTES: usize = 8 * 1024;

/// The longest unknown name that is repeated to whoever sent it.
const MAX_NAME_BYTES: usize = 40;

/// A parameter of the API's.
#[derive(Clone, Copy, PartialEq)]
enum Parameter {
    /// It stands for an option, whose rule it is held to.
    Option(OptionName),
    /// The number of a page.
    Page,
    /// Where a page is: the API alone knows what it means.
    PageToken,
}

const PAGE: &str = "Page";
const PAGE_TOKEN: &str = "PageToken";

impl Parameter {
    fn find(name: &str) -> Option<Self> {
        match name {
            PAGE => Some(Self::Page),
            PAGE_TOKEN => Some(Self::PageToken),
            _ => OptionName::parameters()
                .find(|option| option.wire_name() == Some(name))
                .map(Self::Option),
        }
    }

    /// Hold a value to its rule.
    fn check(self, value: String) -> Result<(), ParameterProblem> {
        match self {
            Self::Option(option) => {
                let value = match (option.takes(), whole_number(&value)) {
                    (Takes::Whole { .. }, Some(number)) => OptionValue::Number(number.into()),
                    _ => OptionValue::String(value),
                };
                let result = ListOptions::default().set(option, &value);
                result.map_err(|error| error.into_problem().into())
            }
            Self::Page if whole_number(&value).is_none() => Err(ParameterProblem::PageNumber),
            Self::PageToken if value.is_empty() || value.chars().any(char::is_control) => {
                Err(ParameterProblem::PageToken)
            }
            Self::Page | Self::PageToken => Ok(()),
        }
    }
}

/// What a visitor asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visit {
    /// A page of the list.
    Page(PageQuery),
    /// One profile, by its SID.
    Profile(String),
}

impl Visit {
    /// What is asked of the API.
    pub fn target(&self) -> Target<'_> {
        match self {
            Self::Page(page) => Target::Page(page),
            Self::Profile(sid) => Target::Profile(sid),
        }
    }
}

/// What a request asks for, by its method, its path and its query. Any prefix may stand before the API's path, and a slash
/// behind it.
///
/// # Errors
///
/// [`Refusal`] for another path, a method that isn't GET or HEAD, parameters of a single profile, and as for
/// [`read_query`].
///
/// ```
/// use trusthub_profiles::handler::{Visit, read_request};
///
/// assert!(matches!(read_request("GET", "/twilio/v1/CustomerProfiles", ""), Ok(Visit::Page(_))));
/// let path = "/twilio/v1/CustomerProfiles/BU0123456789abcdef0123456789abcdef/";
/// assert!(matches!(read_request("GET", path, ""), Ok(Visit::Profile(_))));
/// assert_eq!(read_request("GET", "/v1/CustomerProfiles/BU1", "").unwrap_err().status(), 404);
/// ```
pub fn read_request(method: &str, path: &str, query: &str) -> Result<Visit, Refusal> {
    // Servers that write every address with a slash at its end send visitors there.
    let path = path.strip_suffix('/').unwrap_or(path);
    let sid = match path.rsplit_once('/') {
        _ if path.ends_with(PATH) => None,
        Some((list, sid)) if list.ends_with(PATH) && is_profile_sid(sid) => Some(sid),
        _ => return Err(Refusal::Path),
    };
    if method != "GET" && method != "HEAD" {
        return Err(Refusal::Method);
    }
    let Some(sid) = sid else { return read_query(query).map(Visit::Page) };
    match query.strip_prefix('?').unwrap_or(query).split('&').find(|it| !it.is_empty()) {
        None => Ok(Visit::Profile(sid.to_owned())),
        Some(written) => Err(Refusal::Parameter {
            name: repeated(written.split_once('=').map_or(written, |(name, _)| name)).to_owned(),
            problem: ParameterProblem::UnknownName { suggestion: None },
        }),
    }
}

fn is_profile_sid(text: &str) -> bool {
    is_sid(SidPrefix::CustomerProfile, text.as_bytes())
}

/// The query that goes to the API for a visitor's query, which has its `?` or is empty.
///
/// It stays byte for byte as it came, since the API's tokens are opaque. Only `;` is percent-encoded: some servers end
/// a parameter there, and would read what stands behind it as another one.
///
/// # Errors
///
/// [`Refusal`] for parameters that the API doesn't have, that come twice, that are no percent-encoded UTF-8, or break
/// the rule of their option; for a page without its token; and for more than 8 KiB.
///
/// ```
/// use trusthub_profiles::handler::read_query;
///
/// let page = read_query("?PageSize=20&Page=1&PageToken=PA%3d==").unwrap();
/// assert_eq!(page.as_str(), "?PageSize=20&Page=1&PageToken=PA%3d==");
/// let refusal = read_query("?PageSize=0").unwrap_err();
/// assert_eq!(refusal.to_string(), "parameter PageSize: expected a whole number from 1 to 1000, got 0");
/// ```
pub fn read_query(query: &str) -> Result<PageQuery, Refusal> {
    if query.len() > MAX_QUERY_BYTES {
        return Err(Refusal::QueryTooLong { max: MAX_QUERY_BYTES });
    }
    let mut seen = Vec::new();
    let mut is_later_page = false;
    for written in query.strip_prefix('?').unwrap_or(query).split('&').filter(|it| !it.is_empty()) {
        let (name, value) = written.split_once('=').unwrap_or((written, ""));
        let refused = |problem| Refusal::Parameter { name: repeated(name).to_owned(), problem };
        let Some(parameter) = Parameter::find(name) else {
            return Err(refused(ParameterProblem::UnknownName {
                suggestion: suggestion_for(name),
            }));
        };
        if seen.contains(&parameter) {
            return Err(refused(ParameterProblem::Repeated));
        }
        let decoded = decoded(value).ok_or_else(|| refused(ParameterProblem::Encoding))?;
        parameter.check(decoded).map_err(refused)?;
        is_later_page |= parameter == Parameter::Page && value != "0";
        seen.push(parameter);
    }
    if is_later_page && !seen.contains(&Parameter::PageToken) {
        return Err(Refusal::PageWithoutToken);
    }
    let mark = if query.is_empty() || query.starts_with('?') { "" } else { "?" };
    PageQuery::opaque(&format!("{mark}{}", query.replace(';', "%3B")))
        .ok_or(Refusal::ControlCharacters)
}

/// A name as it is repeated to whoever sent it: what is no name is not.
fn repeated(name: &str) -> &str {
    let is_word =
        name.len() <= MAX_NAME_BYTES && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_word { name } else { "…" }
}

fn suggestion_for(name: &str) -> Option<Suggestion> {
    let known = OptionName::parameters().filter_map(OptionName::wire_name);
    nearest(repeated(name), known.chain([PAGE, PAGE_TOKEN]))
}

/// A whole number as it is usually written: no sign, no zero before it.
fn whole_number(value: &str) -> Option<u32> {
    value.parse::<u32>().ok().filter(|number| number.to_string() == value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Status;

    #[test]
    fn the_list_and_its_profiles_alone_are_served() {
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
            ("GET", "/v1/CustomerProfiles/", Ok(())),
            ("HEAD", "/a/v1/CustomerProfiles/", Ok(())),
            ("POST", "/v1/CustomerProfiles/", Err(405)),
            ("GET", "//v1/CustomerProfiles", Ok(())),
            ("GET", "/v1/CustomerProfiles//", Err(404)),
            ("GET", "/v1//CustomerProfiles/", Err(404)),
            ("GET", "/", Err(404)),
            ("GET", "/v1/CustomerProfiles/BU1", Err(404)),
            ("GET", "/v1/CustomerProfiles/BU0123456789abcdefABCDEF0123456789", Ok(())),
            ("HEAD", "/a/v1/CustomerProfiles/BU0123456789abcdefABCDEF0123456789/", Ok(())),
            ("DELETE", "/v1/CustomerProfiles/BU0123456789abcdefABCDEF0123456789", Err(405)),
            ("GET", "/v1/CustomerProfiles/BU0123456789abcdefABCDEF0123456789//", Err(404)),
            (
                "GET",
                "/v1/CustomerProfiles/BU0123456789abcdefABCDEF0123456789/Evaluations",
                Err(404),
            ),
            ("GET", "/v1/CustomerProfiles/RN0123456789abcdefABCDEF0123456789", Err(404)),
            ("GET", "/v1/CustomerProfiles/BU0123456789abcdefABCDEF01234567%39", Err(404)),
            ("GET", "/v1/customerprofiles", Err(404)),
            ("GET", "/v1/Customer%50rofiles", Err(404)),
            ("GET", "/v1/CustomerProfiles;a", Err(404)),
            ("GET", "/v2/CustomerProfiles", Err(404)),
        ] {
            let result =
                read_request(method, path, "").map(drop).map_err(|refusal| refusal.status());
            assert_eq!(result, expected, "{method} {path}");
        }
    }

    #[test]
    fn a_profile_alone_has_no_parameters() {
        let sid = "BU0123456789abcdefABCDEF0123456789";
        let path = &format!("/v1/CustomerProfiles/{sid}");
        for query in ["", "?", "?&"] {
            let visit = read_request("GET", path, query);
            assert_eq!(visit, Ok(Visit::Profile(sid.to_owned())), "{query}");
        }
        for (query, name) in [("?PageSize=1", "PageSize"), ("?&a", "a"), ("?%00=1", "…")] {
            let refusal = read_request("GET", path, query).unwrap_err();
            assert_eq!(refusal.to_string(), format!("parameter {name}: unknown name"), "{query}");
            assert_eq!(refusal.status(), 400);
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

    /// What a list sends by its options, its handler takes: by the one table, whatever is added to it.
    #[test]
    fn every_parameter_of_the_table_is_served() {
        for option in OptionName::parameters() {
            let (value, text) = match option.takes() {
                Takes::Whole { to, .. } => (OptionValue::Number(to.into()), to.to_string()),
                takes => {
                    let texts = [
                        "draft",
                        "2019-07-30T22:29:24Z",
                        "RN0123456789abcdef0123456789abcdef",
                        "a",
                    ];
                    let text = texts.into_iter().find(|text| takes.takes_string(text)).unwrap();
                    (OptionValue::String(text.to_owned()), text.to_owned())
                }
            };
            let mut list = ListOptions::default();
            list.set(option, &value).unwrap();
            let sent = list.first_page();
            assert_eq!(read_query(sent.as_str()), Ok(sent.clone()), "{option:?}");
            assert_eq!(sent.filters().count(), usize::from(option.is_filter()), "{option:?}");
            assert!(decoded(sent.as_str()).unwrap().ends_with(&text), "{option:?}");
            list.set(OptionName::Cursor, &OptionValue::String("page:?a".to_owned())).unwrap();
            assert!(list.check().is_err(), "{option:?} beside a cursor");
            let wire_name = option.wire_name().unwrap();
            let refusal = read_query(&format!("?{}=x", wire_name.to_lowercase())).unwrap_err();
            assert!(
                refusal.to_string().ends_with(&format!("did you mean {wire_name}?")),
                "{refusal}"
            );
            assert!(read_query(&format!("?{wire_name}=")).is_err(), "{option:?}");
        }
    }

    #[test]
    fn every_other_query_is_refused_with_the_parameter() {
        let long = format!("?FriendlyName={}", "a".repeat(MAX_QUERY_BYTES));
        for (query, status, code, message) in [
            (
                "?Status=approved",
                400,
                Some(20001),
                format!("parameter Status: expected {}, got a string", Status::EXPECTED).as_str(),
            ),
            (
                "?Status",
                400,
                Some(20001),
                format!("parameter Status: expected {}, got an empty string", Status::EXPECTED)
                    .as_str(),
            ),
            (
                "?FriendlyName=",
                400,
                Some(20001),
                "parameter FriendlyName: expected a string that is not empty, got an empty string",
            ),
            (
                "?PolicySid=RN1",
                400,
                Some(20001),
                "parameter PolicySid: expected a SID: RN and 32 hexadecimal digits, got a string",
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
                "parameter PageSize: expected a whole number from 1 to 1000, got a string",
            ),
            (
                "?PageSize=+1",
                400,
                Some(20001),
                "parameter PageSize: expected a whole number from 1 to 1000, got a string",
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
            let refusal = read_query(query).unwrap_err();
            let shown = (refusal.status(), refusal.code(), refusal.to_string());
            assert_eq!(shown, (status, code, message.to_owned()), "{query}");
        }
    }
}
