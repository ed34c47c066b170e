//! The cases of the boundary in a browser's worker.
#![cfg(test)]
#![cfg(target_arch = "wasm32")]

#[path = "boundary/cases.rs"]
mod cases;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
