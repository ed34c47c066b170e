use super::*;

use CertificateProblem::{Expired, NotYetValid, OtherHost, Revoked, Untrusted};

/// What each runtime was seen to throw, over real connections to servers of each kind: `(runtime, code, names, messages)`.
/// The numbers of ports are the only thing that was changed. "Node" is 20, 22 and 24 where they agree.
type Thrown =
    (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const FETCH_FAILED: &[&str] = &["TypeError", "Error"];

fn facts(thrown: &Thrown) -> ThrownFacts {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    ThrownFacts { codes: owned(thrown.1), names: owned(thrown.2), messages: owned(thrown.3) }
}

fn certificate(problem: CertificateProblem, code: &str) -> Connection {
    let code = Some(code.to_owned()).filter(|code| !code.is_empty());
    Connection::Certificate { problem, code }
}

fn hold(expected: &dyn Fn(&Thrown) -> Connection, all: &[Thrown]) {
    for thrown in all {
        assert_eq!(Connection::classify(&facts(thrown)), expected(thrown), "{thrown:?}");
    }
}

/// The first code, as the connection has it.
fn code(thrown: &Thrown) -> Option<String> {
    thrown.1.first().map(|code| (*code).to_owned())
}

#[test]
fn refused_certificates_are_told_by_what_is_wrong_with_them() {
    let observed: [(CertificateProblem, Thrown); 22] = [
        (
            Untrusted,
            (
                "Node 20, 22",
                &["DEPTH_ZERO_SELF_SIGNED_CERT"],
                FETCH_FAILED,
                &["fetch failed", "self-signed certificate"],
            ),
        ),
        (
            Untrusted,
            (
                "Node 24",
                &["DEPTH_ZERO_SELF_SIGNED_CERT"],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca",
                ],
            ),
        ),
        (
            Untrusted,
            ("Bun", &["DEPTH_ZERO_SELF_SIGNED_CERT"], &["TypeError"], &["self signed certificate"]),
        ),
        (
            Untrusted,
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://127.0.0.1:1/): client error (Connect): invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))",
                ],
            ),
        ),
        (
            Untrusted,
            (
                "Node",
                &["UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
                FETCH_FAILED,
                &["fetch failed", "unable to verify the first certificate"],
            ),
        ),
        (
            Untrusted,
            (
                "Bun",
                &["UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
                &["TypeError"],
                &["unable to verify the first certificate"],
            ),
        ),
        (
            Untrusted,
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://127.0.0.1:1/): client error (Connect): invalid peer certificate: UnknownIssuer",
                ],
            ),
        ),
        (
            Untrusted,
            (
                "Node",
                &["SELF_SIGNED_CERT_IN_CHAIN"],
                FETCH_FAILED,
                &["fetch failed", "self-signed certificate in certificate chain"],
            ),
        ),
        (
            Untrusted,
            (
                "Bun",
                &["SELF_SIGNED_CERT_IN_CHAIN"],
                &["TypeError"],
                &["self signed certificate in certificate chain"],
            ),
        ),
        (
            OtherHost,
            (
                "Node",
                &["ERR_TLS_CERT_ALTNAME_INVALID"],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: ",
                ],
            ),
        ),
        (
            OtherHost,
            (
                "Bun",
                &["ERR_TLS_CERT_ALTNAME_INVALID"],
                &["TypeError"],
                &[
                    "ERR_TLS_CERT_ALTNAME_INVALID fetching \"https://127.0.0.1:1/\". For more information, pass `verbose: true` in the second argument to fetch()",
                ],
            ),
        ),
        (
            OtherHost,
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://127.0.0.1:1/): client error (Connect): invalid peer certificate: certificate not valid for name \"127.0.0.1\"; certificate is only valid for DnsName(\"example.com\")",
                ],
            ),
        ),
        (
            Expired,
            (
                "Node",
                &["CERT_HAS_EXPIRED"],
                FETCH_FAILED,
                &["fetch failed", "certificate has expired"],
            ),
        ),
        (Expired, ("Bun", &["CERT_HAS_EXPIRED"], &["TypeError"], &["certificate has expired"])),
        (
            Expired,
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://127.0.0.1:1/): client error (Connect): invalid peer certificate: certificate expired: verification time 1795678094 (UNIX), but certificate is not valid after 1609459200 (186218894 seconds ago)",
                ],
            ),
        ),
        (
            NotYetValid,
            (
                "Node",
                &["CERT_NOT_YET_VALID"],
                FETCH_FAILED,
                &["fetch failed", "certificate is not yet valid"],
            ),
        ),
        (
            NotYetValid,
            ("Bun", &["CERT_NOT_YET_VALID"], &["TypeError"], &["certificate is not yet valid"]),
        ),
        (
            NotYetValid,
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://127.0.0.1:1/): client error (Connect): invalid peer certificate: certificate not valid yet: verification time 1795678094 (UNIX), but certificate is not valid before 2208988800 (413310706 seconds in future)",
                ],
            ),
        ),
        // Not observed: Node's documentation has these, and rustls its short forms.
        (
            Revoked,
            ("Node", &["CERT_REVOKED"], FETCH_FAILED, &["fetch failed", "certificate revoked"]),
        ),
        (
            OtherHost,
            ("Node", &["HOSTNAME_MISMATCH"], FETCH_FAILED, &["fetch failed", "hostname mismatch"]),
        ),
        (
            Untrusted,
            (
                "Node",
                &["UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
                FETCH_FAILED,
                &["fetch failed", "unable to get local issuer certificate"],
            ),
        ),
        (
            Expired,
            (
                "Deno 1",
                &[],
                FETCH_FAILED,
                &["fetch failed", "client error (Connect): invalid peer certificate: Expired"],
            ),
        ),
    ];
    for (problem, thrown) in &observed {
        let code = code(thrown).unwrap_or_default();
        hold(&|_| certificate(*problem, &code), &[*thrown]);
    }
}

#[test]
fn handshakes_that_fail_each_time_are_told_from_disturbed_ones() {
    hold(
        &|thrown| Connection::Tls { code: code(thrown) },
        &[
            (
                "Node 20",
                &["ERR_SSL_WRONG_VERSION_NUMBER"],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "803C2CE2D77F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:350:\n",
                ],
            ),
            (
                "Node 24",
                &["ERR_SSL_WRONG_VERSION_NUMBER"],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "40DD651C697F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:77:\n",
                ],
            ),
            (
                "Node",
                &["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "803C2CE2D77F0000:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1601:SSL alert number 70\n",
                ],
            ),
            (
                "Bun",
                &["EPROTO"],
                &["TypeError"],
                &["EPROTO: The TLS handshake failed. Does the server speak TLS on this port?"],
            ),
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://127.0.0.1:1/): client error (Connect): received corrupt message of type InvalidContentType",
                ],
            ),
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://127.0.0.1:1/): client error (Connect): received fatal alert: ProtocolVersion",
                ],
            ),
            (
                "Deno, a client's certificate is wanted",
                &[],
                FETCH_FAILED,
                &["fetch failed", "received fatal alert: CertificateRequired"],
            ),
        ],
    );
    // Not observed: what a disturbed line gives by OpenSSL's names.
    hold(
        &|thrown| Connection::Failed { code: code(thrown) },
        &[
            (
                "Node",
                &["ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"],
                FETCH_FAILED,
                &["fetch failed", "bad record mac"],
            ),
            ("Node", &["EPROTO"], FETCH_FAILED, &["fetch failed", "write EPROTO"]),
        ],
    );
}

#[test]
fn what_fetch_itself_refuses_is_not_retried() {
    hold(
        &|_| Connection::BlockedPort,
        &[
            ("Node", &[], FETCH_FAILED, &["fetch failed", "bad port"]),
            ("Deno", &[], &["TypeError"], &["Fetch failed: Requests to port 6000 are blocked"]),
        ],
    );
    hold(
        &|_| Connection::UnknownScheme,
        &[
            ("Node", &[], FETCH_FAILED, &["fetch failed", "unknown scheme"]),
            ("Deno", &[], &["TypeError"], &["Url scheme 'gopher' not supported"]),
            (
                "Bun",
                &["ERR_INVALID_ARG_VALUE"],
                &["TypeError"],
                &["protocol must be http:, https: or s3:"],
            ),
            // Not observed: the package node-fetch.
            (
                "node-fetch",
                &[],
                &["TypeError"],
                &["node-fetch cannot load ftp://a. URL scheme \"ftp\" is not supported."],
            ),
        ],
    );
    hold(
        &|_| Connection::NoFetch,
        &[
            ("Node, Deno, workerd, browsers", &[], &["TypeError"], &["g.fetch is not a function"]),
            (
                "Bun",
                &[],
                &["TypeError"],
                &["{}.fetch is not a function. (In '{}.fetch(ok)', '{}.fetch' is undefined)"],
            ),
            ("all", &[], &["ReferenceError"], &["fetch is not defined"]),
        ],
    );
    hold(
        &|_| Connection::Forbidden,
        &[(
            "Deno",
            &[],
            &["NotCapable"],
            &["Requires net access to \"127.0.0.1:1\", run again with the --allow-net flag"],
        )],
    );
}

#[test]
fn refused_arguments_are_known_in_each_runtime() {
    const ALONE: &[&str] = &["TypeError"];
    hold(
        &|_| Connection::RefusedArguments,
        &[
            (
                "workerd, 2024-01-01",
                &[],
                &["Error"],
                &["The 'cache' field on 'RequestInitializerDict' is not implemented."],
            ),
            ("workerd", &[], ALONE, &["Unsupported cache mode: bogus"]),
            (
                "workerd",
                &[],
                ALONE,
                &[
                    "Incorrect type for the 'signal' field on 'RequestInitializerDict': the provided value is not of type 'AbortSignal'.",
                ],
            ),
            (
                "workerd",
                &[],
                ALONE,
                &[
                    "Invalid redirect value, must be one of \"follow\" or \"manual\" (\"error\" won't be implemented since it does not make sense at the edge; use \"manual\" and check the response status code).",
                ],
            ),
            ("workerd", &[], ALONE, &["Invalid header value."]),
            ("workerd", &[], ALONE, &["Invalid header name."]),
            ("workerd", &[], ALONE, &["Invalid HTTP method string: a b"]),
            ("workerd", &[], ALONE, &["Request with a GET or HEAD method cannot have a body."]),
            (
                "workerd",
                &[],
                ALONE,
                &[
                    "Failed to execute 'fetch' on 'ServiceWorkerGlobalScope': parameter 2 is not of type 'RequestInitializerDict or Request'.",
                ],
            ),
            (
                "workerd",
                &[],
                ALONE,
                &[
                    "Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.",
                ],
            ),
            // Schemes that it doesn't know too.
            ("workerd, 2024-01-01", &[], ALONE, &["Fetch API cannot load: /v1/CustomerProfiles"]),
            ("workerd", &[], ALONE, &["Invalid URL: /v1/CustomerProfiles"]),
            (
                "Node",
                &["ERR_INVALID_URL"],
                &["TypeError", "TypeError"],
                &["Failed to parse URL from /v1/CustomerProfiles", "Invalid URL"],
            ),
            (
                "Node 20, 22",
                &[],
                ALONE,
                &[
                    "Request constructor: bogus is not an accepted type. Expected one of follow, manual, error.",
                ],
            ),
            (
                "Node 24",
                &[],
                ALONE,
                &[
                    "undefined: bogus is not an accepted type. Expected one of follow, manual, error.",
                ],
            ),
            (
                "Node 24",
                &[],
                ALONE,
                &[
                    "RequestInit: Expected signal (\"{ aborted: false }\") to be an instance of AbortSignal.",
                ],
            ),
            (
                "Node 20, 22",
                &[],
                ALONE,
                &["Request constructor: Expected 7 to be one of: Null, Undefined, Object."],
            ),
            (
                "Node 24",
                &[],
                ALONE,
                &["undefined: Expected 7 to be one of: Null, Undefined, Object."],
            ),
            (
                "Node",
                &[],
                ALONE,
                &[
                    "Cannot convert argument to a ByteString because the character at index 1 has a value of 55357 which is greater than 255.",
                ],
            ),
            ("Node", &[], ALONE, &["Headers.append: \"a\nb\" is an invalid header value."]),
            ("Node", &[], ALONE, &["Headers.append: \"a b\" is an invalid header name."]),
            ("Node", &[], ALONE, &["'a b' is not a valid HTTP method."]),
            ("Node", &[], ALONE, &["Request with GET/HEAD method cannot have body."]),
            ("Node", &[], ALONE, &["Request constructor: invalid request mode navigate."]),
            (
                "Node",
                &[],
                ALONE,
                &[
                    "Request cannot be constructed from a URL that includes credentials: http://a:b@127.0.0.1:1/",
                ],
            ),
            ("Bun", &["ERR_INVALID_URL"], ALONE, &["fetch() URL is invalid"]),
            ("Bun", &["ERR_INVALID_ARG_TYPE"], ALONE, &["signal is not of type AbortSignal."]),
            (
                "Bun",
                &["ERR_INVALID_ARG_TYPE"],
                ALONE,
                &["redirect must be one of 'follow', 'manual' or 'error'"],
            ),
            ("Bun", &[], ALONE, &["Header 'X-A' has invalid value"]),
            ("Bun", &[], ALONE, &["Invalid header name: 'a b'"]),
            ("Deno", &[], ALONE, &["Invalid URL: '/v1/CustomerProfiles'"]),
            (
                "Deno",
                &[],
                ALONE,
                &[
                    "Failed to construct 'Request': 'signal' of 'RequestInit' (Argument 2) is not of type AbortSignal",
                ],
            ),
            (
                "Deno",
                &["ERR_INVALID_ARG_VALUE"],
                ALONE,
                &[
                    "Failed to construct 'Request': The provided value 'bogus' is not a valid enum value of type RequestRedirect",
                ],
            ),
            ("Deno", &[], ALONE, &["Invalid header value: \"a\nb\""]),
            ("Deno", &[], ALONE, &["Method is not valid"]),
            ("Deno", &[], ALONE, &["Request mode 'navigate' is not allowed"]),
            (
                "Chromium",
                &[],
                ALONE,
                &[
                    "Failed to execute 'fetch' on 'Window': Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.",
                ],
            ),
            (
                "Chromium",
                &[],
                ALONE,
                &["Failed to execute 'fetch' on 'Window': Illegal invocation"],
            ),
            (
                "Firefox",
                &[],
                ALONE,
                &[
                    "Window.fetch: 'signal' member of RequestInit does not implement interface AbortSignal.",
                ],
            ),
            ("Firefox", &[], ALONE, &["Window.fetch: a\nb is an invalid header value."]),
            (
                "Firefox",
                &[],
                ALONE,
                &["'fetch' called on an object that does not implement interface Window."],
            ),
        ],
    );
}

#[test]
fn what_may_go_well_another_time_keeps_the_systems_code() {
    const UNTOLD: &[&str] = &["TypeError"];
    hold(
        &|thrown| Connection::Failed { code: code(thrown) },
        &[
            (
                "Node",
                &["ECONNREFUSED"],
                FETCH_FAILED,
                &["fetch failed", "connect ECONNREFUSED 127.0.0.1:1"],
            ),
            (
                "Node",
                &["ENOTFOUND"],
                FETCH_FAILED,
                &["fetch failed", "getaddrinfo ENOTFOUND trusthub.invalid"],
            ),
            ("Node", &["ECONNRESET"], FETCH_FAILED, &["fetch failed", "read ECONNRESET"]),
            (
                "Node",
                &["UND_ERR_SOCKET"],
                &["TypeError", "SocketError"],
                &["fetch failed", "other side closed"],
            ),
            (
                "Node 20, 22",
                &["HPE_INVALID_CONSTANT"],
                &["TypeError", "HTTPParserError"],
                &["fetch failed", "Response does not match the HTTP/1.1 protocol (Expected HTTP/)"],
            ),
            (
                "Node 24",
                &[],
                &["TypeError", "HTTPParserError"],
                &[
                    "fetch failed",
                    "Response does not match the HTTP/1.1 protocol (Expected HTTP/, RTSP/ or ICE/)",
                ],
            ),
            (
                "Bun",
                &["ECONNREFUSED"],
                UNTOLD,
                &["ECONNREFUSED: Unable to connect. Is the computer able to access the url?"],
            ),
            ("Bun", &["ENOTFOUND"], UNTOLD, &["getaddrinfo ENOTFOUND trusthub.invalid"]),
            (
                "Bun",
                &["ECONNRESET"],
                UNTOLD,
                &[
                    "ECONNRESET: The socket connection was closed unexpectedly. For more information, pass `verbose: true` in the second argument to fetch()",
                ],
            ),
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error: Connection refused (os error 111)",
                ],
            ),
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request for url (https://trusthub.invalid/): client error (Connect): dns error: failed to lookup address information: Name or service not known",
                ],
            ),
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &["fetch failed", "Connection reset by peer (os error 104)"],
            ),
            (
                "Deno",
                &[],
                FETCH_FAILED,
                &[
                    "fetch failed",
                    "error sending request from 127.0.0.1:2 for http://127.0.0.1:1/ (127.0.0.1:1): client error (SendRequest): connection closed before message completed",
                ],
            ),
            // A certificate, a blocked port, a scheme, a refused connection, CORS and a Content Security Policy: browsers
            // say the same of all.
            ("Chromium", &[], UNTOLD, &["Failed to fetch"]),
            ("Firefox", &[], UNTOLD, &["NetworkError when attempting to fetch resource."]),
            ("workerd", &[], &["Error"], &["Network connection lost."]),
            // A certificate, or a name without an address.
            ("workerd", &[], &["Error"], &["internal error; reference = 9n9ekk813e0iql2kiqplh1aq"]),
            // Not observed.
            ("Safari", &[], UNTOLD, &["Load failed"]),
            (
                "Node",
                &["UND_ERR_CONNECT_TIMEOUT"],
                &["TypeError", "ConnectTimeoutError"],
                &["fetch failed", "Connect Timeout Error"],
            ),
            (
                "Node",
                &["EAI_AGAIN"],
                FETCH_FAILED,
                &["fetch failed", "getaddrinfo EAI_AGAIN trusthub.invalid"],
            ),
            ("thrown undefined", &[], &[], &[]),
        ],
    );
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
            certificate(Untrusted, "ERR_1"),
            false,
            "no response: the server's certificate is not trusted (ERR_1)",
        ),
        (certificate(Expired, ""), false, "no response: the server's certificate has expired"),
        (
            certificate(NotYetValid, ""),
            false,
            "no response: the server's certificate is not valid yet",
        ),
        (
            certificate(OtherHost, ""),
            false,
            "no response: the server's certificate is for another host",
        ),
        (certificate(Revoked, ""), false, "no response: the server's certificate was revoked"),
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
        assert_eq!(connection.message(), message);
        assert_eq!(connection.is_retryable(), is_retryable, "{message}");
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
        assert_eq!(
            Connection::broken(&thrown),
            Connection::Broken { code: expected.map(str::to_owned) }
        );
    }
}
