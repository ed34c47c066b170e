use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use wasm_bindgen::JsValue;

/// Whether the caller has ended a call, and why.
#[derive(Default)]
pub(super) struct Abort {
    reason: RefCell<Option<JsValue>>,
    waker: RefCell<Option<Waker>>,
}

impl Abort {
    /// End the call. The first reason counts.
    pub(super) fn abort(&self, reason: JsValue) {
        self.reason.borrow_mut().get_or_insert(reason);
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    pub(super) fn reason(&self) -> Option<JsValue> {
        self.reason.borrow().clone()
    }

    /// Wait until the call is ended. One exchange waits at a time.
    pub(super) async fn aborted(&self) -> JsValue {
        poll_fn(|context| match self.reason() {
            Some(reason) => Poll::Ready(reason),
            None => {
                self.waker.replace(Some(context.waker().clone()));
                Poll::Pending
            }
        })
        .await
    }
}
