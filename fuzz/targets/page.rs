//! Any bytes: a page or an error, and the same as a slow, plain decoder reads with `serde_json`.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
#[expect(dead_code, reason = "nothing is counted here")]
mod oracle;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use trusthub_profiles::decode::Decoder;

fuzz_target!(|body: &[u8]| {
    // One for all inputs: what it keeps of a page must make no difference to the next.
    thread_local!(static DECODER: RefCell<Decoder> = RefCell::default());
    if let Err(difference) = DECODER.with_borrow_mut(|decoder| oracle::compare(decoder, body)) {
        panic!("{difference}");
    }
});
