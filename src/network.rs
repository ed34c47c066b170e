//! Why `fetch` brought no response, from what it threw. Each runtime says it in its own way; only what is certain
//! is taken for hopeless, anything else may go well another time.

#[cfg(test)]
mod tests;

/// What is known of what a `fetch` threw, of the thing itself first, then of its causes. None of it is repeated but a
/// code: messages may hold the URL, and with it the filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThrownFacts {
    /// The properties `code` that are strings.
    pub codes: Vec<String>,
    /// The properties `name` that are strings.
    pub names: Vec<String>,
    /// The properties `message` that are strings; what was thrown itself, if it is a string.
    pub messages: Vec<String>,
}

/// What stood in the way of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// There was no connection, or it broke before the headers. Browsers say no more than this, whatever happened.
    Failed {
        /// The system's or the runtime's code.
        code: Option<String>,
    },
    /// The connection broke before the body's end.
    Broken {
        /// The system's or the runtime's code.
        code: Option<String>,
    },
    /// The server's certificate was refused.
    Certificate {
        /// What is wrong with it.
        problem: CertificateProblem,
        /// OpenSSL's or the runtime's code.
        code: Option<String>,
    },
    /// The server and the runtime have no version of TLS in common, or the server speaks none at this port.
    Tls {
        /// OpenSSL's or the runtime's code.
        code: Option<String>,
    },
    /// The Fetch standard blocks this port.
    BlockedPort,
    /// `fetch` doesn't know the URL's scheme.
    UnknownScheme,
    /// There is no `fetch`.
    NoFetch,
    /// `fetch` refused its arguments: the URL, an option or a header.
    RefusedArguments,
    /// The runtime's own permissions forbid connections to this host.
    Forbidden,
}

/// What is wrong with a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateProblem {
    /// No authority that the runtime trusts vouches for it.
    Untrusted,
    /// Its time is over.
    Expired,
    /// Its time has not come.
    NotYetValid,
    /// It is for other hosts.
    OtherHost,
    /// Its authority revoked it.
    Revoked,
}

/// The code of each problem with a certificate: Node's and Bun's names for OpenSSL's errors.
const CERTIFICATE_CODES: [(&str, CertificateProblem); 20] = [
    ("DEPTH_ZERO_SELF_SIGNED_CERT", CertificateProblem::Untrusted),
    ("SELF_SIGNED_CERT_IN_CHAIN", CertificateProblem::Untrusted),
    ("UNABLE_TO_GET_ISSUER_CERT", CertificateProblem::Untrusted),
    ("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", CertificateProblem::Untrusted),
    ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", CertificateProblem::Untrusted),
    ("UNABLE_TO_DECRYPT_CERT_SIGNATURE", CertificateProblem::Untrusted),
    ("UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", CertificateProblem::Untrusted),
    ("CERT_SIGNATURE_FAILURE", CertificateProblem::Untrusted),
    ("CERT_CHAIN_TOO_LONG", CertificateProblem::Untrusted),
    ("CERT_UNTRUSTED", CertificateProblem::Untrusted),
    ("CERT_REJECTED", CertificateProblem::Untrusted),
    ("INVALID_CA", CertificateProblem::Untrusted),
    ("INVALID_PURPOSE", CertificateProblem::Untrusted),
    ("PATH_LENGTH_EXCEEDED", CertificateProblem::Untrusted),
    ("CERT_HAS_EXPIRED", CertificateProblem::Expired),
    ("CERT_NOT_YET_VALID", CertificateProblem::NotYetValid),
    ("ERR_TLS_CERT_ALTNAME_INVALID", CertificateProblem::OtherHost),
    ("ERR_TLS_CERT_ALTNAME_FORMAT", CertificateProblem::OtherHost),
    ("HOSTNAME_MISMATCH", CertificateProblem::OtherHost),
    ("CERT_REVOKED", CertificateProblem::Revoked),
];

/// How rustls, by which Deno connects, begins to say what is wrong with a certificate; all else is [`Untrusted`].
///
/// [`Untrusted`]: CertificateProblem::Untrusted
const RUSTLS_PROBLEMS: [(&str, CertificateProblem); 8] = [
    ("certificate expired", CertificateProblem::Expired),
    ("Expired", CertificateProblem::Expired),
    ("certificate not valid yet", CertificateProblem::NotYetValid),
    ("NotValidYet", CertificateProblem::NotYetValid),
    ("certificate not valid for name", CertificateProblem::OtherHost),
    ("NotValidForName", CertificateProblem::OtherHost),
    ("certificate revoked", CertificateProblem::Revoked),
    ("Revoked", CertificateProblem::Revoked),
];

/// What in an `ERR_SSL_…` code says that the same handshake fails each time. Others, as a bad record, may come of a
/// disturbed line.
const TLS_CODES: [&str; 9] = [
    "WRONG_VERSION_NUMBER",
    "PROTOCOL_VERSION",
    "UNSUPPORTED_PROTOCOL",
    "NO_PROTOCOLS_AVAILABLE",
    "HTTP_REQUEST",
    "HANDSHAKE_FAILURE",
    "NO_SHARED_CIPHER",
    "CERTIFICATE",
    "UNRECOGNIZED_NAME",
];

/// How messages say the same: OpenSSL's and Bun's behind `EPROTO`, then rustls's.
const TLS_MESSAGES: [&str; 8] = [
    "wrong version number",
    "alert protocol version",
    "alert handshake failure",
    "The TLS handshake failed",
    "received fatal alert: ProtocolVersion",
    "received fatal alert: HandshakeFailure",
    "received fatal alert: Certificate",
    "received corrupt message of type InvalidContentType",
];

/// How a runtime says that it refuses what `fetch` was called with, by the beginning or by a part that holds no value.
const REFUSALS: [&str; 29] = [
    // Chromium and Deno, after the Web IDL's bindings.
    "Failed to execute 'fetch'",
    "Failed to construct 'Request'",
    "Failed to parse URL",
    "Illegal invocation",
    "Invalid URL",
    "URL is invalid",
    // Firefox: also WorkerGlobalScope.fetch and WindowOrWorkerGlobalScope.fetch.
    "Window.fetch: ",
    "WorkerGlobalScope.fetch: ",
    "called on an object that does not implement interface",
    // undici.
    "Request constructor: ",
    "RequestInit: ",
    "is not an accepted type. Expected one of",
    "to be one of: Null, Undefined, Object",
    "Cannot convert argument to a ByteString",
    "Request cannot be constructed from a URL that includes credentials",
    "is an invalid header",
    "is not a valid HTTP method",
    // The same in other runtimes' words.
    "Invalid header name",
    "Invalid header value",
    "has invalid value",
    "GET/HEAD method cannot have body",
    "GET or HEAD method cannot have a body",
    "Method is not valid",
    "Invalid HTTP method",
    "Request mode '",
    // workerd.
    "'RequestInitializerDict'",
    "Invalid redirect value",
    "Unsupported cache mode",
    "Fetch API cannot load: ",
];

/// The codes of the same.
const REFUSAL_CODES: [&str; 4] =
    ["ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_VALUE", "ERR_INVALID_URL", "ERR_INVALID_CHAR"];

/// How Deno and Node name what their permissions forbid.
const FORBIDDEN: [&str; 3] = ["NotCapable", "PermissionDenied", "ERR_ACCESS_DENIED"];

/// As the method of strings, whose first use is five kilobytes of WebAssembly.
fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let start = text.as_bytes().windows(part.len()).position(|it| it == part.as_bytes())?;
    Some((text.get(..start)?, text.get(start + part.len()..)?))
}

fn contains(text: &str, part: &str) -> bool {
    split_once(text, part).is_some()
}

impl ThrownFacts {
    /// The first code that is a word: anything else might be a message.
    fn code(&self) -> Option<String> {
        // OpenSSL has codes of more than 40, as ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC.
        const LONGEST: usize = 64;
        let is_digit = |byte: u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_');
        let is_code =
            |code: &&String| (1..=LONGEST).contains(&code.len()) && code.bytes().all(is_digit);
        self.codes.iter().find(is_code).cloned()
    }

    fn certificate_problem(&self) -> Option<CertificateProblem> {
        let of_code = |code: &String| CERTIFICATE_CODES.iter().find(|(known, _)| code == known);
        let by_code = self.codes.iter().find_map(of_code).map(|(_, problem)| *problem);
        by_code.or_else(|| {
            let said = |message: &String| {
                let (_, problem) = split_once(message, "invalid peer certificate: ")?;
                Some(problem.to_owned())
            };
            let said = self.messages.iter().find_map(said)?;
            let known = RUSTLS_PROBLEMS.iter().find(|(start, _)| said.starts_with(start));
            Some(known.map_or(CertificateProblem::Untrusted, |(_, problem)| *problem))
        })
    }

    fn is_tls_refused(&self) -> bool {
        let is_hopeless = |code: &String| {
            let reason = code.strip_prefix("ERR_SSL_");
            reason.is_some_and(|reason| TLS_CODES.iter().any(|part| contains(reason, part)))
        };
        self.codes.iter().any(is_hopeless)
            || self.say(|message| TLS_MESSAGES.iter().any(|part| contains(message, part)))
    }

    fn is_port_blocked(&self) -> bool {
        self.say(|message| {
            message == "bad port"
                || (contains(message, "Requests to port ") && message.ends_with(" are blocked"))
        })
    }

    fn is_scheme_unknown(&self) -> bool {
        self.say(|message| {
            message == "unknown scheme"
                || message.starts_with("protocol must be ")
                || message.starts_with("Only HTTP(S) protocols are supported")
                || (contains(message, "scheme") && contains(message, "not supported"))
        })
    }

    /// A wrapper around the global `fetch` calls what isn't there.
    fn is_fetch_missing(&self) -> bool {
        self.say(|message| {
            [" is not a function", " is not defined"].iter().any(|end| {
                split_once(message, end).is_some_and(|(name, _)| name.ends_with("fetch"))
            }) || message == "Can't find variable: fetch"
        })
    }

    fn is_forbidden(&self) -> bool {
        self.names.iter().chain(&self.codes).any(|name| FORBIDDEN.contains(&name.as_str()))
    }

    fn is_refused(&self) -> bool {
        self.codes.iter().any(|code| REFUSAL_CODES.contains(&code.as_str()))
            || self.say(|message| REFUSALS.iter().any(|part| contains(message, part)))
    }

    fn say(&self, what: impl Fn(&str) -> bool) -> bool {
        self.messages.iter().any(|message| what(message))
    }
}

impl Connection {
    /// What stood in the way, by what `fetch` threw, or what its promise rejected with.
    ///
    /// ```
    /// use trusthub_profiles::network::{Connection, ThrownFacts};
    ///
    /// let thrown = ThrownFacts { messages: vec!["bad port".to_owned()], ..ThrownFacts::default() };
    /// assert_eq!(Connection::classify(&thrown), Connection::BlockedPort);
    /// ```
    pub fn classify(thrown: &ThrownFacts) -> Self {
        let code = thrown.code();
        if let Some(problem) = thrown.certificate_problem() {
            Self::Certificate { problem, code }
        } else if thrown.is_tls_refused() {
            Self::Tls { code }
        } else if thrown.is_forbidden() {
            Self::Forbidden
        } else if thrown.is_port_blocked() {
            Self::BlockedPort
        } else if thrown.is_scheme_unknown() {
            Self::UnknownScheme
        } else if thrown.is_fetch_missing() {
            Self::NoFetch
        } else if thrown.is_refused() {
            Self::RefusedArguments
        } else {
            Self::Failed { code }
        }
    }

    /// A connection that broke while the body was read, by what was thrown then.
    pub fn broken(thrown: &ThrownFacts) -> Self {
        Self::Broken { code: thrown.code() }
    }
}
