//! Any bytes: a page or an error, and the same as a slow, plain decoder reads with `serde_json`.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
#[expect(dead_code, reason = "nothing is counted here")]
mod oracle;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    if let Err(difference) = oracle::compare(body) {
        panic!("{difference}");
    }
});
