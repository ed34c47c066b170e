use super::credentials_guard::guard_credentials;
use super::value::function;
use super::{Call, ClientOptions, Environment, ListOptions, OptionName, OptionValue};
use crate::error::OptionsError;

/// The checked options of a call, of both kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallOptions {
    /// How the API is asked.
    pub client: ClientOptions,
    /// What it is asked for.
    pub list: ListOptions,
}

impl CallOptions {
    /// Check the own enumerable members of a caller's options.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for the first option that can't be right, alone or beside the others.
    ///
    /// ```
    /// use trusthub_profiles::options::{Call, CallOptions, Environment, OptionValue};
    ///
    /// let members = [("limit".to_owned(), OptionValue::Number(5.0)), ("signal".to_owned(), OptionValue::Undefined)];
    /// let options = CallOptions::parse(Call::ListCall, Environment::Server, &members)?;
    /// assert_eq!(options.list.limit, Some(5));
    /// # Ok::<(), trusthub_profiles::error::OptionsError>(())
    /// ```
    pub fn parse(
        call: Call,
        environment: Environment,
        members: &[(String, OptionValue)],
    ) -> Result<Self, OptionsError> {
        let mut options = Self::default();
        let mut lets_in = false;
        for (name, value) in members.iter().filter(|(_, value)| *value != OptionValue::Undefined) {
            let option = OptionName::find(call, name)?;
            // One handler may serve many accounts.
            let is_function_of_request = call == Call::Handler
                && option == OptionName::Label
                && *value == OptionValue::Function;
            match option.call() {
                _ if is_function_of_request => options.client.label = None,
                Call::CreateClient => options.client.set(option, value)?,
                Call::Handler => function(option, value)?,
                _ => options.list.set(option, value)?,
            }
            lets_in |= option == OptionName::Authorize;
        }
        guard_credentials(&options.client, environment)?;
        options.list.check()?;
        // Nothing lets visitors in but a function that says so.
        if call == Call::Handler && !lets_in {
            return Err(OptionsError::unexpected(OptionName::Authorize, &OptionValue::Undefined));
        }
        Ok(options)
    }

    /// Check a call's argument: an object, whose members are options, or undefined.
    ///
    /// # Errors
    ///
    /// [`OptionsError`] for any other argument, and as for [`Self::parse`].
    pub fn parse_argument(
        call: Call,
        environment: Environment,
        argument: &OptionValue,
    ) -> Result<Self, OptionsError> {
        match argument {
            OptionValue::Undefined => Self::parse(call, environment, &[]),
            OptionValue::Object(members) => Self::parse(call, environment, members),
            _ => Err(OptionsError::argument(argument)),
        }
    }
}
