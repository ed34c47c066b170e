//! The guards around credentials: not in a browser, and not over plain HTTP to another machine.

use super::{ClientOptions, Environment, OptionName};
use crate::error::{OptionsError, OptionsProblem};

/// Check that a client's credentials stay private.
///
/// # Errors
///
/// [`OptionsError`] where the visitors of a page, or the network, could read them.
pub(super) fn guard_credentials(
    client: &ClientOptions,
    environment: Environment,
) -> Result<(), OptionsError> {
    if client.credentials.is_none() {
        return Ok(());
    }
    let problem = |option: OptionName, problem| Err(OptionsError::new(option.as_str(), problem));
    if environment == Environment::Browser && !client.allow_browser_credentials {
        return problem(OptionName::Credentials, OptionsProblem::CredentialsInBrowser);
    }
    if !client.base_url.is_private() && !client.allow_http {
        return problem(OptionName::BaseUrl, OptionsProblem::CredentialsOverHttp);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parse, url};
    use super::super::{Call, CallOptions, OptionValue};
    use super::*;
    use crate::base_url::BaseUrl;

    #[test]
    fn credentials_stay_private() {
        let option = |base: &str, members: Vec<(&str, OptionValue)>, environment| {
            let mut all = vec![
                ("credentials".to_owned(), OptionValue::Function),
                ("baseUrl".to_owned(), url(base)),
            ];
            all.extend(members.into_iter().map(|(name, value)| (name.to_owned(), value)));
            let result = CallOptions::parse(Call::CreateClient, environment, &all);
            result.err().map(|error| error.option().to_owned())
        };
        let allow = |name| vec![(name, OptionValue::Boolean(true))];
        let allow_browser = || allow("dangerouslyAllowBrowserCredentials");
        let (server, browser) = (Environment::Server, Environment::Browser);
        assert_eq!(option("https://example.com/", vec![], server), None);
        assert_eq!(option("http://127.0.0.1:1/", vec![], server), None);
        assert_eq!(option("http://example.com/", vec![], server).as_deref(), Some("baseUrl"));
        assert_eq!(option("http://example.com/", allow("dangerouslyAllowHttp"), server), None);
        assert_eq!(option("https://example.com/", vec![], browser).as_deref(), Some("credentials"));
        assert_eq!(option("https://example.com/", allow_browser(), browser), None);
        assert_eq!(
            option("http://example.com/", allow_browser(), browser).as_deref(),
            Some("baseUrl")
        );
        assert_eq!(
            option("http://example.com/", allow("dangerouslyAllowHttp"), browser).as_deref(),
            Some("credentials")
        );
        let without = ClientOptions {
            base_url: BaseUrl::parse("http://example.com").unwrap(),
            ..ClientOptions::default()
        };
        assert_eq!(guard_credentials(&without, browser), Ok(()));

        let refused = "option baseUrl: credentials are sent over https only, or over http to localhost, 127.0.0.0/8 and [::1], unless dangerouslyAllowHttp is set";
        let members =
            [("credentials", OptionValue::Function), ("baseUrl", url("http://mock:8080/"))];
        assert_eq!(parse(Call::CreateClient, members).map(drop), Err(refused.to_owned()));
    }
}
