use super::*;
use crate::error::{Failure, NetworkError};

use CertificateProblem::{Expired, NotYetValid, OtherHost, Revoked, Untrusted};

/// What runtimes throw, one thing a line: Node 20, 22 and 24 ("Node" where they agree), Deno 2, Bun 1, workerd by old and
/// new compatibility dates, Chromium and Firefox. What is `observed` was thrown over real connections to servers of each
/// kind (of the addresses, only ports were changed since); the others are from the runtimes' documentation and sources.
///
/// Browsers say the same of a refused certificate, a blocked port, an unknown scheme, a refused connection, CORS and a
/// Content Security Policy, and workerd of a certificate and a host without an address: all may go well another time.
#[cfg(not(target_arch = "wasm32"))]
const THROWN: &str = include_str!("thrown.json");

fn certificate(problem: CertificateProblem, code: Option<&str>) -> Connection {
    Connection::Certificate { problem, code: code.map(str::to_owned) }
}

#[test]
#[cfg(not(target_arch = "wasm32"))]
fn what_runtimes_throw_is_told_apart() {
    let rows: Vec<serde_json::Value> = serde_json::from_str(THROWN).unwrap();
    assert!(rows.len() > 90);
    for row in rows {
        let strings = |name: &str| {
            let strings = row[name].as_array().unwrap().iter();
            strings.map(|string| string.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let thrown = ThrownFacts {
            codes: strings("codes"),
            names: strings("names"),
            messages: strings("messages"),
        };
        let code = thrown.codes.first().map(String::as_str);
        let expected = match row["is"].as_str().unwrap() {
            "certificate untrusted" => certificate(Untrusted, code),
            "certificate of another host" => certificate(OtherHost, code),
            "certificate expired" => certificate(Expired, code),
            "certificate not yet valid" => certificate(NotYetValid, code),
            "certificate revoked" => certificate(Revoked, code),
            "tls" => Connection::Tls { code: code.map(str::to_owned) },
            "blocked port" => Connection::BlockedPort,
            "unknown scheme" => Connection::UnknownScheme,
            "no fetch" => Connection::NoFetch,
            "forbidden" => Connection::Forbidden,
            "refused arguments" => Connection::RefusedArguments,
            "failed" => Connection::Failed { code: code.map(str::to_owned) },
            other => panic!("{other}"),
        };
        assert_eq!(Connection::classify(&thrown), expected, "{row}");
    }
}

#[test]
fn every_code_of_a_certificate_is_its_problem() {
    for (code, problem) in CERTIFICATE_CODES {
        let thrown = ThrownFacts { codes: vec![code.to_owned()], ..ThrownFacts::default() };
        assert_eq!(Connection::classify(&thrown), certificate(problem, Some(code)));
    }
}

#[test]
fn messages_say_what_is_wrong_and_repeat_nothing_but_the_code() {
    let code = Some("ERR_1".to_owned());
    for (connection, is_retryable, message) in [
        (Connection::Failed { code: None }, true, "no response: the connection failed"),
        (
            Connection::Failed { code: code.clone() },
            true,
            "no response: the connection failed (ERR_1)",
        ),
        (
            Connection::Broken { code: code.clone() },
            true,
            "the connection broke before the body's end (ERR_1)",
        ),
        (
            certificate(Untrusted, Some("ERR_1")),
            false,
            "no response: the server's certificate is not trusted (ERR_1)",
        ),
        (certificate(Expired, None), false, "no response: the server's certificate has expired"),
        (
            certificate(NotYetValid, None),
            false,
            "no response: the server's certificate is not valid yet",
        ),
        (
            certificate(OtherHost, None),
            false,
            "no response: the server's certificate is for another host",
        ),
        (certificate(Revoked, None), false, "no response: the server's certificate was revoked"),
        (
            Connection::Tls { code },
            false,
            "no response: the TLS handshake failed; does the server speak TLS at this port, in a current version? (ERR_1)",
        ),
        (
            Connection::BlockedPort,
            false,
            "no response: fetch blocks this port; choose another one for baseUrl",
        ),
        (Connection::UnknownScheme, false, "no response: fetch doesn't know the scheme of the URL"),
        (
            Connection::NoFetch,
            false,
            "no response: this runtime has no fetch; set the option fetch",
        ),
        (
            Connection::RefusedArguments,
            false,
            "no response: fetch refused its arguments; the cause says which",
        ),
        (
            Connection::Forbidden,
            false,
            "no response: the runtime's permissions forbid this connection",
        ),
    ] {
        assert_eq!(connection.to_string(), message);
        let failure = Failure::from(NetworkError::Connection(connection));
        assert_eq!(failure.is_retryable(), is_retryable, "{message}");
    }
}

#[test]
fn a_code_is_a_word() {
    for (codes, expected) in [
        (&["econnreset", "E A", "", "UND_ERR_1"][..], Some("UND_ERR_1")),
        (&["E\u{c9}", &"A".repeat(65)], None),
        (&[&"A".repeat(64)], Some(&*"A".repeat(64))),
    ] {
        let codes = codes.iter().map(|code| (*code).to_owned()).collect();
        let thrown = ThrownFacts { codes, ..ThrownFacts::default() };
        let code = expected.map(str::to_owned);
        assert_eq!(Connection::broken(&thrown), Connection::Broken { code });
    }
}
