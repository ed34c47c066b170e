use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// Declares the documented statuses: a new one is a row.
macro_rules! statuses {
    ($first:ident $first_name:literal; $( $status:ident $name:literal; )*) => {
        /// Where a Customer-Profile stands in its review.
        ///
        /// The list is open: Twilio's own fixtures hold others, so one that isn't documented is kept, with an issue.
        ///
        /// ```
        /// use trusthub_profiles_decoder::values::Status;
        ///
        /// assert_eq!(Status::from("in-review".to_owned()), Status::InReview);
        /// let other = Status::from("provisionally-approved".to_owned());
        /// assert_eq!(other, Status::Other("provisionally-approved".to_owned()));
        /// assert_eq!(other.as_str(), "provisionally-approved");
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
        #[serde(from = "String")]
        #[non_exhaustive]
        pub enum Status {
            #[doc = concat!("`", $first_name, "`")]
            $first,
            $( #[doc = concat!("`", $name, "`")] $status, )*
            /// One that isn't documented, as it came. `Status::from` never makes it of a documented one.
            Other(String),
        }

        impl Status {
            /// The documented statuses as the API writes them, in the order of a profile's life.
            pub const NAMES: [&str; [$first_name, $( $name ),*].len()] = [$first_name, $( $name ),*];

            /// The documented statuses in words, for messages.
            pub const EXPECTED: &str = concat!("one of ", $first_name, $( ", ", $name ),*);

            /// The status as the API writes it.
            pub const fn as_str(&self) -> &str {
                match self {
                    Self::$first => $first_name,
                    $( Self::$status => $name, )*
                    Self::Other(name) => name.as_str(),
                }
            }

            /// The documented status of that name, if there is one.
            ///
            /// ```
            /// use trusthub_profiles_decoder::values::Status;
            ///
            /// assert_eq!(Status::parse(b"in-review"), Some(Status::InReview));
            /// assert_eq!(Status::parse(b"provisionally-approved"), None);
            /// ```
            pub fn parse(name: &[u8]) -> Option<Self> {
                [(Self::$first, $first_name), $( (Self::$status, $name) ),*]
                    .into_iter()
                    .find_map(|(status, known)| (known.as_bytes() == name).then_some(status))
            }
        }
    };
}

statuses! {
    Draft "draft";
    PendingReview "pending-review";
    InReview "in-review";
    TwilioRejected "twilio-rejected";
    TwilioApproved "twilio-approved";
}

impl From<String> for Status {
    fn from(name: String) -> Self {
        Self::parse(name.as_bytes()).unwrap_or(Self::Other(name))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn every_documented_status_is_read_by_its_name() {
        for name in Status::NAMES {
            let status = Status::parse(name.as_bytes()).unwrap();
            assert!(!matches!(status, Status::Other(_)), "{name}");
            assert_eq!(status.as_str(), name);
            assert_eq!(Status::from(name.to_owned()), status);
        }
        assert_eq!(Status::EXPECTED, format!("one of {}", Status::NAMES.join(", ")));
        for other in ["", "Draft", "draft ", "closed"] {
            assert_eq!(Status::parse(other.as_bytes()), None, "{other:?}");
            assert_eq!(Status::from(other.to_owned()), Status::Other(other.to_owned()));
        }
    }
}
