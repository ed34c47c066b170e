//! The spellings in which a string may come: escaped as JSON, HTML and URLs do it, also one in the other.

use std::ops::Range;

use memchr::memchr3_iter;

/// Stands between regions that were not side by side. No UTF-8 holds this byte.
pub(crate) const GAP: u8 = 0xff;

/// How many bytes the longest escape takes; an entity may have leading zeros.
pub(crate) const LONGEST_ESCAPE: usize = 16;

/// The regions of a source around its escapes, with one layer of escapes undone, and where they came from.
pub(crate) struct Unescaped {
    /// The regions, a [`GAP`] between them.
    pub(crate) bytes: Vec<u8>,
    runs: Vec<Run>,
}

/// Bytes that stand for a range of the source: as they came, or for one escape.
pub(crate) struct Run {
    start: usize,
    source: Range<usize>,
    is_escape: bool,
}

impl Unescaped {
    /// As [`unescape`].
    pub(crate) fn of(source: &[u8], reach: usize) -> Option<Self> {
        let mut runs = Vec::new();
        let bytes = unescape(source, reach, |run| runs.push(run))?;
        Some(Self { bytes, runs })
    }

    /// Where in the source a range of these bytes came from, whole escapes included.
    pub(crate) fn source_of(&self, range: &Range<usize>) -> Range<usize> {
        let run_at = |at| {
            let after = self.runs.partition_point(|run| run.start <= at);
            after.checked_sub(1).and_then(|index| self.runs.get(index))
        };
        let last = range.end.saturating_sub(1);
        let start = run_at(range.start).map_or(0, |run| match run.is_escape {
            true => run.source.start,
            false => run.source.start + (range.start - run.start),
        });
        let end = run_at(last).map_or(0, |run| match run.is_escape {
            true => run.source.end,
            false => run.source.start + (last - run.start) + 1,
        });
        start..end
    }
}

/// Undo one layer of escapes, of all kinds at once, and report each run. `None` where there is no escape.
///
/// Only what stands at most `reach` bytes beside an escape is kept, a [`GAP`] in place of what is left out: a long page with
/// a few escapes takes little more time than to look for them.
pub(crate) fn unescape(source: &[u8], reach: usize, mark: impl FnMut(Run)) -> Option<Vec<u8>> {
    let mut output = Output { source, reach, bytes: Vec::new(), mark };
    let mut done = 0;
    for at in memchr3_iter(b'\\', b'%', b'&', source) {
        // The second backslash of two begins no escape.
        let Some(rest) = source.get(at..).filter(|_| at >= done) else { continue };
        let Some((length, unit)) = read_escape(rest) else { continue };
        output.push_between(done..at);
        done = at + length;
        output.push_escape(unit, at..done);
    }
    if done == 0 {
        return None;
    }
    output.push_between(done..source.len());
    Some(output.bytes)
}

struct Output<'s, M> {
    source: &'s [u8],
    reach: usize,
    bytes: Vec<u8>,
    mark: M,
}

impl<M: FnMut(Run)> Output<'_, M> {
    /// What stands between two escapes.
    fn push_between(&mut self, between: Range<usize>) {
        if between.len() <= 2 * self.reach {
            self.push_raw(between);
            return;
        }
        self.push_raw(between.start..between.start + self.reach);
        self.bytes.push(GAP);
        self.push_raw(between.end - self.reach..between.end);
    }

    fn push_raw(&mut self, range: Range<usize>) {
        let raw = self.source.get(range.clone()).unwrap_or_default();
        if !raw.is_empty() {
            (self.mark)(Run { start: self.bytes.len(), source: range, is_escape: false });
            self.bytes.extend_from_slice(raw);
        }
    }

    fn push_escape(&mut self, unit: Unit, range: Range<usize>) {
        (self.mark)(Run { start: self.bytes.len(), source: range, is_escape: true });
        match unit {
            Unit::Byte(byte) => self.bytes.push(byte),
            Unit::Character(character) => {
                let mut buffer = [0; 4];
                self.bytes.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
            }
        }
    }
}

/// What an escape stands for. URLs escape bytes, not characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Byte(u8),
    Character(char),
}

/// The escape at the start of some bytes, and its length.
fn read_escape(rest: &[u8]) -> Option<(usize, Unit)> {
    match rest {
        [b'%', digits @ ..] => Some((3, Unit::Byte(u8::try_from(hex(digits, 2)?).ok()?))),
        [b'\\', escape @ ..] => read_json(escape),
        [b'&', b'#', reference @ ..] => read_numeric(reference),
        [b'&', name @ ..] => read_named(name),
        _ => None,
    }
}

/// After a backslash: RFC 8259, section 7, and JavaScript's `\x3d` and `\'`.
fn read_json(escape: &[u8]) -> Option<(usize, Unit)> {
    let (first, rest) = escape.split_first()?;
    let character = match first {
        b'"' | b'\\' | b'/' | b'\'' => char::from(*first),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'x' => return Some((4, Unit::Character(char::from_u32(hex(rest, 2)?)?))),
        b'u' => {
            let unit = hex(rest, 4)?;
            if let Some(character) = char::from_u32(unit) {
                return Some((6, Unit::Character(character)));
            }
            let low = rest.get(4..)?.strip_prefix(br"\u").and_then(|rest| hex(rest, 4))?;
            let pair = char::decode_utf16([unit, low].map(|unit| unit as u16)).next()?.ok()?;
            return Some((12, Unit::Character(pair)));
        }
        _ => return None,
    };
    Some((2, Unit::Character(character)))
}

/// After `&#`. HTML reads a numeric reference without its semicolon too.
fn read_numeric(reference: &[u8]) -> Option<(usize, Unit)> {
    let (radix, digits, before) = match reference {
        [b'x' | b'X', digits @ ..] => (16, digits, 3),
        digits => (10, digits, 2),
    };
    let count = digits.iter().take_while(|digit| char::from(**digit).is_digit(radix)).count();
    let end = before + count + usize::from(digits.get(count) == Some(&b';'));
    let digits = str::from_utf8(digits.get(..count)?).ok()?;
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    (end <= LONGEST_ESCAPE).then_some((end, Unit::Character(character)))
}

/// After `&`: what XML names, and what HTML names of base64's characters.
fn read_named(name: &[u8]) -> Option<(usize, Unit)> {
    const NAMES: [(&str, char); 9] = [
        ("amp;", '&'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("quot;", '"'),
        ("apos;", '\''),
        ("equals;", '='),
        ("plus;", '+'),
        ("sol;", '/'),
        ("lowbar;", '_'),
    ];
    let (name, character) = NAMES.iter().find(|(known, _)| name.starts_with(known.as_bytes()))?;
    Some((1 + name.len(), Unit::Character(*character)))
}

fn hex(digits: &[u8], count: usize) -> Option<u32> {
    let digits = digits.get(..count)?;
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(source: &str) -> Option<String> {
        let unescaped = Unescaped::of(source.as_bytes(), usize::MAX / 2)?;
        Some(String::from_utf8_lossy(&unescaped.bytes).into_owned())
    }

    #[test]
    fn one_layer_of_every_kind_is_undone() {
        for (source, expected) in [
            (r"a\u003db", "a=b"),
            (r"\u003D\u00e9\uD83D\ude00", "=é😀"),
            (r#"\"\\\/\b\f\n\r\t\'\x3d"#, "\"\\/\u{8}\u{c}\n\r\t'="),
            ("%3D%3d%C3%A9", "==é"),
            ("%ff", "\u{fffd}"),
            ("&#61;&#x3d;&#X3D;&#0061;&#61a", "====\u{3d}a"),
            ("&amp;&lt;&gt;&quot;&apos;&equals;&plus;&sol;&lowbar;", "&<>\"'=+/_"),
            ("&#128512;", "😀"),
            // One layer alone.
            (r"\\u003d", r"\u003d"),
            ("%253D", "%3D"),
            ("&amp;#61;", "&#61;"),
            // An escape beside what only looks like one.
            (r"\q\u12%4x&#;&#x;&amp&nbsp;%41", r"\q\u12%4x&#;&#x;&amp&nbsp;A"),
            (r"\ud83d\u0041", r"\ud83dA"),
            ("&#x110000;%41", "&#x110000;A"),
            ("&#00000000000061;%41", "&#00000000000061;A"),
        ] {
            assert_eq!(unescaped(source).as_deref(), Some(expected), "{source}");
        }
        for source in ["", "plain é", "100% of a & b", "?Page=1&PageSize=2", r"\", "%", "&", "%4"]
        {
            assert_eq!(unescaped(source), None, "{source}");
        }
    }

    #[test]
    fn ranges_lead_back_to_whole_escapes() {
        let source = r"ab\u00e9c%41";
        let unescaped = Unescaped::of(source.as_bytes(), 100).unwrap();
        assert_eq!(unescaped.bytes, "abécA".as_bytes());
        for (range, expected) in
            [(0..1, "a"), (1..4, r"b\u00e9"), (2..4, r"\u00e9"), (4..6, "c%41"), (5..6, "%41")]
        {
            assert_eq!(source.get(unescaped.source_of(&range)), Some(expected), "{range:?}");
        }
    }

    #[test]
    fn what_is_far_from_escapes_is_left_out() {
        let source = ["a".repeat(50), "%41".to_owned(), "b".repeat(50), "%42c".to_owned()].concat();
        let unescaped = Unescaped::of(source.as_bytes(), 2).unwrap();
        assert_eq!(unescaped.bytes, b"aa\xffaaAbb\xffbbBc");
        assert_eq!(source.get(unescaped.source_of(&(12..13))), Some("c"));
        assert_eq!(unescaped.source_of(&(4..6)), 49..53);
        let near = Unescaped::of(source.as_bytes(), 25).unwrap();
        assert_eq!(near.bytes.len(), 103);
    }
}
