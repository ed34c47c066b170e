//! Messages about options.

use std::fmt;

use crate::texts::Joined;

/// A call that can't be right: which option, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionsError {
    option: String,
    problem: String,
}

impl OptionsError {
    /// An error of one option.
    pub fn new(option: &str, problem: String) -> Self {
        Self { option: option.to_owned(), problem }
    }

    /// A value that an option doesn't take; both in words.
    pub fn expected(option: &str, expected: &str, given: &str) -> Self {
        Self::new(option, ["expected ", expected, ", got ", given].joined())
    }

    /// A name that isn't known, with the nearest of the known ones.
    pub fn unknown_name(name: &str, known: &mut dyn Iterator<Item = &str>) -> Self {
        let nearest = known
            .filter_map(|candidate| Some((differences(name, candidate)?, candidate)))
            .min_by_key(|(differences, _)| *differences);
        let suggestion =
            nearest.map(|(_, near)| near).map(|near| ["; did you mean ", near, "?"].joined());
        Self::new(name, ["unknown name", suggestion.as_deref().unwrap_or_default()].joined())
    }

    /// The option's name, as it was given.
    pub fn option(&self) -> &str {
        &self.option
    }

    /// Which option, and what is wrong.
    pub fn message(&self) -> String {
        ["option ", &self.option, ": ", &self.problem].joined()
    }
}

/// How many letters a name has too many, too few or wrong (Levenshtein's distance), whatever their case; `None` for more
/// than two, unless one name begins with the other.
fn differences(name: &str, known: &str) -> Option<usize> {
    const MOST: usize = 2;
    let (name, known) = (name.to_ascii_lowercase(), known.to_ascii_lowercase());
    if !name.is_empty() && (name.starts_with(&known) || known.starts_with(&name)) {
        return Some(name.len().abs_diff(known.len()).min(MOST));
    }
    if name.len().abs_diff(known.len()) > MOST {
        return None;
    }
    let mut row: Vec<usize> = (1..=known.len()).collect();
    for (above, letter) in name.bytes().enumerate() {
        let (mut diagonal, mut left) = (above, above + 1);
        for (cell, other) in row.iter_mut().zip(known.bytes()) {
            left = (diagonal + usize::from(letter != other)).min(left.min(*cell) + 1);
            diagonal = std::mem::replace(cell, left);
        }
    }
    row.last().copied().filter(|differences| *differences <= MOST)
}

impl fmt::Display for OptionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for OptionsError {}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_come_with_the_nearest_known_one() {
        for (name, expected) in [
            ("pagesize", "option pagesize: unknown name; did you mean pageSize?"),
            ("max_pages", "option max_pages: unknown name; did you mean maxPages?"),
            ("MaxPage", "option MaxPage: unknown name; did you mean maxPages?"),
            ("lmiit", "option lmiit: unknown name; did you mean limit?"),
            ("page", "option page: unknown name; did you mean pageSize?"),
            ("xyz", "option xyz: unknown name"),
            ("pgesizes", "option pgesizes: unknown name; did you mean pageSize?"),
            ("pgsizes", "option pgsizes: unknown name"),
            ("", "option : unknown name"),
        ] {
            let mut known = ["pageSize", "maxPages", "limit"].into_iter();
            assert_eq!(OptionsError::unknown_name(name, &mut known).to_string(), expected);
        }
    }
}
