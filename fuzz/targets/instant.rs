//! Any text: the instant that a regular expression and counting find in it, or none.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
#[expect(dead_code, reason = "its pages are another target's")]
mod oracle;

use libfuzzer_sys::fuzz_target;
use trusthub_profiles::values::Instant;

fuzz_target!(|text: &str| {
    assert_eq!(
        Instant::parse(text.as_bytes()).map(Instant::milliseconds),
        oracle::second_decoder::instant(text)
    );
});
