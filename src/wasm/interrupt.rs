//! What ends the wait for a promise: the caller's signal, an attempt's clock and the clock of the whole page. Promises
//! are raced against them here, since an injected `fetch` may ignore the signal that it is given.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use super::runtime::{clear_timeout, set_timeout};
use crate::failure::TimeoutScope;

/// Why a wait ended before its promise did.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Interrupt {
    /// The caller's signal was aborted.
    Abort,
    /// A clock ran out.
    Timeout(TimeoutScope),
    /// The time of a sleep is over.
    Woken,
}

/// How a wait ended.
pub(super) enum Settled {
    Fulfilled(JsValue),
    Rejected(JsValue),
    Interrupted(Interrupt),
}

/// Watches over one page: its signal and its clocks. Dropping it, or an attempt of it, stops what it started.
pub(super) struct Watch {
    signal: AbortSignal,
    on_abort: Closure<dyn FnMut()>,
    state: Rc<RefCell<State>>,
    _total: Timer,
}

#[derive(Default)]
struct State {
    interrupt: Option<Interrupt>,
    waker: Option<Waker>,
    request: Option<AbortController>,
}

impl State {
    fn interrupt(state: &RefCell<Self>, interrupt: Interrupt) {
        let (request, waker) = {
            let mut state = state.borrow_mut();
            // The clock of an attempt or a sleep gives way to what ends the whole page.
            if !matches!(
                state.interrupt,
                Some(Interrupt::Abort | Interrupt::Timeout(TimeoutScope::Total))
            ) {
                state.interrupt = Some(interrupt);
            }
            (state.request.take(), state.waker.take())
        };
        if let Some(request) = request {
            request.abort();
        }
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Watch {
    pub(super) fn new(signal: AbortSignal, total_ms: u32) -> Result<Self, JsValue> {
        let state = Rc::new(RefCell::new(State::default()));
        let aborted = Rc::clone(&state);
        let on_abort = Closure::new(move || State::interrupt(&aborted, Interrupt::Abort));
        signal.add_event_listener_with_callback("abort", on_abort.as_ref().unchecked_ref())?;
        let total =
            Timer::new(&state, f64::from(total_ms), Interrupt::Timeout(TimeoutScope::Total));
        Ok(Self { signal, on_abort, state, _total: total })
    }

    /// The clock of one attempt, and the signal for its request.
    pub(super) fn attempt(&self, milliseconds: u32) -> Result<Attempt, JsValue> {
        let request = AbortController::new()?;
        let signal = request.signal();
        self.state.borrow_mut().request = Some(request);
        let interrupt = Interrupt::Timeout(TimeoutScope::Attempt);
        let timer = Timer::new(&self.state, f64::from(milliseconds), interrupt);
        Ok(Attempt { signal, state: Rc::clone(&self.state), _timer: timer })
    }

    /// Wait for a value that may be a promise, or for what ends the wait.
    pub(super) async fn wait_for(&self, value: &JsValue) -> Settled {
        self.wait(Some(JsFuture::from(Promise::resolve(value)))).await
    }

    /// Let time pass; tells what ended it early.
    pub(super) async fn sleep(&self, milliseconds: f64) -> Option<Interrupt> {
        let _timer = Timer::new(&self.state, milliseconds, Interrupt::Woken);
        match self.wait(None).await {
            Settled::Interrupted(interrupt) if interrupt != Interrupt::Woken => Some(interrupt),
            _ => {
                self.state.borrow_mut().interrupt = None;
                None
            }
        }
    }

    async fn wait(&self, mut promise: Option<JsFuture>) -> Settled {
        poll_fn(|context| {
            let mut state = self.state.borrow_mut();
            if let Some(interrupt) = state.interrupt {
                return Poll::Ready(Settled::Interrupted(interrupt));
            }
            if let Some(promise) = &mut promise
                && let Poll::Ready(result) = Pin::new(promise).poll(context)
            {
                return Poll::Ready(match result {
                    Ok(value) => Settled::Fulfilled(value),
                    Err(error) => Settled::Rejected(error),
                });
            }
            state.waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// The error that a caller gets for an interrupt that is its own: the signal's reason.
    pub(super) fn abort_reason(&self) -> JsValue {
        self.signal.reason()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let listener = self.on_abort.as_ref().unchecked_ref();
        // A signal that took the listener lets go of it.
        let _ = self.signal.remove_event_listener_with_callback("abort", listener);
    }
}

/// One attempt while it lasts. Dropping it aborts its request: what isn't read by then isn't wanted.
pub(super) struct Attempt {
    pub(super) signal: AbortSignal,
    state: Rc<RefCell<State>>,
    _timer: Timer,
}

impl Attempt {
    /// The request came to its end: there is nothing left to abort.
    pub(super) fn finish(self) {
        self.state.borrow_mut().request = None;
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        let request = {
            let mut state = self.state.borrow_mut();
            // The clock of this attempt is not that of the wait after it.
            state
                .interrupt
                .take_if(|interrupt| *interrupt == Interrupt::Timeout(TimeoutScope::Attempt));
            state.request.take()
        };
        if let Some(request) = request {
            request.abort();
        }
    }
}

struct Timer {
    timer: JsValue,
    _handler: Closure<dyn FnMut()>,
}

impl Timer {
    fn new(state: &Rc<RefCell<State>>, milliseconds: f64, interrupt: Interrupt) -> Self {
        let state = Rc::clone(state);
        let handler = Closure::new(move || State::interrupt(&state, interrupt));
        let timer = set_timeout(handler.as_ref().unchecked_ref(), milliseconds);
        Self { timer, _handler: handler }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
    }
}
