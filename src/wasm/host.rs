//! What the package's JavaScript does for an instance: it makes the error objects, and is told of a panic.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use js_sys::Function;
use wasm_bindgen::prelude::*;

struct Host {
    error_from: Function,
    panicked: Function,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

pub(super) fn start(error_from: Function, panicked: Function) {
    HOST.with_borrow_mut(|host| *host = Some(Host { error_from, panicked }));
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
