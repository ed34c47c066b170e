// @ts-check
/** @import { Attack } from "../attack.mjs" */
import { THROWN, asking, requestFor } from "../attack.mjs";
import { STAFF_SESSION } from "../running-example.mjs";

const refused = /** @type {const} */ ({ status: 403, code: null, says: "the server did not allow this request" });
const any = (/** @type {unknown} */ value) => /** @type {any} */ (value);

/** @type {readonly (readonly [string, readonly string[]])[]} */
const unknown = [
  ["no cookie", []],
  ["an empty cookie", ["Cookie: session="]],
  ["a cookie of another value", ["Cookie: session=0123456789abcdef"]],
  ["a cookie that begins like the right one", [`Cookie: session=${STAFF_SESSION.slice(0, -1)}`]],
  ["the right cookie in other letters", [`Cookie: session=${STAFF_SESSION.toUpperCase()}`]],
  ["the right value under another name", [`Cookie: Session=${STAFF_SESSION}`]],
  ["the right value in another header", [`X-Session: ${STAFF_SESSION}`]],
  ["credentials of the visitor's own", ["Authorization: Basic QUMxOnBhc3N3b3Jk"]],
];

/** @type {readonly (readonly [string, unknown])[]} */
const mistakes = [
  ["nothing", undefined],
  ["null", null],
  ["1", 1],
  ["0", 0],
  ['"true"', "true"],
  ["an object", { name: "someone" }],
  ["an array", [true]],
  ["a Boolean object", Object(true)],
  ["NaN", NaN],
  ["a function", () => true],
  [
    "an HTTP client's reply",
    {
      status: 200,
      statusText: "OK",
      headers: { "content-type": "application/json" },
      config: {},
      data: { mayRead: false },
    },
  ],
  ["a reply with Headers", { status: 200, headers: new Headers({ Location: "/" }), body: null, text: async () => "" }],
  ["a reply that says `ok`", { ok: true, status: 200, headers: new Map(), body: "" }],
  ["the class Response", Response],
  ["a Request", new Request("http://staff.example/")],
  ["Headers", new Headers()],
  [
    "a thing that is tagged as a Response and has no status",
    { [Symbol.toStringTag]: "Response", headers: new Headers() },
  ],
  [
    "a thing that is tagged as a Response, with a string as its status",
    { [Symbol.toStringTag]: "Response", status: "200", headers: new Headers() },
  ],
  [
    "a thing that is tagged as a Response, without Headers",
    { [Symbol.toStringTag]: "Response", status: 200, headers: { a: "b" } },
  ],
];

/** A Response of another realm, as far as anyone can tell. @param {object} parts @returns {any} */
const foreign = (parts) => ({
  [Symbol.toStringTag]: "Response",
  statusText: "",
  headers: new Headers(),
  body: null,
  ...parts,
});

/** @type {Attack[]} */
export default [
  ...unknown.map(([name, headers]) => ({ attack: `a visitor with ${name}`, headers, ...refused })),
  {
    attack: "the right cookie's value in the query",
    target: `/twilio/v1/CustomerProfiles?session=${STAFF_SESSION}`,
    headers: [],
    ...refused,
  },
  {
    attack: "another path, by a visitor who isn't signed in: nothing is told of what is there",
    target: "/admin",
    headers: [],
    ...refused,
  },
  { attack: "another method, by a visitor who isn't signed in", method: "POST", headers: [], ...refused },
  {
    attack: "a bad parameter, by a visitor who isn't signed in",
    target: "/twilio/v1/CustomerProfiles?a=b",
    headers: [],
    ...refused,
  },
  { attack: "HEAD, by a visitor who isn't signed in", method: "HEAD", headers: [], status: 403 },
  ...mistakes.map(([name, value]) => ({
    attack: `an \`authorize\` that gives ${name} by mistake`,
    ask: asking(requestFor(), { authorize: any(() => value) }),
    ...refused,
  })),
  {
    attack: "an `authorize` that promises false",
    ask: asking(requestFor(), { authorize: async () => false }),
    ...refused,
  },
  {
    attack: "an `authorize` that gives a Response of its own",
    ask: asking(requestFor(), {
      authorize: () => new Response("sign in", { status: 401, headers: { Location: "/login" } }),
    }),
    status: 401,
    by: "caller",
  },
  {
    attack: "an `authorize` that gives another realm's Response: a copy of it",
    ask: asking(requestFor(), {
      authorize: () => foreign({ status: 303, headers: new Headers({ Location: "/login" }) }),
    }),
    status: 303,
    by: "caller",
  },
  ...[
    ["`Response.error()`", () => Response.error()],
    ["another realm's Response of status 0", () => foreign({ status: 0 })],
    ["another realm's Response of status 99", () => foreign({ status: 99 })],
    ["another realm's Response of status 999", () => foreign({ status: 999 })],
    [
      "another realm's Response with a header that none carries",
      () => foreign({ status: 200, headers: new Map([["a", "b\r\nc: d"]]) }),
    ],
  ].map(([name, authorize]) => ({
    attack: `an \`authorize\` that gives ${name}, which can't be sent`,
    ask: asking(requestFor(), { authorize: any(authorize) }),
    status: 500,
    code: null,
    says: "the server failed",
  })),
  {
    attack: "a request that makes `authorize` throw",
    ask: asking(requestFor(), {
      authorize: () => {
        throw new Error(THROWN[0]);
      },
    }),
    status: 500,
    code: null,
    says: "the server failed",
  },
  {
    attack: "a request that makes `authorize` reject",
    ask: asking(requestFor(), { authorize: () => Promise.reject(new Error(THROWN[0])) }),
    status: 500,
    code: null,
    says: "the server failed",
  },
  {
    attack: "a request that makes `authorize` and `onError` throw",
    ask: asking(requestFor(), {
      authorize: () => {
        throw new Error(THROWN[0]);
      },
      onError: () => {
        throw new Error("another");
      },
    }),
    status: 500,
    code: null,
    says: "the server failed",
  },
  {
    attack: "credentials that can't be had",
    ask: asking(requestFor(), {
      credentials: () => {
        throw new Error(THROWN[1]);
      },
    }),
    status: 500,
    code: null,
    says: "the server failed",
  },
  {
    attack: "credentials that are rubbish",
    ask: asking(requestFor(), { credentials: any(() => ({ username: "AC1", password: "" })) }),
    status: 500,
    code: null,
    says: "the server failed",
  },
];
