use super::value::{boolean, string, whole, whole_or_infinity};
use super::{MAX_PAGE_SIZE, OptionName, OptionValue};
use crate::cursor::Cursor;
use crate::error::{OptionsError, OptionsProblem};
use crate::query::PageQuery;
use crate::values::{SidPrefix, is_sid};

/// A filter with a value that keeps its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    option: OptionName,
    value: String,
}

impl Filter {
    /// What profiles must have.
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// The checked options of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListOptions {
    /// At most one of each kind.
    pub filters: Vec<Filter>,
    /// 1 to 1000.
    pub page_size: Option<u32>,
    /// At most so many profiles.
    pub limit: Option<u64>,
    /// Where to resume.
    pub cursor: Option<Cursor>,
    /// At most so many pages; more are an error.
    pub max_pages: Option<u64>,
    /// Whether the next page is asked for early.
    pub prefetch: bool,
}

impl Default for ListOptions {
    fn default() -> Self {
        Self {
            filters: Vec::new(),
            page_size: None,
            limit: None,
            cursor: None,
            max_pages: Some(10_000),
            prefetch: false,
        }
    }
}

impl ListOptions {
    /// Take one option of the list's.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a value that the option doesn't take.
    pub fn set(&mut self, option: OptionName, value: &OptionValue) -> Result<(), OptionsError> {
        match option {
            _ if option.is_filter() => {
                let filter = Filter { option, value: string(option, value)? };
                self.filters.retain(|other| other.option != option);
                self.filters.push(filter);
            }
            OptionName::Cursor => self.cursor = Some(parse_cursor(value)?),
            OptionName::PageSize => self.page_size = Some(whole(option, value)?),
            OptionName::Limit => self.limit = whole_or_infinity(option, value)?,
            OptionName::MaxPages => self.max_pages = whole_or_infinity(option, value)?,
            OptionName::Prefetch => self.prefetch = boolean(option, value)?,
            OptionName::Signal if *value == OptionValue::Signal => {}
            _ => return Err(OptionsError::unexpected(option, value)),
        }
        Ok(())
    }

    /// The value of a filter.
    pub fn filter(&self, option: OptionName) -> Option<&str> {
        self.filters.iter().find(|filter| filter.option == option).map(Filter::value)
    }

    /// What the options must be together.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for a cursor beside a filter or a page size, which it carries itself.
    pub fn check(&self) -> Result<(), OptionsError> {
        if self.cursor.is_none() {
            return Ok(());
        }
        match OptionName::parameters().find(|option| self.has(*option)) {
            None => Ok(()),
            Some(beside) => {
                let problem = OptionsProblem::BesideCursor { beside };
                Err(OptionsError::new(OptionName::Cursor.as_str(), problem))
            }
        }
    }

    fn has(&self, parameter: OptionName) -> bool {
        self.filter(parameter).is_some()
            || (parameter == OptionName::PageSize && self.page_size.is_some())
    }

    /// For a walk that takes the whole list at once: by the largest pages, unless the caller said how large they are.
    #[must_use]
    pub fn in_largest_pages(mut self) -> Self {
        if self.limit.is_none() && self.cursor.is_none() {
            self.page_size.get_or_insert(MAX_PAGE_SIZE);
        }
        self
    }

    /// The query of the list's first page.
    ///
    /// ```
    /// use trusthub_profiles::options::{ListOptions, OptionName, OptionValue};
    ///
    /// let mut options = ListOptions { limit: Some(7), ..ListOptions::default() };
    /// options.set(OptionName::FriendlyName, &OptionValue::String("A&B".to_owned()))?;
    /// assert_eq!(options.first_page().as_str(), "?FriendlyName=A%26B&PageSize=7");
    /// # Ok::<(), trusthub_profiles::error::OptionsError>(())
    /// ```
    pub fn first_page(&self) -> PageQuery {
        // One request brings up to 1,000 profiles: no more of them than it takes.
        let limit = self
            .limit
            .map(|limit| u32::try_from(limit).unwrap_or(MAX_PAGE_SIZE).min(MAX_PAGE_SIZE));
        let page_size = self.page_size.or(limit).map(|size| size.to_string());
        PageQuery::of_parameters(OptionName::parameters().filter_map(|option| {
            let value = match option {
                OptionName::PageSize => page_size.as_deref(),
                _ => self.filter(option),
            };
            Some((option.wire_name()?, value?))
        }))
    }
}

/// A cursor: the option's, and the argument of `parseCursor`.
///
/// # Errors
///
/// [`OptionsError`] for anything that no page and no error held.
pub fn parse_cursor(value: &OptionValue) -> Result<Cursor, OptionsError> {
    let cursor = match value {
        OptionValue::String(text) => Cursor::parse(text),
        _ => None,
    };
    cursor.ok_or_else(|| OptionsError::unexpected(OptionName::Cursor, value))
}

/// The argument of `fetchCustomerProfile`: the SID of a profile.
///
/// # Errors
///
/// [`OptionsError`] for anything else.
pub fn parse_profile_sid(value: &OptionValue) -> Result<String, OptionsError> {
    match value {
        OptionValue::String(sid) if is_sid(SidPrefix::CustomerProfile, sid.as_bytes()) => {
            Ok(sid.clone())
        }
        _ => Err(OptionsError::sid(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Call;
    use super::super::tests::{parse, string};
    use super::*;
    use crate::base_url::BaseUrl;

    #[test]
    fn a_cursor_stands_beside_no_filter() {
        let beside = |name, value| {
            let cursor = ("cursor", string("page:?PageToken=a"));
            parse(Call::List, [(name, value), cursor]).map(|options| options.list.cursor)
        };
        let cursor = Cursor::parse("page:?PageToken=a");
        assert_eq!(beside("limit", OptionValue::Number(5.0)), Ok(cursor.clone()));
        assert_eq!(beside("status", OptionValue::Undefined), Ok(cursor));
        for (name, value) in [
            ("pageSize", OptionValue::Number(5.0)),
            ("status", string("draft")),
            ("friendlyName", string("Acme")),
            ("policySid", string("RN0123456789abcdef0123456789abcdef")),
        ] {
            let expected = format!(
                "option cursor: a cursor carries the filters and the page size: leave out {name}"
            );
            assert_eq!(beside(name, value), Err(expected));
        }
        let written = Cursor::parse("page:?PageToken=a").unwrap().to_text();
        assert_eq!(parse_cursor(&string(&written)), parse_cursor(&string("page:?PageToken=a")));
    }

    #[test]
    fn the_first_page_carries_the_filters_escaped() {
        // In the table's order, whatever the caller's.
        let members = [
            ("pageSize", OptionValue::Number(20.0)),
            ("friendlyName", string("A&B=é +#")),
            ("limit", OptionValue::Number(7.0)),
            ("status", string("draft")),
        ];
        let options = parse(Call::List, members).unwrap().list;
        let page = options.first_page();
        assert_eq!(
            BaseUrl::default().page_url(page.as_str()),
            "https://trusthub.twilio.com/v1/CustomerProfiles?Status=draft&FriendlyName=A%26B%3D%C3%A9%20%2B%23&PageSize=20"
        );
        assert_eq!(page.personal_value().as_deref(), Some("A&B=é +#"));
        assert_eq!(options.filter(OptionName::FriendlyName), Some("A&B=é +#"));
        let filters: Vec<_> =
            options.filters.iter().map(|filter| (filter.option, filter.value())).collect();
        assert_eq!(
            filters,
            [(OptionName::FriendlyName, "A&B=é +#"), (OptionName::Status, "draft")]
        );
    }

    #[test]
    fn a_limit_alone_sets_the_page_size() {
        for (limit, expected) in [
            (None, ""),
            (Some(7), "?PageSize=7"),
            (Some(5000), "?PageSize=1000"),
            (Some(u64::MAX), "?PageSize=1000"),
        ] {
            let options = ListOptions { limit, ..ListOptions::default() };
            assert_eq!(options.first_page().as_str(), expected);
        }
    }
}
