use std::fmt;

use super::fast_path::{Draft, FastPath, ShapeCache};
use super::profiles::Profiles;
use super::slow_path::{Checker, Object, read_profile, set};
use crate::columns::Columns;
use crate::issue::{Issue, IssueCode};
use crate::json::{Kind, Reader, SyntaxError, Value};
use crate::model::{Field, MetaProperty, PageMeta};

/// Why a body is no page of profiles. Nothing of the body is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAPage {
    /// The body is empty.
    Empty,
    /// The body is not UTF-8 from this byte on.
    NotUtf8 {
        /// Bytes before the first one that is wrong.
        offset: usize,
    },
    /// The body is no JSON from this byte on.
    NotJson(SyntaxError),
    /// A part without which there is no page isn't there, or is something else.
    Part {
        /// JSON Pointer to the part.
        path: String,
        /// What it should have been, in words.
        expected: &'static str,
    },
    /// The body of a single profile is something else than an object.
    NotAProfile,
}

impl From<SyntaxError> for NotAPage {
    fn from(error: SyntaxError) -> Self {
        Self::NotJson(error)
    }
}

impl fmt::Display for NotAPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the body is empty"),
            Self::NotUtf8 { offset } => write!(f, "the body is not UTF-8 at byte {offset}"),
            Self::NotJson(SyntaxError { offset, expected }) => {
                write!(f, "the body is no JSON: expected {expected} at byte {offset}")
            }
            Self::Part { path, expected } => {
                let at = if path.is_empty() { "" } else { " at " };
                write!(f, "the body is no page of profiles: expected {expected}{at}{path}")
            }
            Self::NotAProfile => f.write_str("the body is no profile: expected an object"),
        }
    }
}

impl std::error::Error for NotAPage {}

/// One page of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<'a> {
    /// Its profiles, in the API's order, as they cross into JavaScript. Rust takes [`Page::profiles`].
    pub columns: Columns,
    /// What is not as the API promises: the profiles' issues in their order, then those of `meta`.
    pub issues: Vec<Issue<'a>>,
    /// The array of profiles.
    results: &'a [u8],
    meta: CheckedMeta<'a>,
}

/// The values of `meta` in the body.
type CheckedMeta<'a> = [Field<'a>; MetaProperty::COUNT];

impl<'a> Page<'a> {
    /// Its profiles, in the API's order.
    ///
    /// Each is made when it is asked for: it is read again from the body, which takes several times as long as the page
    /// took. What is wrong with its values stands in [`Page::issues`].
    ///
    /// ```
    /// use trusthub_profiles_decoder::decode::decode_page;
    ///
    /// let body = br#"{"results": [{"sid": "BU1", "email": null}, {}], "meta": {"next_page_url": null}}"#;
    /// let page = decode_page(body)?;
    /// let profiles: Vec<_> = page.profiles().collect();
    /// assert_eq!(profiles.len(), 2);
    /// let sid = profiles[0].sid.as_ref().unwrap();
    /// assert_eq!(sid.as_str(), "BU1");
    /// assert!(!sid.is_well_formed());
    /// assert_eq!(page.issues[0].path, "/results/0/sid");
    /// # Ok::<(), trusthub_profiles_decoder::decode::NotAPage>(())
    /// ```
    pub fn profiles(&self) -> Profiles<'a> {
        Profiles::new(self.results, self.columns.count)
    }

    /// Which page of the list it is, and the pages around it. It is made when it is asked for.
    pub fn meta(&self) -> PageMeta {
        PageMeta::from_fields(&self.meta)
    }

    /// The string of a property of `meta` as it came, where it is one: what an issue about it shows.
    pub fn meta_string(&self, property: MetaProperty) -> Option<Value<'a>> {
        match self.checked_meta(property) {
            Field::Text(text) => Some(Value::from(*text)),
            _ => None,
        }
    }

    pub(super) fn checked_meta(&self, property: MetaProperty) -> &Field<'a> {
        self.meta.get(property as usize).unwrap_or(&Field::Null)
    }
}

/// Decodes pages. A decoder that is kept from page to page keeps its shape cache, which makes the next page faster.
pub struct Decoder {
    cache: ShapeCache,
    paths: Paths,
}

/// How many profiles took which path. The fast path is some twelve times as fast and makes the same values: only a count
/// shows that the profiles of a usual page take it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// Profiles as the API usually sends them.
    pub fast: usize,
    /// All others.
    pub slow: usize,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder with an empty shape cache.
    pub const fn new() -> Self {
        Self { cache: ShapeCache::new(), paths: Paths { fast: 0, slow: 0 } }
    }

    /// How many profiles took which path, of all pages so far.
    ///
    /// ```
    /// use trusthub_profiles_decoder::decode::{Decoder, Paths};
    ///
    /// let mut decoder = Decoder::default();
    /// decoder.page(br#"{"results": [{"status": "draft"}, {"status": 7}], "meta": {"next_page_url": null}}"#)?;
    /// assert_eq!(decoder.paths(), Paths { fast: 1, slow: 1 });
    /// # Ok::<(), trusthub_profiles_decoder::decode::NotAPage>(())
    /// ```
    pub const fn paths(&self) -> Paths {
        self.paths
    }

    /// Decode the body of `GET /v1/CustomerProfiles`.
    ///
    /// Values that break their rule are reported as issues: a string is kept as it came, a date that is none and a value of
    /// another JSON type read as null. What leaves no page to speak of is an error.
    ///
    /// # Errors
    ///
    /// [`NotAPage`] for a body that is no JSON in UTF-8 from its start to its end (a byte order mark may lead it), one
    /// without the objects and the array that make a page, and one whose next link is neither text nor null.
    ///
    /// ```
    /// use trusthub_profiles_decoder::decode::Decoder;
    ///
    /// let mut decoder = Decoder::default();
    /// let body = br#"{"results": [{"sid": "BU1", "date_created": null}], "meta": {"next_page_url": null}}"#;
    /// let page = decoder.page(body)?;
    /// assert_eq!(page.profiles().len(), 1);
    /// assert_eq!(page.issues[0].path, "/results/0/sid");
    /// assert!(decoder.page(b"<html></html>").is_err());
    /// # Ok::<(), trusthub_profiles_decoder::decode::NotAPage>(())
    /// ```
    pub fn page<'a>(&mut self, body: &'a [u8]) -> Result<Page<'a>, NotAPage> {
        let (body, mark_length) = without_mark(body);
        self.unmarked_page(body).map_err(|error| explained(error, body, mark_length))
    }

    fn unmarked_page<'a>(&mut self, body: &'a [u8]) -> Result<Page<'a>, NotAPage> {
        let mut reader = Reader::new(body);
        match reader.peek() {
            None => return Err(NotAPage::Empty),
            Some(b'{') => {}
            Some(_) => {
                // Broken JSON is reported rather than JSON of another shape.
                reader.value()?;
                reader.end()?;
                return Err(part("", "an object with results and meta"));
            }
        }
        // The last value of a key counts, so that what is wrong with one is reported only when no other follows.
        let mut results: Option<Result<Results<'a>, NotAPage>> = None;
        let mut meta: Option<Result<Meta<'a>, NotAPage>> = None;
        reader.object(&mut |reader, key| {
            match &*key.decoded() {
                "results" => {
                    // Capacity for a whole page each time would be more than the bytes, where the key comes often.
                    let capacity_for = if results.is_none() { body.len() } else { 0 };
                    results = Some(read_results(reader, body, capacity_for, self)?);
                }
                "meta" => meta = Some(read_meta(reader)?),
                _ => drop(reader.value()?),
            }
            Ok(())
        })?;
        reader.end()?;

        let results = results.unwrap_or_else(|| Err(part("/results", "an array of profiles")))?;
        let meta = meta.unwrap_or_else(|| Err(part("/meta", "an object")))?;
        let mut issues = results.issues;
        issues.extend(meta.issues);
        Ok(Page { columns: results.columns, issues, results: results.json, meta: meta.checked })
    }
}

/// Decode one body: see [`Decoder::page`].
///
/// # Errors
///
/// As [`Decoder::page`].
///
/// ```
/// use trusthub_profiles_decoder::decode::decode_page;
///
/// let page = decode_page(br#"{"results": [{"status": "draft"}], "meta": {"next_page_url": null}}"#)?;
/// assert!(page.issues.is_empty());
/// # Ok::<(), trusthub_profiles_decoder::decode::NotAPage>(())
/// ```
pub fn decode_page(body: &[u8]) -> Result<Page<'_>, NotAPage> {
    Decoder::default().page(body)
}

/// Decode the body of `GET /v1/CustomerProfiles/{sid}`: a page of that one profile, without `meta`. Pointers of its issues
/// begin at the profile.
///
/// # Errors
///
/// [`NotAPage`] for a body that is no JSON in UTF-8 from its start to its end (a byte order mark may lead it), and for one
/// that is no object.
///
/// ```
/// use trusthub_profiles_decoder::decode::decode_profile;
///
/// let page = decode_profile(br#"{"sid": "BU1", "status": "draft"}"#)?;
/// assert_eq!(page.profiles().next().unwrap().status.unwrap().as_str(), "draft");
/// assert_eq!(page.issues[0].path, "/sid");
/// # Ok::<(), trusthub_profiles_decoder::decode::NotAPage>(())
/// ```
pub fn decode_profile(body: &[u8]) -> Result<Page<'_>, NotAPage> {
    let (body, mark_length) = without_mark(body);
    unmarked_profile(body).map_err(|error| explained(error, body, mark_length))
}

fn unmarked_profile(body: &[u8]) -> Result<Page<'_>, NotAPage> {
    let mut reader = Reader::new(body);
    let mut columns = Columns::for_body(body.len());
    let mut issues = Vec::new();
    match reader.peek() {
        None => return Err(NotAPage::Empty),
        Some(b'{') => {
            columns.push_profile(&read_profile(&mut reader, Object::Body, &mut issues)?);
        }
        Some(_) => drop(reader.value()?),
    }
    // Broken JSON is reported rather than JSON of another shape.
    reader.end()?;
    if columns.count == 0 {
        return Err(NotAPage::NotAProfile);
    }
    columns.finish();
    Ok(Page { columns, issues, results: body, meta: MetaProperty::ALL.map(|_| Field::Null) })
}

/// A body behind its byte order mark, and how long that is.
fn without_mark(body: &[u8]) -> (&[u8], usize) {
    match body.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (rest, BYTE_ORDER_MARK.len()),
        None => (body, 0),
    }
}

/// Whatever else is wrong, invalid UTF-8 is reported first: it is why the rest can't be read. Offsets count the mark.
#[cold]
fn explained(error: NotAPage, body: &[u8], mark_length: usize) -> NotAPage {
    match (std::str::from_utf8(body), error) {
        (Err(error), _) => NotAPage::NotUtf8 { offset: mark_length + error.valid_up_to() },
        (Ok(_), NotAPage::NotJson(SyntaxError { offset, expected })) => {
            NotAPage::NotJson(SyntaxError { offset: mark_length + offset, expected })
        }
        (Ok(_), other) => other,
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

struct Results<'a> {
    columns: Columns,
    issues: Vec<Issue<'a>>,
    json: &'a [u8],
}

struct Meta<'a> {
    checked: CheckedMeta<'a>,
    issues: Vec<Issue<'a>>,
}

fn part(path: &str, expected: &'static str) -> NotAPage {
    NotAPage::Part { path: path.to_owned(), expected }
}

/// A part as far as it could be read. What isn't JSON is wrong at once; a wrong shape only when the key doesn't come again.
type Part<T> = Result<Result<T, NotAPage>, SyntaxError>;

#[inline(never)]
fn read_results<'a>(
    reader: &mut Reader<'a>,
    body: &'a [u8],
    capacity_for: usize,
    decoder: &mut Decoder,
) -> Part<Results<'a>> {
    if reader.peek() != Some(b'[') {
        reader.value()?;
        return Ok(Err(part("/results", "an array of profiles")));
    }
    let start = reader.offset();
    let mut columns = Columns::for_body(capacity_for);
    let mut issues = Vec::new();
    let mut wrong_entry = None;
    let Decoder { cache, paths } = decoder;
    let mut fast_path = FastPath::new(body, cache);
    let mut draft = Draft::default();
    reader.array(&mut |reader, index| {
        if reader.peek() == Some(b'{') {
            match fast_path.profile(reader.offset(), &mut draft, &mut columns) {
                Some(end) => {
                    reader.skip_to(end);
                    paths.fast += 1;
                }
                None => {
                    columns.push_profile(&read_profile(
                        reader,
                        Object::Profile(index),
                        &mut issues,
                    )?);
                    paths.slow += 1;
                }
            }
        } else {
            reader.value()?;
            wrong_entry.get_or_insert(index);
        }
        Ok(())
    })?;
    fast_path.finish(&mut columns);
    let json = body.get(start..reader.offset()).unwrap_or_default();
    Ok(match wrong_entry {
        None => Ok(Results { columns, issues, json }),
        Some(index) => Err(part(&format!("/results/{index}"), "an object")),
    })
}

#[inline(never)]
fn read_meta<'a>(reader: &mut Reader<'a>) -> Part<Meta<'a>> {
    if reader.peek() != Some(b'{') {
        reader.value()?;
        return Ok(Err(part("/meta", "an object")));
    }
    let mut values = [None; MetaProperty::COUNT];
    reader.object(&mut |reader, key| {
        let value = reader.value()?;
        if let Some(property) = MetaProperty::from_wire_name(&key.decoded()) {
            set(&mut values, property as usize, value);
        }
        Ok(())
    })?;

    let mut issues = Vec::new();
    let next = values.get(MetaProperty::NextPageUrl as usize).copied().flatten();
    match next.map(|value| value.kind()) {
        Some(Kind::Null | Kind::Text(_)) => {}
        Some(_) => return Ok(Err(part("/meta/next_page_url", "a link or null"))),
        None => issues.push(Issue {
            path: "/meta/next_page_url".to_owned(),
            code: IssueCode::Missing,
            expected: "a link or null",
            value: None,
        }),
    }
    let mut checker = Checker { object: Object::Meta, issues: &mut issues };
    let checked = MetaProperty::ALL.map(|property| {
        let value = values.get(property as usize).copied().flatten();
        checker.field(property.wire_name(), property.rule(), value)
    });
    Ok(Ok(Meta { checked, issues }))
}
