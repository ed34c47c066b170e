//! The model: what a page of Customer-Profiles holds, and the rule of each property. Every list of properties elsewhere
//! follows from the tables here.

use std::borrow::Cow;

use crate::json::{Text, Value};
use crate::texts::place_of;
use crate::values::{Instant, SidPrefix, Status};

/// What a property must be, where it isn't null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A SID with this prefix.
    Sid(SidPrefix),
    /// Any text.
    Text,
    /// One of the documented statuses.
    Status,
    /// An absolute URI.
    Uri,
    /// An RFC 3339 instant.
    Instant,
    /// An object of absolute URIs.
    Links,
    /// An array of anything.
    Array,
    /// A whole number from 0.
    WholeNumber,
}

impl Rule {
    /// The rule in words, as an issue's `expected`.
    pub const fn expected(self) -> &'static str {
        match self {
            Self::Sid(SidPrefix::CustomerProfile) => "a SID: BU and 32 hexadecimal digits",
            Self::Sid(SidPrefix::Account) => "a SID: AC and 32 hexadecimal digits",
            Self::Sid(SidPrefix::Policy) => "a SID: RN and 32 hexadecimal digits",
            Self::Text => "a text",
            Self::Status => Status::EXPECTED,
            Self::Uri => "an absolute URI",
            Self::Instant => "an RFC 3339 date and time",
            Self::Links => "an object of absolute URIs",
            Self::Array => "an array",
            Self::WholeNumber => "a whole number from 0",
        }
    }
}

/// Declares a record of the wire: an enum of its properties with their names, rules and documentation.
macro_rules! properties {
    (
        $(#[$record_doc:meta])*
        $record:ident;
        $( $(#[doc = $doc:literal])* $name:ident $wire:literal $public:literal $rule:expr; )*
    ) => {
        $(#[$record_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $record {
            $( $(#[doc = $doc])* $name, )*
        }

        impl $record {
            /// How many properties there are.
            pub const COUNT: usize = [ $( $public, )* ].len();

            /// Every property, in the order in which profiles and pages show them.
            pub const ALL: [Self; Self::COUNT] = [ $( Self::$name, )* ];

            /// The property of that name on the wire.
            pub fn from_wire_name(name: &str) -> Option<Self> {
                const NAMES: &[&str] = &[ $( $wire, )* ];
                Self::ALL.get(place_of(name.as_bytes(), NAMES)?).copied()
            }

            /// Its name on the wire.
            pub const fn wire_name(self) -> &'static str {
                match self {
                    $( Self::$name => $wire, )*
                }
            }

            /// Its name in JavaScript.
            pub const fn public_name(self) -> &'static str {
                match self {
                    $( Self::$name => $public, )*
                }
            }

            /// What it must be.
            pub const fn rule(self) -> Rule {
                match self {
                    $( Self::$name => $rule, )*
                }
            }

            /// What it is, in words: the text of the declarations and of README.
            pub const fn documentation(self) -> &'static str {
                match self {
                    $( Self::$name => concat!($( $doc ),*), )*
                }
            }
        }
    };
}

properties! {
    /// The properties of a Customer-Profile. Each may be null or absent; both read as null.
    ProfileProperty;
    /// The SID of the profile: `BU` and 32 hexadecimal digits.
    Sid "sid" "sid" Rule::Sid(SidPrefix::CustomerProfile);
    /// The SID of the account that the profile belongs to: `AC` and 32 hexadecimal digits.
    AccountSid "account_sid" "accountSid" Rule::Sid(SidPrefix::Account);
    /// The SID of the policy that the profile is held to: `RN` and 32 hexadecimal digits.
    PolicySid "policy_sid" "policySid" Rule::Sid(SidPrefix::Policy);
    /// The name that the account gave the profile. Personal data.
    FriendlyName "friendly_name" "friendlyName" Rule::Text;
    /// Where the profile stands in its review. Statuses that aren't documented are kept, with an issue.
    Status "status" "status" Rule::Status;
    /// Where Twilio writes when the status changes. Personal data.
    Email "email" "email" Rule::Text;
    /// Where Twilio sends a request when the status changes: an absolute URI.
    StatusCallback "status_callback" "statusCallback" Rule::Uri;
    /// When the approval ends. A text that is no RFC 3339 date and time is null here, and in an issue.
    ValidUntil "valid_until" "validUntil" Rule::Instant;
    /// When the profile was created.
    DateCreated "date_created" "dateCreated" Rule::Instant;
    /// When the profile was last changed.
    DateUpdated "date_updated" "dateUpdated" Rule::Instant;
    /// The profile's own address: an absolute URI.
    Url "url" "url" Rule::Uri;
    /// The addresses of its sub-resources, by their names on the wire.
    Links "links" "links" Rule::Links;
    /// Why Twilio rejected the profile, as it came: for example `[{ code: 18601 }]`.
    Errors "errors" "errors" Rule::Array;
}

properties! {
    /// The properties of a page's `meta`.
    MetaProperty;
    /// The page's number, from 0.
    Page "page" "page" Rule::WholeNumber;
    /// How many profiles a page holds at most.
    PageSize "page_size" "pageSize" Rule::WholeNumber;
    /// The name of the list in the body: `"results"`.
    Key "key" "key" Rule::Text;
    /// The page's own address.
    Url "url" "url" Rule::Uri;
    /// The first page's address.
    FirstPageUrl "first_page_url" "firstPageUrl" Rule::Uri;
    /// The address of the page before; null on the first.
    PreviousPageUrl "previous_page_url" "previousPageUrl" Rule::Uri;
    /// The address of the page after; null on the last.
    NextPageUrl "next_page_url" "nextPageUrl" Rule::Uri;
}

/// A property's value after its rule was applied.
#[derive(Clone, Debug, PartialEq)]
pub enum Field<'a> {
    /// Null or absent, or of no use (an issue says why).
    Null,
    /// A text, as it came.
    Text(Text<'a>),
    /// An instant.
    Instant(Instant),
    /// A whole number from 0.
    WholeNumber(u64),
    /// An array as JSON, well-formed.
    Array(Cow<'a, [u8]>),
    /// Texts by name, each name once.
    Links(Vec<(Text<'a>, Text<'a>)>),
}

/// One Customer-Profile.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerProfile<'a> {
    pub(crate) fields: [Field<'a>; ProfileProperty::COUNT],
    pub(crate) extra: Vec<(Text<'a>, Value<'a>)>,
}

impl<'a> CustomerProfile<'a> {
    /// The value of one of its properties.
    pub fn get(&self, property: ProfileProperty) -> &Field<'a> {
        self.fields.get(property as usize).unwrap_or(&Field::Null)
    }

    /// What this version doesn't know, by wire name, each name once.
    pub fn extra(&self) -> &[(Text<'a>, Value<'a>)] {
        &self.extra
    }
}

/// A page's `meta`.
#[derive(Clone, Debug, PartialEq)]
pub struct PageMeta<'a> {
    pub(crate) fields: [Field<'a>; MetaProperty::COUNT],
}

impl<'a> PageMeta<'a> {
    /// The value of one of its properties.
    pub fn get(&self, property: MetaProperty) -> &Field<'a> {
        self.fields.get(property as usize).unwrap_or(&Field::Null)
    }

    /// The text of one of its properties, where it is one.
    pub fn text(&self, property: MetaProperty) -> Option<Cow<'a, str>> {
        match self.get(property) {
            Field::Text(text) => Some(text.decoded()),
            _ => None,
        }
    }
}
