//! Pages of several accounts through one decoder: the same values, order of keys and issues as a slow, plain decoder reads
//! with `serde_json`. The bytes choose what the pages are made of, so that nearly all of them are pages.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
#[expect(dead_code, reason = "nothing is counted here")]
mod oracle;
#[path = "../../tests/pages/mod.rs"]
mod pages;

use libfuzzer_sys::fuzz_target;
use trusthub_profiles::decode::Decoder;

fuzz_target!(|bytes: &[u8]| {
    let mut decoder = Decoder::new();
    for page in pages::pages(bytes) {
        if let Err(difference) = oracle::compare(&mut decoder, &page) {
            panic!("{difference}\n  of {}", String::from_utf8_lossy(&page));
        }
    }
});
