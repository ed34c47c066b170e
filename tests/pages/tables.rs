//! What pages are made of. The first of each list is the usual one.

use Key::{
    AccountSid, DateCreated, DateUpdated, Email, Errors, FriendlyName, Links, PolicySid, Sid,
    Status, StatusCallback, Unknown, Url, ValidUntil,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Sid,
    AccountSid,
    PolicySid,
    FriendlyName,
    Status,
    Email,
    StatusCallback,
    ValidUntil,
    DateCreated,
    DateUpdated,
    Url,
    Links,
    Errors,
    Unknown(&'static str),
}

impl Key {
    pub(super) const USUAL: [Self; 13] = [
        Sid,
        AccountSid,
        PolicySid,
        FriendlyName,
        Status,
        Email,
        StatusCallback,
        ValidUntil,
        DateCreated,
        DateUpdated,
        Url,
        Links,
        Errors,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Sid => "sid",
            AccountSid => "account_sid",
            PolicySid => "policy_sid",
            FriendlyName => "friendly_name",
            Status => "status",
            Email => "email",
            StatusCallback => "status_callback",
            ValidUntil => "valid_until",
            DateCreated => "date_created",
            DateUpdated => "date_updated",
            Url => "url",
            Links => "links",
            Errors => "errors",
            Unknown(name) => name,
        }
    }
}

pub(super) const BASES: &[&str] = &[
    "https://trusthub.twilio.com/v1/CustomerProfiles/",
    "https://trusthub.example/v1/CustomerProfiles/",
    "https://trusthub.twilio.com/v1/CustomerProfiles/x/",
    "https://trusthub.twilio.com/v1/CustomerProfiles?",
    "a:",
    "https://example.com/%41/%",
    "/v1/CustomerProfiles/",
    "https://example.com/BU0123456789abcdef0123456789abcdef/",
    // Longer than any address is taken for.
    concat!(
        "https://example.com/",
        "a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/",
        "a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/",
        "a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/a-long-path/",
    ),
];

pub(super) const LINKS: &[(&str, &str)] = &[
    ("customer_profiles_entity_assignments", "/EntityAssignments"),
    ("customer_profiles_evaluations", "/Evaluations"),
    ("customer_profiles_channel_endpoint_assignment", "/ChannelEndpointAssignments"),
    ("self", ""),
    ("__proto__", "/prototype"),
    ("1", "/one"),
    ("", "?x=%20"),
    ("a/~b", "/BU0123456789abcdef0123456789abcdef"),
    ("b\u{fc}cher", "/books"),
    ("bad", "/a b"),
];

pub(super) const ACCOUNT_SIDS: &[&str] = &[
    "AC0123456789abcdef0123456789abcdef",
    "ACffffffffffffffffffffffffffffffff",
    "AC0123456789ABCDEF0123456789ABCDEF",
    "AC0",
];

pub(super) const POLICY_SIDS: &[&str] = &[
    "RN806dd6cd175f314e1f96a9727ee271f4",
    "RN0123456789abcdef0123456789abcdef",
    "RN",
    "ACffffffffffffffffffffffffffffffff",
];

pub(super) const NAMES: &[&str] = &[
    "Plain & Sons",
    "",
    "B\u{fc}cher",
    "\u{4e2d}\u{6587} \u{1f600}",
    "\"quoted\\\"",
    "line\nend",
    "\u{0}",
];

pub(super) const INSTANTS: &[&str] = &[
    "2019-07-30T22:29:24Z",
    "2023-05-04T09:42:00+00:00",
    "2019-07-30T22:29:24.5Z",
    "2019-02-29T00:00:00Z",
    "today",
    "",
];

pub(super) const STATUSES: &[&str] = &[
    "draft",
    "pending-review",
    "in-review",
    "twilio-rejected",
    "twilio-approved",
    "approved",
    "Draft",
    "",
];

pub(super) const URIS: &[&str] = &[
    "https://example.com/hook?a=b",
    "https://example.com/%2F",
    "https://example.com/a b",
    "/relative",
    "",
];

pub(super) const JSON: &[&str] = &[
    "null",
    "[]",
    "[{\"code\":18601}]",
    "[1,2.50,\"\\ud83d\\ude00\"]",
    "{}",
    "{\"__proto__\":1,\"a\":{\"__proto__\":2}}",
    "7",
    "true",
    "\"text\"",
    "[{\"a\":1,\"a\":2,\"b\":{}}]",
    "[\"\\ud83d\"]",
];

pub(super) const UNKNOWN: &[&str] =
    &["regulation_type", "__proto__", "1", "", "Sid", "constructor", "b\u{fc}cher"];

/// What is put in the place of some bytes that are derived.
pub(super) const ODD_BYTES: &[&[u8]] = &[
    b"\n",
    b"\r",
    b"\xff",
    b"\xc3",
    b"\\q",
    b"\\u0062",
    b"\\/",
    b"\0",
    b"\"",
    b"\\",
    b"%",
    b" ",
    b"\xc3\xbc",
    b"A",
    b"0",
    br#"","friendly_name":"x"#,
    br#"","status":"x"#,
    br#"","sid":null,"x":""#,
    br#"","links":{"a":"b:"},"x":""#,
    b"\",\"",
    b"}",
    b",",
];
