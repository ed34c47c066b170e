//! A second decoder, slow and plain. The real one must give the same values, in the same order of keys, and the same
//! issues, whatever its shape cache holds.

mod columns;
pub(crate) mod second_decoder;
mod typed;

use columns::as_json;
use second_decoder::decode;
use serde_json::Value;
use trusthub_profiles::decode::{Decoder, NotAPage, Page, decode_page};

/// How both decoders read a body.
pub(crate) enum Outcome {
    /// Both gave the same page.
    Read { issues: usize },
    /// Neither gave a page.
    Refused,
    /// The real one gave a page of JSON that `serde_json` doesn't read.
    BeyondOracle,
}

/// Let both decoders read a body; an error where they disagree, or where it makes a difference what the decoder has read
/// before.
pub(crate) fn compare(decoder: &mut Decoder, body: &[u8]) -> Result<Outcome, String> {
    let (fresh, used) = (decode_page(body), decoder.page(body));
    let (fresh, used) = match (fresh, used) {
        (Ok(fresh), Ok(used)) => (fresh, used),
        (Err(fresh), Err(used)) if fresh == used => {
            return match decode(body) {
                Err(_) => Ok(Outcome::Refused),
                Ok(_) => Err(format!("refused: {fresh}")),
            };
        }
        (fresh, used) => {
            let words = |page: Result<Page<'_>, NotAPage>| {
                page.map_or_else(|error: NotAPage| error.to_string(), |_| "a page".to_owned())
            };
            return Err(format!(
                "a new decoder gives {}, a used one {}",
                words(fresh),
                words(used)
            ));
        }
    };
    typed::check(&used)?;
    let issues = used.issues.len();
    // As strings: maps are equal whatever the order of their keys.
    let (fresh, used) = (as_json(&fresh).to_string(), as_json(&used).to_string());
    if fresh != used {
        return Err(format!("a new decoder gives {fresh}\n  a used one {used}"));
    }
    match decode(body) {
        // Numbers so large that the oracle's, a float, has no precision left for their fractions.
        Ok(expected) if has_huge_number(&expected) => Ok(Outcome::BeyondOracle),
        Ok(expected) => {
            let expected = expected.to_string();
            if expected == used {
                Ok(Outcome::Read { issues })
            } else {
                Err(format!("expected {expected}\n  actual {used}"))
            }
        }
        Err(error) if is_beyond_oracle(&error) => Ok(Outcome::BeyondOracle),
        Err(error) => Err(format!("accepted, although: {error}")),
    }
}

/// Half a surrogate pair, a number beyond all bounds and deep nesting.
fn is_beyond_oracle(error: &str) -> bool {
    let words = ["surrogate", "hex escape", "number out of range", "recursion limit"];
    words.iter().any(|words| error.contains(words))
}

fn has_huge_number(page: &Value) -> bool {
    let is_huge = |name| page["meta"][name].as_u64().is_some_and(|number: u64| number >= 1 << 50);
    is_huge("page") || is_huge("page_size")
}
