//! The model: what a page of Customer-Profiles holds, and the rule of each property. Every list of properties elsewhere
//! follows from the tables here.

mod checked;
mod typed;

pub(crate) use checked::{CheckedProfile, Field};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use typed::{Property, type_of};

use crate::json::Json;
use crate::values::{SidPrefix, Status};

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
            Self::Text => "a string",
            Self::Status => Status::EXPECTED,
            Self::Uri => "an absolute URI",
            Self::Instant => "an RFC 3339 date and time",
            Self::Links => "an object of absolute URIs",
            Self::Array => "an array",
            Self::WholeNumber => "a whole number from 0",
        }
    }
}

/// Declares an object of the API: a struct with a field for each of its properties, and an enum of them with their names,
/// rules and documentation.
macro_rules! properties {
    (
        $(#[$object_doc:meta])*
        $object:ident { $( $(#[$more_attribute:meta])* $more:ident: $more_type:ty, )* }
        $(#[$enum_doc:meta])*
        $properties:ident;
        $( $(#[doc = $doc:literal])* $name:ident $field:ident $public:literal $rule:ident $(($prefix:ident))?; )*
    ) => {
        $(#[$object_doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        // What the API sends has other names. It must not read as an object without properties.
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $object {
            $(
                $(#[doc = $doc])*
                #[serde(rename = $public)]
                pub $field: Option<type_of!($rule $(($prefix))?)>,
            )*
            $( $(#[$more_attribute])* pub $more: $more_type, )*
        }

        impl $object {
            /// One of the values that the checks left, in the order of the properties.
            pub(crate) fn from_fields(fields: &[Field<'_>; $properties::COUNT]) -> Self {
                let [$( $field ),*] = fields;
                Self {
                    $( $field: Property::from_field($field), )*
                    $( $more: <$more_type>::default(), )*
                }
            }
        }

        $(#[$enum_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $properties {
            $( $(#[doc = $doc])* $name, )*
        }

        impl $properties {
            /// How many properties there are.
            pub const COUNT: usize = [ $( $public, )* ].len();

            /// Every property, in the order in which profiles and pages show them.
            pub const ALL: [Self; Self::COUNT] = [ $( Self::$name, )* ];

            /// The property of that name on the wire.
            pub fn from_wire_name(name: &str) -> Option<Self> {
                const NAMES: [&str; $properties::COUNT] = [ $( stringify!($field), )* ];
                let index = NAMES.iter().position(|known| *known == name)?;
                Self::ALL.get(index).copied()
            }

            /// Its name on the wire.
            pub const fn wire_name(self) -> &'static str {
                match self {
                    $( Self::$name => stringify!($field), )*
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
                    $( Self::$name => Rule::$rule $((SidPrefix::$prefix))?, )*
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
    /// One Customer-Profile. What the API sent as null, or left out, or sent as something of no use (an issue says so) is
    /// `None`.
    ///
    /// `Serialize` writes the form that profiles have in JavaScript: every property by its name there, null where there is
    /// none, instants in RFC 3339; then `extra` where there is any. `Deserialize` reads that form, and refuses other names.
    /// What the API sends is read by [`decode`](crate::decode), by its rules.
    ///
    /// ```
    /// use trusthub_profiles_decoder::decode::decode_page;
    /// use trusthub_profiles_decoder::model::CustomerProfile;
    /// use trusthub_profiles_decoder::values::Status;
    ///
    /// let body = br#"{"results": [{"friendly_name": "Acme", "status": "draft"}], "meta": {"next_page_url": null}}"#;
    /// let profile = decode_page(body)?.profiles().next().unwrap();
    /// assert_eq!(profile.friendly_name.as_deref(), Some("Acme"));
    /// assert_eq!(profile.status, Some(Status::Draft));
    ///
    /// let json = serde_json::to_string(&profile)?;
    /// assert!(json.starts_with(r#"{"sid":null,"accountSid":null,"policySid":null,"friendlyName":"Acme","status":"draft","#));
    /// assert_eq!(serde_json::from_str::<CustomerProfile>(&json)?, profile);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    CustomerProfile {
        /// What this version doesn't know, by its names on the wire.
        #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
        extra: IndexMap<String, Json>,
    }
    /// The properties of a Customer-Profile. Each may be null or absent; both read as null.
    ProfileProperty;
    /// The SID of the profile: `BU` and 32 hexadecimal digits.
    Sid sid "sid" Sid(CustomerProfile);
    /// The SID of the account that the profile belongs to: `AC` and 32 hexadecimal digits.
    AccountSid account_sid "accountSid" Sid(Account);
    /// The SID of the policy that the profile is held to: `RN` and 32 hexadecimal digits.
    PolicySid policy_sid "policySid" Sid(Policy);
    /// The name that the account gave the profile. Personal data.
    FriendlyName friendly_name "friendlyName" Text;
    /// Where the profile stands in its review. Statuses that aren't documented are kept, with an issue.
    Status status "status" Status;
    /// Where Twilio writes when the status changes. Personal data.
    Email email "email" Text;
    /// Where Twilio sends a request when the status changes: an absolute URI.
    StatusCallback status_callback "statusCallback" Uri;
    /// When the approval ends. A text that is no RFC 3339 date and time is null here, and in an issue.
    ValidUntil valid_until "validUntil" Instant;
    /// When the profile was created.
    DateCreated date_created "dateCreated" Instant;
    /// When the profile was last changed.
    DateUpdated date_updated "dateUpdated" Instant;
    /// The profile's own address: an absolute URI.
    Url url "url" Uri;
    /// The addresses of its sub-resources, by their names on the wire.
    Links links "links" Links;
    /// Why Twilio rejected the profile, as it came: for example `[{ code: 18601 }]`.
    Errors errors "errors" Array;
}

properties! {
    /// A page's `meta`. What the API sent as null, or left out, or sent as something of no use (an issue says so) is `None`.
    ///
    /// It is serialized as [`CustomerProfile`] is.
    ///
    /// ```
    /// use trusthub_profiles_decoder::decode::decode_page;
    ///
    /// let page = decode_page(br#"{"results": [], "meta": {"page": 0, "page_size": 50, "next_page_url": null}}"#)?;
    /// let meta = page.meta();
    /// assert_eq!(meta.page_size, Some(50));
    /// assert_eq!(meta.next_page_url, None);
    /// # Ok::<(), trusthub_profiles_decoder::decode::NotAPage>(())
    /// ```
    PageMeta {}
    /// The properties of a page's `meta`.
    MetaProperty;
    /// The page's number, from 0.
    Page page "page" WholeNumber;
    /// How many profiles a page holds at most.
    PageSize page_size "pageSize" WholeNumber;
    /// The name of the list in the body: `"results"`.
    Key key "key" Text;
    /// The page's own address.
    Url url "url" Uri;
    /// The first page's address.
    FirstPageUrl first_page_url "firstPageUrl" Uri;
    /// The address of the page before; null on the first.
    PreviousPageUrl previous_page_url "previousPageUrl" Uri;
    /// The address of the page after; null on the last.
    NextPageUrl next_page_url "nextPageUrl" Uri;
}
