//! What an unknown name may mean.

use crate::error::Suggestion;

/// The most letters by which a name may differ from the one that it is taken for.
const MOST_DIFFERENCES: usize = 2;

/// What the parts of credentials are called elsewhere, in small letters and without underscores: by Twilio, by other
/// clients, and in configurations.
const NAMES_ELSEWHERE: [&str; 19] = [
    "accountsid",
    "apikey",
    "apikeysecret",
    "apikeysid",
    "apisecret",
    "auth",
    "authtoken",
    "clientid",
    "clientsecret",
    "key",
    "keysid",
    "pass",
    "pwd",
    "secret",
    "sid",
    "token",
    "twilioaccountsid",
    "twilioauthtoken",
    "user",
];

/// What to write in place of an option's name that means credentials; `None` for other names.
pub(super) fn credentials_hint(name: &str) -> Option<Suggestion> {
    let is_part = |part: &str| part.eq_ignore_ascii_case(name);
    let plain = name.to_ascii_lowercase().replace(['_', '-'], "");
    if is_part("bearerToken") || plain == "accesstoken" {
        return Some(Suggestion("credentials: { bearerToken }"));
    }
    let means = is_part("username") || is_part("password") || NAMES_ELSEWHERE.contains(&&*plain);
    means.then_some(Suggestion("credentials: { username, password }"))
}

/// The known name that is nearest to an unknown one: at most two letters are too many, too few or wrong, whatever their
/// case, or one name begins with the other.
pub(crate) fn nearest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<Suggestion> {
    let (_, nearest) = known
        .filter_map(|candidate| Some((differences(name, candidate)?, candidate)))
        .min_by_key(|(differences, _)| *differences)?;
    Some(Suggestion(nearest))
}

fn differences(name: &str, known: &str) -> Option<usize> {
    let (name, known) = (name.to_ascii_lowercase(), known.to_ascii_lowercase());
    let difference = name.len().abs_diff(known.len());
    if !name.is_empty() && (name.starts_with(&known) || known.starts_with(&name)) {
        return Some(difference.min(MOST_DIFFERENCES));
    }
    // A name of any length comes from outside, and a comparison takes time by both lengths.
    if difference > MOST_DIFFERENCES {
        return None;
    }
    Some(strsim::levenshtein(&name, &known)).filter(|differences| *differences <= MOST_DIFFERENCES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_come_with_the_nearest_known_one() {
        for (name, expected) in [
            ("pagesize", Some("pageSize")),
            ("max_pages", Some("maxPages")),
            ("MaxPage", Some("maxPages")),
            ("lmiit", Some("limit")),
            ("page", Some("pageSize")),
            ("xyz", None),
            ("pgesizes", Some("pageSize")),
            ("pgsizes", None),
            ("", None),
            ("limité", Some("limit")),
        ] {
            let known = ["pageSize", "maxPages", "limit"].into_iter();
            assert_eq!(nearest(name, known), expected.map(Suggestion), "{name}");
        }
    }
}
