// @ts-check
// Addresses and links are put together from SIDs in JavaScript. What came must be what is given, whatever the order of
// the keys and whatever the profiles before were like.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
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

const base = "https://trusthub.twilio.com/v1/CustomerProfiles";
const [a, b, c] = /** @type {[string, string, string]} */ (["a", "b", "c"].map((digit) => `BU${digit.repeat(32)}`));
const orders = [
  ["sid", "url", "links"],
  ["sid", "links", "url"],
  ["url", "sid", "links"],
  ["url", "links", "sid"],
  ["links", "sid", "url"],
  ["links", "url", "sid"],
];

/** @param {string[]} order @param {string} sid @param {string} url @param {string} links the SIDs in each, as raw JSON */
function profile(order, sid, url, links) {
  /** @type {Record<string, string>} */
  const members = {
    sid: `"${sid}"`,
    url: `"${base}/${url}"`,
    links: `{"customer_profiles_evaluations":"${base}/${links}/Evaluations","self":"${base}/${links}"}`,
  };
  return `{"status":"draft",${order.map((key) => `"${key}":${members[key]}`).join()},"friendly_name":"name"}`;
}

/** @param {string[]} profiles */
const page = (...profiles) => `{"results":[${profiles.join()}],"meta":{"next_page_url":null}}`;

describe("what follows from a SID", () => {
  for (const order of orders) {
    it(`is what came where SIDs disagree: ${order}`, () => {
      for (const url of [a, b, c]) {
        for (const links of [a, b, c]) {
          const body = page(profile(order, a, a, a), profile(order, b, url, links), profile(order, c, c, c));
          const decoded = library.parseCustomerProfilePage(body, { validation: "strict" });
          const expected = JSON.parse(body).results;
          decoded.profiles.forEach((it, index) => {
            assert.equal(it.url, expected[index].url);
            assert.equal(JSON.stringify(it.links), JSON.stringify(expected[index].links));
          });
        }
      }
    });

    it(`hides nothing that was smuggled in: ${order}`, () => {
      const usual = profile(order, a, a, a);
      for (const [url, links] of /** @type {const} */ ([
        [0, 1],
        [1, 0],
        [1, 1],
      ])) {
        const odd = (/** @type {string} */ bytes) => {
          const sid = bytes.padEnd(a.length, "b");
          return page(usual, profile(order, b, url ? sid : b, links ? sid : b));
        };
        for (const bytes of ["BUbb\n", "BUbb\\q", "BUbb\0"]) {
          assert.throws(() => library.parseCustomerProfilePage(odd(bytes)), library.ResponseError);
        }
        const notUtf8 = new TextEncoder().encode(odd("BUbb#"));
        notUtf8[notUtf8.indexOf(0x23)] = 0xff;
        assert.throws(() => library.parseCustomerProfilePage(notUtf8), library.ResponseError);

        const smuggled = odd('","status":"approved');
        assert.throws(
          () => library.parseCustomerProfilePage(smuggled, { validation: "strict" }),
          library.ResponseError,
        );
        const { issues } = library.parseCustomerProfilePage(smuggled);
        assert.notEqual(issues.length, 0);
      }
    });
  }
});
