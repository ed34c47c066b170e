//! Prints the facts of the core's tables as JSON, for `scripts/generate.mjs`.

use std::io::{self, Write};

use serde_json::{Value, json};
use trusthub_profiles::issue::IssueCode;
use trusthub_profiles::model::{MetaProperty, ProfileProperty, Rule};
use trusthub_profiles::options::{Call, ClientOptions, ListOptions, OptionName};
use trusthub_profiles::values::Status;

fn main() -> io::Result<()> {
    let property = |name: &str, wire: &str, rule: Rule, documentation: &str| json!({ "name": name, "wire": wire, "rule": variant(rule), "sidPrefix": sid_prefix(rule), "documentation": documentation.trim() });
    let profile = ProfileProperty::ALL
        .map(|it| property(it.public_name(), it.wire_name(), it.rule(), it.documentation()));
    let meta = MetaProperty::ALL
        .map(|it| property(it.public_name(), it.wire_name(), it.rule(), it.documentation()));
    let options: Vec<_> = OptionName::ALL
        .iter()
        .map(|it| {
            json!({
                "name": it.as_str(), "scope": scope(*it), "takes": variant(it.takes()), "isFilter": it.is_filter(), "wire": it.wire_name(),
                "inWords": it.takes().to_string(), "default": default_of(*it), "documentation": it.documentation().trim(),
            })
        })
        .collect();
    let facts = json!({
        "profile": profile,
        "meta": meta,
        "options": options,
        "statuses": Status::NAMES,
        "issueCodes": IssueCode::ALL.map(IssueCode::as_str),
    });
    writeln!(io::stdout(), "{facts}")
}

/// Whose declaration an option stands in.
fn scope(option: OptionName) -> &'static str {
    match option.call() {
        Call::Handler => "Handler",
        Call::List => "List",
        _ => "Client",
    }
}

/// What a SID begins with; null for other rules.
fn sid_prefix(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::Sid(prefix) => Some(prefix.as_str()),
        _ => None,
    }
}

/// The name of an enum's variant, without what it holds.
fn variant(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").chars().take_while(|character| character.is_alphanumeric()).collect()
}

/// What an option is when it isn't given; null where that is nothing.
fn default_of(option: OptionName) -> Value {
    let client = ClientOptions::default();
    let list = ListOptions::default();
    match option {
        OptionName::BaseUrl => json!(client.base_url.as_str()),
        OptionName::MaxRetries => json!(client.max_retries),
        OptionName::MaxRetryAfterMs => json!(client.max_retry_after_ms),
        OptionName::TimeoutMs => json!(client.timeout_ms),
        OptionName::TotalTimeoutMs => json!(client.total_timeout_ms),
        OptionName::MaxBodyBytes => json!(client.max_body_bytes),
        OptionName::Validation => json!(client.validation.as_str()),
        OptionName::DangerouslyAllowBrowserCredentials => json!(client.allow_browser_credentials),
        OptionName::DangerouslyAllowHttp => json!(client.allow_http),
        OptionName::MaxPages => json!(list.max_pages),
        OptionName::Prefetch => json!(list.prefetch),
        _ => Value::Null,
    }
}
