//! Messages about connections: which one is for what `fetch` threw is decided in [`crate::network`].

use std::fmt;

use crate::network::{CertificateProblem, Connection};

impl fmt::Display for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, code) = match self {
            Self::Failed { code } => ("no response: the connection failed", code),
            Self::Broken { code } => ("the connection broke before the body's end", code),
            Self::Certificate { problem, code } => (problem.message(), code),
            Self::Tls { code } => (
                "no response: the TLS handshake failed; does the server speak TLS at this port, in a current version?",
                code,
            ),
            Self::BlockedPort => {
                ("no response: fetch blocks this port; choose another one for baseUrl", &None)
            }
            Self::UnknownScheme => ("no response: fetch doesn't know the scheme of the URL", &None),
            Self::NoFetch => {
                ("no response: this runtime has no fetch; set the option fetch", &None)
            }
            Self::RefusedArguments => {
                ("no response: fetch refused its arguments; the cause says which", &None)
            }
            Self::Forbidden => {
                ("no response: the runtime's permissions forbid this connection", &None)
            }
        };
        f.write_str(what)?;
        code.as_ref().map_or(Ok(()), |code| write!(f, " ({code})"))
    }
}

impl CertificateProblem {
    const fn message(self) -> &'static str {
        match self {
            Self::Untrusted => "no response: the server's certificate is not trusted",
            Self::Expired => "no response: the server's certificate has expired",
            Self::NotYetValid => "no response: the server's certificate is not valid yet",
            Self::OtherHost => "no response: the server's certificate is for another host",
            Self::Revoked => "no response: the server's certificate was revoked",
        }
    }
}
