use crate::texts::place_of;

/// The statuses that the API documents for a Customer-Profile.
///
/// The list is open: Twilio's own fixtures hold others, so a text outside it is kept, with an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `draft`
    Draft,
    /// `pending-review`
    PendingReview,
    /// `in-review`
    InReview,
    /// `twilio-rejected`
    TwilioRejected,
    /// `twilio-approved`
    TwilioApproved,
}

impl Status {
    /// Every status, in the order of a profile's life.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::PendingReview,
        Self::InReview,
        Self::TwilioRejected,
        Self::TwilioApproved,
    ];

    /// The statuses in words, for messages.
    pub const EXPECTED: &str =
        "one of draft, pending-review, in-review, twilio-rejected, twilio-approved";

    /// The status as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::PendingReview => "pending-review",
            Self::InReview => "in-review",
            Self::TwilioRejected => "twilio-rejected",
            Self::TwilioApproved => "twilio-approved",
        }
    }

    /// The status that a text names, if it is one of the documented ones.
    ///
    /// ```
    /// use trusthub_profiles_decoder::values::Status;
    ///
    /// assert_eq!(Status::parse(b"in-review"), Some(Status::InReview));
    /// assert_eq!(Status::parse(b"provisionally-approved"), None);
    /// ```
    pub fn parse(text: &[u8]) -> Option<Self> {
        Self::ALL.get(place_of(text, &Self::ALL.map(Self::as_str))?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn the_words_for_messages_name_every_status() {
        let names: Vec<_> = Status::ALL.into_iter().map(Status::as_str).collect();
        assert_eq!(Status::EXPECTED, format!("one of {}", names.join(", ")));
    }
}
