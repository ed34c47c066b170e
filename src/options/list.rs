use super::given::{boolean, refusal, whole, whole_or_infinity};
use super::{Given, MAX_PAGE_SIZE, OptionName};
use crate::failure::OptionsError;
use crate::link::{Cursor, PageQuery};
use crate::texts::{Joined, decimal};
use crate::values::{SidPrefix, Status, is_sid};

/// The checked options of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListOptions {
    /// Filter.
    pub status: Option<Status>,
    /// Filter.
    pub friendly_name: Option<String>,
    /// Filter.
    pub policy_sid: Option<String>,
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
            status: None,
            friendly_name: None,
            policy_sid: None,
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
    pub fn set(&mut self, option: OptionName, given: &Given) -> Result<(), OptionsError> {
        let refused = || refusal(option, given);
        match (option, given) {
            (OptionName::Status, Given::Text(text)) => {
                self.status = Some(Status::parse(text.as_bytes()).ok_or_else(refused)?);
            }
            (OptionName::FriendlyName, Given::Text(text)) if !text.is_empty() => {
                self.friendly_name = Some(text.clone());
            }
            (OptionName::PolicySid, Given::Text(text))
                if is_sid(SidPrefix::Policy, text.as_bytes()) =>
            {
                self.policy_sid = Some(text.clone());
            }
            (OptionName::Cursor, Given::Text(text)) => {
                self.cursor = Some(Cursor::parse(text).ok_or_else(refused)?);
            }
            (OptionName::PageSize, _) => self.page_size = Some(whole(option, given)?),
            (OptionName::Limit, _) => self.limit = whole_or_infinity(option, given)?,
            (OptionName::MaxPages, _) => self.max_pages = whole_or_infinity(option, given)?,
            (OptionName::Prefetch, _) => self.prefetch = boolean(option, given)?,
            (OptionName::Signal, _) if *given == Given::SIGNAL => {}
            _ => return Err(refused()),
        }
        Ok(())
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
        let beside = [
            (OptionName::Status, self.status.is_some()),
            (OptionName::FriendlyName, self.friendly_name.is_some()),
            (OptionName::PolicySid, self.policy_sid.is_some()),
            (OptionName::PageSize, self.page_size.is_some()),
        ];
        match beside.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((option, _)) => Err(OptionsError::new(
                OptionName::Cursor.as_str(),
                ["a cursor carries the filters and the page size: leave out ", option.as_str()]
                    .joined(),
            )),
        }
    }

    /// The query of the list's first page.
    pub fn first_page(&self) -> PageQuery {
        let page_size = match (self.page_size, self.limit) {
            (Some(size), _) => Some(u64::from(size)),
            // One request brings up to 1,000 profiles: no more of them than it takes.
            (None, Some(limit)) => Some(limit.min(MAX_PAGE_SIZE)),
            (None, None) => None,
        };
        PageQuery::of_parameters([
            ("Status", self.status.as_ref().map(|status| status.as_str().to_owned())),
            ("FriendlyName", self.friendly_name.clone()),
            ("PolicySid", self.policy_sid.clone()),
            ("PageSize", page_size.map(decimal)),
        ])
    }
}
