//! Bodies that are made of something that comes again and again.

pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// A body of about so many bytes.
    pub(crate) body: Box<dyn Fn(usize) -> Vec<u8>>,
}

/// What there is of each number in turn, between a start and an end.
fn shape(
    name: &'static str,
    start: &'static str,
    each: impl Fn(usize) -> String + 'static,
    separator: &'static str,
    end: &'static str,
) -> Shape {
    let body = move |length| repeated(start.to_owned(), &each, separator, end, length);
    Shape { name, body: Box::new(body) }
}

fn repeated(
    mut body: String,
    each: &dyn Fn(usize) -> String,
    separator: &str,
    end: &str,
    length: usize,
) -> Vec<u8> {
    for number in 0.. {
        if body.len() >= length {
            break;
        }
        if number > 0 {
            body.push_str(separator);
        }
        body.push_str(&each(number));
    }
    body.push_str(end);
    body.into_bytes()
}

pub(crate) fn all() -> Vec<Shape> {
    [links(), members(), values(), profiles(), parts(), cached()].into_iter().flatten().collect()
}

const IN_RESULTS: &str = r#"],"meta":{"next_page_url":null}}"#;

fn sid(number: usize) -> String {
    format!("BU{number:032x}")
}

fn links() -> Vec<Shape> {
    fn links(name: &'static str, each: impl Fn(usize) -> String + 'static) -> Shape {
        let end = r#"}}],"meta":{"next_page_url":null}}"#;
        shape(name, r#"{"results":[{"links":{"#, each, ",", end)
    }
    let long = "k".repeat(200);
    vec![
        links("links", |n| format!(r#""l{n}":"a:""#)),
        links("links of one name", |_| r#""l":"a:""#.to_owned()),
        links("links that are no URIs", |n| format!(r#""l{n}":"""#)),
        links("links that are no texts", |n| format!(r#""l{n}":0"#)),
        links("links with lone surrogates", |n| format!(r#""l{n}":"\ud83d""#)),
        links("links whose names are escaped", |n| format!(r#""\u006c{n}":"a:""#)),
        links("links whose names begin alike", move |n| format!(r#""{long}{n}":"a:""#)),
        links("links with slashes in their names", |n| format!(r#""{n}////////":0"#)),
    ]
}

fn members() -> Vec<Shape> {
    fn members(name: &'static str, each: impl Fn(usize) -> String + 'static) -> Shape {
        let end = r#"}],"meta":{"next_page_url":null}}"#;
        shape(name, r#"{"results":[{"#, each, ",", end)
    }
    let long = "k".repeat(200);
    vec![
        members("unknown properties", |n| format!(r#""p{n}":1"#)),
        members("unknown properties that begin alike", move |n| format!(r#""{long}{n}":1"#)),
        members("unknown properties with lone surrogates", |n| format!(r#""p{n}\ud83d":1"#)),
        members("one unknown property", |n| format!(r#""p":{n}"#)),
        members("one known property", |n| format!(r#""sid":{n}"#)),
        members("one known property, as it should be", |n| format!(r#""sid":"{}""#, sid(n))),
        members("one known property, as objects", |_| r#""links":{"a":"b:"}"#.to_owned()),
        members("known properties with white space", |_| {
            format!(r#""email"{}:null"#, " \n".repeat(50))
        }),
    ]
}

fn values() -> Vec<Shape> {
    fn value(
        name: &'static str,
        start: &'static str,
        each: &'static str,
        end: &'static str,
    ) -> Shape {
        shape(name, start, move |_| each.repeat(16), "", end)
    }
    let (text, end) =
        (r#"{"results":[{"friendly_name":""#, r#""}],"meta":{"next_page_url":null}}"#);
    let meta = r#"{"results":[],"meta":{"next_page_url":null,"page":"#;
    let nested = |name, open: &'static str, close: &'static str| {
        let body = move |length: usize| {
            let depth = length / (open.len() + close.len());
            let (open, close) = (open.repeat(depth), close.repeat(depth));
            let start = r#"{"results":[{"errors":["#;
            [start, &open, "1", &close, r#"]}],"meta":{"next_page_url":null}}"#]
                .concat()
                .into_bytes()
        };
        Shape { name, body: Box::new(body) }
    };
    vec![
        value("a long name", text, "name", end),
        value("a long name that isn't ASCII", text, "\u{fc}", end),
        value("escapes", text, r#"\""#, end),
        value("lone surrogates", text, r"\ud83d", end),
        value("a long URI", r#"{"results":[{"status_callback":"a:"#, "a/b?", end),
        value("percent signs in a URI", r#"{"results":[{"status_callback":"a:"#, "%20", end),
        value("colons in what is no URI", r#"{"results":[{"status_callback":"1"#, ":", end),
        value(
            "a fraction of a second",
            r#"{"results":[{"date_created":"2019-07-30T22:29:24."#,
            "0",
            end,
        ),
        value("digits of a number", meta, "1", "}}"),
        value(
            "zeros of a number",
            r#"{"results":[],"meta":{"next_page_url":null,"page":0."#,
            "0",
            "1}}",
        ),
        value(
            "digits of an exponent",
            r#"{"results":[],"meta":{"next_page_url":null,"page":1e"#,
            "9",
            "}}",
        ),
        value(
            "errors",
            r#"{"results":[{"errors":[1"#,
            r#",{"code":18601}"#,
            r#"]}],"meta":{"next_page_url":null}}"#,
        ),
        value(
            "white space",
            r#"{"results":[{"sid""#,
            " \n",
            r#":null}],"meta":{"next_page_url":null}}"#,
        ),
        value("a key that isn't closed", r#"{"results":[{""#, "a", ""),
        value("arrays that aren't closed", r#"{"results":[{"errors":"#, "[", ""),
        value("a string that is no JSON at its end", text, "\u{fc}", "\u{1}"),
        nested("nested arrays", "[", "]"),
        nested("nested objects", r#"{"a":"#, "}"),
        nested("nested arrays with lone surrogates", r#"["\ud83d","#, "]"),
    ]
}

fn profiles() -> Vec<Shape> {
    fn profiles(name: &'static str, each: impl Fn(usize) -> String + 'static) -> Shape {
        shape(name, r#"{"results":["#, each, ",", IN_RESULTS)
    }
    vec![
        profiles("profiles without members", |_| "{}".to_owned()),
        profiles("entries that are no profiles", |n| n.to_string()),
        profiles("statuses", |n| format!(r#"{{"status":"{}"}}"#, ["draft", "in-review"][n % 2])),
        profiles("statuses that are none", |n| format!(r#"{{"status":"s{n}"}}"#)),
        profiles("accounts", |n| format!(r#"{{"account_sid":"AC{n:032x}"}}"#)),
        profiles("policies", |n| format!(r#"{{"policy_sid":"RN{n:032x}"}}"#)),
        profiles("instants that are none", |_| r#"{"date_created":"today"}"#.to_owned()),
        profiles("names with lone surrogates", |_| r#"{"friendly_name":"\ud83d"}"#.to_owned()),
        profiles("addresses", |n| format!(r#"{{"sid":"{0}","url":"a{n}:{0}"}}"#, sid(n))),
        profiles("links that follow from addresses", |n| {
            format!(r#"{{"sid":"{0}","url":"a:{0}","links":{{"a":"a:{0}/b"}}}}"#, sid(n))
        }),
        profiles("orders of keys that change", |n| {
            [r#"{"sid":null,"email":null}"#, r#"{"email":null,"sid":null}"#][n % 2].to_owned()
        }),
        profiles("white space around profiles", |_| format!("{0}{{}}{0}", " \n".repeat(10))),
    ]
}

/// Parts of the page.
fn parts() -> Vec<Shape> {
    let end = r#","results":[],"meta":{"next_page_url":null}}"#;
    vec![
        shape("results", "{", |_| r#""results":[]"#.to_owned(), ",", end),
        shape(
            "results with a profile",
            "{",
            |_| r#""results":[{"status":"draft"}]"#.to_owned(),
            ",",
            end,
        ),
        shape(
            "results that are none and some",
            "{",
            |_| r#""results":0,"results":[]"#.to_owned(),
            ",",
            end,
        ),
        shape("meta", "{", |_| r#""meta":{"next_page_url":null}"#.to_owned(), ",", end),
        shape("meta without links", "{", |_| r#""meta":{}"#.to_owned(), ",", end),
        shape("unknown parts", "{", |n| format!(r#""part{n}":[]"#), ",", end),
        shape(
            "unknown properties of meta",
            r#"{"results":[],"meta":{"#,
            |n| format!(r#""p{n}":1"#),
            ",",
            r#","next_page_url":null}}"#,
        ),
    ]
}

/// A first profile as long as a quarter of the body, which the shape cache takes as the form of those after it.
fn cached() -> Vec<Shape> {
    let cached = |name, first: fn(usize) -> String, each: &'static str| {
        let body = move |length| {
            let start = [r#"{"results":["#, &first(length / 4), ","].concat();
            repeated(start, &|_| each.to_owned(), ",", IN_RESULTS, length)
        };
        Shape { name, body: Box::new(body) }
    };
    vec![
        cached(
            "an address as long as a quarter",
            |length| format!(r#"{{"sid":"{0}","url":"a:{1}{0}"}}"#, sid(0), "a".repeat(length)),
            r#"{"url":""}"#,
        ),
        cached(
            "links as long as a quarter",
            |length| {
                format!(
                    r#"{{"sid":"{0}","url":"a:{0}","links":{{"a":"a:{0}/{1}"}}}}"#,
                    sid(0),
                    "a".repeat(length)
                )
            },
            r#"{"links":{}}"#,
        ),
        cached(
            "white space as long as a quarter",
            |length| format!(r#"{{"sid"{}:null}}"#, " ".repeat(length)),
            r#"{"sid":null}"#,
        ),
    ]
}
