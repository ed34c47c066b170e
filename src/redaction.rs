//! Keeps credentials and the friendly name that was asked for out of what we say and pass on. Only strings from outside are
//! redacted: to do so with our own would show, by what is missing, what was looked for.

use std::ops::Range;

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};
use memchr::arch::all::packedpair::Pair;
use memchr::memchr_iter;

use crate::credentials::Credentials;
use crate::spelling::{GAP, LONGEST_ESCAPE, Unescaped, unescape};

#[cfg(test)]
mod tests;

/// A shorter secret is redacted only as a word of its own: within words, "t" would be found everywhere.
const SHORTEST_WITHIN_WORDS: usize = 8;

/// A shorter friendly name is an everyday word.
const SHORTEST_FRIENDLY_NAME: usize = 4;

/// A shorter secret is not looked for in bodies: it would be found in ordinary ones. In bytes.
const SHORTEST_IN_BODIES: usize = 16;

/// How many layers of escapes are undone: a URL in JSON in HTML has three.
const MAX_LAYERS: usize = 4;

/// What no string from outside may repeat.
///
/// ```
/// use trusthub_profiles::credentials::Credentials;
/// use trusthub_profiles::redaction::Secrets;
///
/// let credentials = Credentials::basic("AC1".to_owned(), "0123456789abcdef".to_owned())?;
/// let secrets = Secrets::new(Some(&credentials), Some("Acme"));
/// assert_eq!(secrets.redact("no 0123456789%61bcdef for Acme"), "no … for …");
/// assert!(secrets.are_repeated_by(b"Basic QUMxOjAxMjM0NTY3ODlhYmNkZWY\\u003d"));
/// # Ok::<(), trusthub_profiles::error::OptionsError>(())
/// ```
#[derive(Default)]
pub struct Secrets {
    needles: Vec<Needle>,
    /// How far from an escape a secret may reach of which it is a part.
    reach: usize,
}

/// One form of a secret, as it is searched for.
struct Needle {
    bytes: Vec<u8>,
    /// Where the byte of it is that is rarest in ordinary bodies.
    rarest: usize,
    origin: Origin,
    is_whole_word: bool,
    is_in_bodies: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Username,
    /// The password or token.
    Secret,
    /// In base64, without its padding.
    Encoded,
    FriendlyName,
}

impl Secrets {
    /// What the credentials of a request and its filter `friendlyName` forbid to repeat.
    pub fn new(credentials: Option<&Credentials>, friendly_name: Option<&str>) -> Self {
        let mut secrets = Self::default();
        if let Some(credentials) = credentials {
            secrets.add_credentials(credentials);
        }
        let is_long = |name: &&str| name.chars().count() >= SHORTEST_FRIENDLY_NAME;
        if let Some(name) = friendly_name.filter(is_long) {
            secrets.add(name, Origin::FriendlyName, false);
        }
        let longest = secrets.needles.iter().map(|needle| needle.bytes.len()).max();
        secrets.reach = longest.unwrap_or(0) + LONGEST_ESCAPE;
        secrets
    }

    /// The server's words in which `…` stands for what they repeat: credentials in any spelling, and the friendly name as a
    /// whole word.
    pub fn redact(&self, words: &str) -> String {
        self.redact_where(words, |_| true)
    }

    /// As [`Self::redact`], but the friendly name may stay: for what is the server's own, as a request's ID.
    pub fn redact_credentials(&self, text: &str) -> String {
        self.redact_where(text, |needle| needle.origin != Origin::FriendlyName)
    }

    /// Whether a body that would be passed on repeats the password, the token or the header `Authorization`, in any
    /// spelling. A user name is no secret (every page holds the Account SID), and secrets of fewer than 16 characters aren't
    /// looked for.
    pub fn are_repeated_by(&self, body: &[u8]) -> bool {
        let mut layer: Option<Vec<u8>> = None;
        for _ in 0..=MAX_LAYERS {
            let bytes = layer.as_deref().unwrap_or(body);
            let mut needles = self.needles.iter().filter(|needle| needle.is_in_bodies);
            if needles.any(|needle| needle.find(bytes).is_some()) {
                return true;
            }
            layer = unescape(bytes, self.reach, drop);
            if layer.is_none() {
                return false;
            }
        }
        false
    }

    fn add_credentials(&mut self, credentials: &Credentials) {
        let secret = credentials.password_or_token();
        let username = credentials.username();
        let is_secret = username != Some(secret);
        self.add(secret, Origin::Secret, is_secret);
        self.add_encoded(secret, is_secret);
        if let Some(username) = username {
            self.add(username, Origin::Username, false);
            self.add_encoded(username, false);
            self.add_encoded(&format!("{username}:{secret}"), true);
        }
    }

    fn add_encoded(&mut self, secret: &str, is_in_bodies: bool) {
        // What has its padding is at least as long as this.
        let padded_length = secret.len().div_ceil(3) * 4;
        let is_in_bodies = is_in_bodies && padded_length >= SHORTEST_IN_BODIES;
        for encode in [Base64Unpadded::encode_string, Base64UrlUnpadded::encode_string] {
            self.push(encode(secret.as_bytes()).as_bytes(), Origin::Encoded, is_in_bodies);
        }
    }

    /// Add a secret as it is, as forms write its spaces, and, since it may hold escapes itself, with these undone.
    fn add(&mut self, secret: &str, origin: Origin, is_in_bodies: bool) {
        for form in [secret, &secret.replace(' ', "+")] {
            let mut form = form.as_bytes().to_vec();
            for _ in 0..=MAX_LAYERS {
                self.push(&form, origin, is_in_bodies && form.len() >= SHORTEST_IN_BODIES);
                let Some(unescaped) = unescape(&form, form.len(), drop) else { break };
                form = unescaped;
            }
        }
    }

    fn push(&mut self, form: &[u8], origin: Origin, is_in_bodies: bool) {
        let characters = form.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count();
        let is_short = characters < SHORTEST_WITHIN_WORDS;
        let is_whole_word = is_short || origin == Origin::FriendlyName;
        let is_known = |needle: &Needle| {
            needle.bytes == form
                && needle.is_whole_word == is_whole_word
                && (needle.is_in_bodies || !is_in_bodies)
                && needle.origin != Origin::FriendlyName
        };
        if !form.is_empty() && !self.needles.iter().any(is_known) {
            let bytes = form.to_vec();
            let rarest = Pair::new(form).map_or(0, |pair| usize::from(pair.index1()));
            self.needles.push(Needle { bytes, rarest, origin, is_whole_word, is_in_bodies });
        }
    }

    fn redact_where(&self, text: &str, is_looked_for: impl Fn(&Needle) -> bool) -> String {
        let needles = || self.needles.iter().filter(|needle| is_looked_for(needle));
        let mut layers: Vec<Unescaped> = Vec::new();
        let mut secret_ranges = Vec::new();
        loop {
            let bytes = layers.last().map_or(text.as_bytes(), |layer| &layer.bytes);
            for range in needles().flat_map(|needle| needle.occurrences(bytes)) {
                let ranges = layers.iter().rev();
                secret_ranges.push(ranges.fold(range, |range, layer| layer.source_of(&range)));
            }
            if layers.len() == MAX_LAYERS {
                break;
            }
            let Some(layer) = Unescaped::of(bytes, self.reach) else { break };
            layers.push(layer);
        }
        without(text, secret_ranges)
    }
}

impl Needle {
    /// Where in a string this stands first. A page of 0.8 MB takes up to 0.3 ms; memchr's own search for several bytes
    /// takes a quarter of that, and seven kilobytes of WebAssembly.
    fn find(&self, text: &[u8]) -> Option<usize> {
        memchr_iter(*self.bytes.get(self.rarest)?, text).find_map(|at| {
            let start = at.checked_sub(self.rarest)?;
            text.get(start..)?.starts_with(&self.bytes).then_some(start)
        })
    }

    /// Where in a string this stands, also where it overlaps itself.
    fn occurrences<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        let starts = std::iter::from_fn(move || {
            let start = from + self.find(text.get(from..)?)?;
            from = start + 1;
            Some(start)
        });
        let length = self.bytes.len();
        let ranges = starts.map(move |start| start..start + length);
        let words = ranges.filter(move |range| !self.is_whole_word || is_whole_word(text, range));
        words.map(move |range| {
            let after = text.get(range.end..).unwrap_or_default().iter().take(2);
            let padding = after.take_while(|byte| **byte == b'=').count();
            let is_encoded = self.origin == Origin::Encoded;
            range.start..range.end + if is_encoded { padding } else { 0 }
        })
    }
}

/// Whether no word goes on at either end of a range.
fn is_whole_word(text: &[u8], range: &Range<usize>) -> bool {
    !is_within_word(text, range.start) && !is_within_word(text, range.end)
}

/// Whether both sides of an offset belong to one word; beyond a gap nothing is known, so it counts as a word that goes on.
fn is_within_word(text: &[u8], at: usize) -> bool {
    let before = (1..=4).find_map(|length| character(text, at.checked_sub(length)?..at));
    let after = (1..=4).find_map(|length| character(text, at..at + length));
    let is_cut = |byte: Option<&u8>| byte == Some(&GAP);
    is_cut(at.checked_sub(1).and_then(|before| text.get(before)))
        || is_cut(text.get(at))
        || (before.is_some_and(is_word_character) && after.is_some_and(is_word_character))
}

fn character(text: &[u8], range: Range<usize>) -> Option<char> {
    str::from_utf8(text.get(range)?).ok()?.chars().next()
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The text in which one `…` stands for ranges that touch or overlap.
fn without(text: &str, ranges: Vec<Range<usize>>) -> String {
    let mut is_secret = vec![false; text.len()];
    for range in ranges {
        is_secret.get_mut(range).unwrap_or_default().fill(true);
    }
    let mut redacted = String::with_capacity(text.len());
    let mut was_secret = false;
    for (at, character) in text.char_indices() {
        // A range may begin or end within a character.
        let bytes = is_secret.get(at..at + character.len_utf8()).unwrap_or_default();
        let is_secret = bytes.contains(&true);
        match (is_secret, was_secret) {
            (false, _) => redacted.push(character),
            (true, false) => redacted.push('…'),
            (true, true) => {}
        }
        was_secret = is_secret;
    }
    redacted
}
