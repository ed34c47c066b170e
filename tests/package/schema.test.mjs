// @ts-check
// `customerProfileSchema`: the decoder's own rules and texts, for whatever takes a Standard Schema.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { initTRPC } from "@trpc/server";
import { installPackage } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;

before(async () => {
  installed = await installPackage();
  library = await installed.load();
});
after(() => installed.remove());

/** @param {unknown} value */
const validate = (value) => library.customerProfileSchema["~standard"].validate(value);

/** Values of every rule: right ones, wrong ones, odd names. */
const profiles = [
  {},
  {
    sid: "BU0123456789abcdef0123456789abcdef",
    status: "draft",
    date_created: "2019-07-30T22:29:24Z",
    unknown: { a: [1] },
  },
  { sid: "AC0123456789abcdef0123456789abcdef", policy_sid: 7, friendly_name: {}, status: "closed" },
  { date_created: "yesterday", date_updated: 12, valid_until: "2019-07-30T24:00:00Z" },
  { url: "nowhere", status_callback: " http://x", links: { "a/b~c": "no URI", next: null, ok: "https://x.example/" } },
  { links: [], errors: {}, email: "\ud800" },
  { errors: [{ code: 18601 }, { text: "\udfff" }], friendly_name: "中文 😀", extra: null },
];

describe("customerProfileSchema", () => {
  it("is a Standard Schema of version 1", () => {
    assert.equal(library.customerProfileSchema["~standard"].version, 1);
    assert.equal(library.customerProfileSchema["~standard"].vendor, "trusthub-profiles");
  });

  for (const profile of profiles) {
    it(`finds what the decoder finds: ${JSON.stringify(profile)}`, () => {
      const page = library.parseCustomerProfilePage(
        JSON.stringify({ results: [profile], meta: { next_page_url: null } }),
      );
      const result = validate(profile);
      if (page.issues.length === 0) {
        assert.deepEqual(result, { value: page.profiles[0] });
      } else {
        const found = result.issues?.map((issue) => [issue.message, issue.path]);
        const pointers = page.issues.map(({ path, expected }) => [
          `expected ${expected}`,
          path
            .split("/")
            .slice(3)
            .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~")),
        ]);
        assert.deepEqual(found, pointers);
      }
    });
  }

  it("fails without throwing for what is no profile at all", () => {
    /** @type {Record<string, unknown>} */
    const cycle = {};
    cycle.self = cycle;
    const deep = JSON.parse(`{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`);
    let nested = deep;
    for (let depth = 0; depth < 100_000; depth += 1) nested = { nested };
    const noJson = "expected an object as JSON.parse returns it, got one that JSON can't hold";
    for (const [name, value, message] of /** @type {const} */ ([
      ["undefined", undefined, "expected an object"],
      ["null", null, "expected an object"],
      ["a string", "{}", "expected an object"],
      ["a number", 7, "expected an object"],
      ["an array", [{}], "expected an object"],
      ["a function", () => {}, "expected an object"],
      ["a symbol", Symbol("x"), "expected an object"],
      ["a Date", new Date(0), "expected an object"],
      ["a toJSON of nothing", { toJSON: () => undefined }, "expected an object"],
      ["a cycle", cycle, noJson],
      ["a bigint", { sid: 1n }, noJson],
      [
        "a getter that throws",
        {
          get sid() {
            throw new Error("mine");
          },
        },
        noJson,
      ],
      ["a hundred thousand levels", nested, noJson],
    ])) {
      assert.deepEqual(validate(value), { issues: [{ message }] }, name);
    }
  });

  it("checks the input of a tRPC procedure, and its types", async () => {
    const trpc = initTRPC.create();
    const router = trpc.router({
      review: trpc.procedure
        .input(library.customerProfileSchema)
        .query(({ input }) => input.dateCreated?.getTime() ?? null),
    });
    const caller = trpc.createCallerFactory(router)({});
    assert.equal(await caller.review({ date_created: "2019-07-30T22:29:24Z" }), 1_564_525_764_000);
    await assert.rejects(
      async () => caller.review({ sid: "BU0" }),
      (/** @type {any} */ error) => {
        assert.equal(error.code, "BAD_REQUEST");
        assert.deepEqual(error.cause.issues, [
          { message: "expected a SID: BU and 32 hexadecimal digits", path: ["sid"] },
        ]);
        return true;
      },
    );
  });
});
