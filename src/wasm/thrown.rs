//! What is read of what was thrown: codes, names and messages of it and of its causes.

use wasm_bindgen::prelude::*;

use crate::network::ThrownFacts;

#[wasm_bindgen]
extern "C" {
    type Thrown;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn code(this: &Thrown) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn name(this: &Thrown) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn message(this: &Thrown) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn cause(this: &Thrown) -> Result<JsValue, JsValue>;
}

/// Causes have causes: no deeper than this.
const DEEPEST: usize = 4;

pub(super) fn facts_of_thrown(value: &JsValue) -> ThrownFacts {
    let mut facts = ThrownFacts::default();
    let mut next = Some(value.clone());
    for _ in 0..DEEPEST {
        let Some(value) = next else { break };
        if !value.is_object() {
            facts.messages.extend(value.as_string());
            break;
        }
        let thrown: &Thrown = value.unchecked_ref();
        let string = |value: Result<JsValue, JsValue>| value.ok()?.as_string();
        facts.codes.extend(string(thrown.code()));
        facts.names.extend(string(thrown.name()));
        facts.messages.extend(string(thrown.message()));
        next = thrown.cause().ok();
    }
    facts
}
