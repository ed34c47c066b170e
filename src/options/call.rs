use super::given::words_of;
use super::{ClientOptions, Given, ListOptions, OptionName, Scope, function, refusal};
use crate::error::OptionsError;
use crate::json::{Kind, Value};
use crate::members::Members;

/// The options of a call, of both kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallOptions {
    /// How the API is asked.
    pub client: ClientOptions,
    /// What it is asked for.
    pub list: ListOptions,
}

impl CallOptions {
    /// Read what a caller gave, as JavaScript tells it: an object of options, each as [`Given::read`] takes it.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for the first option that can't be right, alone or beside the others. `is_browser` is whether
    /// whoever looks can read what the code knows.
    pub fn read(given: Value<'_>, scope: Scope, is_browser: bool) -> Result<Self, OptionsError> {
        if given.kind() == Kind::Array {
            return Err(OptionsError::expected("options", "an object", &words_of(given)));
        }
        let mut options = Self::default();
        let mut lets_in = false;
        for (name, value) in Members::read(given.raw()).iter() {
            let option = OptionName::find(scope, name)?;
            let value = Given::read(value);
            match option.scope() {
                Scope::Client => options.client.set(option, &value)?,
                Scope::Handler => function(option, &value)?,
                _ => options.list.set(option, &value)?,
            }
            lets_in |= option == OptionName::Authorize;
        }
        if scope != Scope::List {
            options.client.check(is_browser)?;
        }
        options.list.check()?;
        // Nothing lets visitors in but a function that says so.
        if scope == Scope::Handler && !lets_in {
            return Err(refusal(OptionName::Authorize, &Given::Other("undefined".into())));
        }
        Ok(options)
    }
}
