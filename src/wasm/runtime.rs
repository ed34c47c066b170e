//! The core's [`Runtime`] over `fetch`, timers and the caller's functions.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::abort::Abort;
use super::environment::{global_fetch, now};
use super::options::{Functions, credentials_value};
use super::outward::{to_js, with};
use super::request::{OpenRequest, init};
use super::response::JsResponse;
use super::thrown::facts_of_thrown;
use crate::credentials::Credentials;
use crate::error::{NetworkError, OptionsError};
use crate::event::Event;
use crate::network::Connection;
use crate::options::{OptionName, OptionValue, parse_credentials};
use crate::runtime::{BodyEnd, Broken, Head, NoCredentials, Request, Runtime};

/// One call's runtime.
pub(super) struct JsRuntime {
    functions: Functions,
    abort: Rc<Abort>,
}

impl JsRuntime {
    pub(super) const fn new(functions: Functions, abort: Rc<Abort>) -> Self {
        Self { functions, abort }
    }
}

/// Wait for a value that may be a promise, of any realm, or a thenable.
async fn settled(value: &JsValue) -> Result<JsValue, JsValue> {
    // Without `resolve` a value that is no promise would leave the call pending for ever.
    JsFuture::from(Promise::resolve(value)).await
}

impl Runtime for JsRuntime {
    type Thrown = JsValue;
    type Response = JsResponse;

    async fn credentials(&self) -> Result<Credentials, NoCredentials<JsValue>> {
        let Some(function) = &self.functions.credentials else {
            let missing =
                OptionsError::unexpected(OptionName::Credentials, &OptionValue::Undefined);
            return Err(NoCredentials::Wrong(missing));
        };
        let returned = function.call0(&JsValue::UNDEFINED).map_err(NoCredentials::Thrown)?;
        let value = settled(&returned).await.map_err(NoCredentials::Thrown)?;
        let value = credentials_value(&value).map_err(NoCredentials::Thrown)?;
        parse_credentials(&value).map_err(NoCredentials::Wrong)
    }

    async fn send(&self, request: &Request) -> Result<(Head, JsResponse), Broken<JsValue>> {
        let no_response = |thrown: JsValue| Broken {
            error: NetworkError::Connection(Connection::classify(&facts_of_thrown(&thrown))),
            cause: Some(thrown),
        };
        let Some(fetch) = self.functions.fetch.clone().or_else(global_fetch) else {
            let error = NetworkError::Connection(Connection::NoFetch);
            return Err(Broken { error, cause: None });
        };
        let open = OpenRequest::new();
        let init = init(request, open.signal());
        let returned = fetch
            .call2(&JsValue::UNDEFINED, &request.url.as_str().into(), &init)
            .map_err(no_response)?;
        open.wait_for(returned.clone());
        let value = settled(&returned).await;
        open.came();
        let value = value.map_err(no_response)?;
        JsResponse::new(value.clone(), open).map_err(|error| Broken { error, cause: Some(value) })
    }

    async fn read(&self, response: &JsResponse, limit: u32) -> BodyEnd<JsValue> {
        let reader = response.reader();
        match JsFuture::from(reader.read(response.value(), limit)).await {
            Ok(is_whole) if is_whole.is_truthy() => {
                response.is_read();
                BodyEnd::Whole
            }
            Ok(_) => BodyEnd::TooLarge,
            Err(thrown) => {
                let connection = Connection::broken(&facts_of_thrown(&thrown));
                let error = NetworkError::Connection(connection);
                BodyEnd::Broken(Broken { error, cause: Some(thrown) })
            }
        }
    }

    fn with_body<T>(&self, response: &JsResponse, work: impl FnOnce(&[u8]) -> T) -> T {
        let reader = response.reader();
        let mut body = vec![0; reader.length() as usize];
        reader.copy_to(&mut body);
        super::panic_if_asked(&body);
        work(&body)
    }

    async fn sleep(&self, milliseconds: u32) {
        TimeoutFuture::new(milliseconds.min(i32::MAX as u32)).await;
    }

    fn now(&self) -> f64 {
        now()
    }

    fn unix_now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn abort_reason(&self) -> Option<JsValue> {
        self.abort.reason()
    }

    async fn aborted(&self) -> JsValue {
        self.abort.aborted().await
    }

    fn emit(&self, event: &Event<'_>) {
        let Some(listener) = &self.functions.on_event else { return };
        if let Ok(returned) =
            listener.call1(&JsValue::UNDEFINED, &with(to_js(&event.what), &event.at))
        {
            ignore(&returned);
        }
    }
}

/// Wait for no promise, and for no error of it.
fn ignore(value: &JsValue) {
    if value.is_object() || value.is_function() {
        let value = value.clone();
        wasm_bindgen_futures::spawn_local(async move {
            // A listener changes nothing, whatever its promise rejects with.
            let _ = settled(&value).await;
        });
    }
}
