//! What the package's JavaScript does for an instance: it makes error objects and page objects, and is told of a panic.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::columns::Columns;

#[wasm_bindgen]
extern "C" {
    /// Makes a page's objects of its columns, which it sees in the instance's memory and must not keep.
    #[wasm_bindgen(extends = Function)]
    #[derive(Clone)]
    pub type PageObjects;

    #[wasm_bindgen(method, js_name = call)]
    fn of(
        this: &PageObjects,
        this_argument: &JsValue,
        codes: &[u32],
        instants: &[f64],
        texts: &[u8],
        block_ends: &[u32],
        rest: &[u8],
    ) -> JsValue;
}

struct Host {
    error_from: Function,
    page_objects: PageObjects,
    panicked: Function,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

pub(super) fn start(error_from: Function, page_objects: PageObjects, panicked: Function) {
    HOST.with_borrow_mut(|host| *host = Some(Host { error_from, page_objects, panicked }));
    std::panic::set_hook(Box::new(report_panic));
}

/// The error object of a record; without a host, the record itself.
pub(super) fn error_from(record: JsValue) -> JsValue {
    let error_from = HOST.with_borrow(|host| host.as_ref().map(|host| host.error_from.clone()));
    match error_from {
        Some(error_from) => {
            error_from.call1(&JsValue::UNDEFINED, &record).unwrap_or_else(|error| error)
        }
        None => record,
    }
}

/// The objects of a page's columns and the rest of it; undefined without a host.
pub(super) fn page_objects(columns: &Columns<'_>, rest: &[u8]) -> JsValue {
    let maker = HOST.with_borrow(|host| host.as_ref().map(|host| host.page_objects.clone()));
    maker.map_or(JsValue::UNDEFINED, |maker| {
        maker.of(
            &JsValue::UNDEFINED,
            &columns.codes,
            &columns.instants,
            &columns.texts,
            &columns.block_ends,
            rest,
        )
    })
}

/// Tell what happened and where, before the trap that ends the instance.
fn report_panic(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panicked");
    let message = match info.location() {
        Some(place) => [text, ", at ", place.file(), ":", &place.line().to_string()].concat(),
        None => text.to_owned(),
    };
    HOST.with_borrow(|host| {
        if let Some(host) = host {
            // If even this fails, the trap alone is reported.
            let _ = host.panicked.call1(&JsValue::UNDEFINED, &message.into());
        }
    });
}
