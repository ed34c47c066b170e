// @ts-check
// Cursors as programs keep them: opaque strings in a row, a log or an address, from this version and from earlier ones.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage } from "./installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { Client, Cursor } from "trusthub-profiles" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;
/** @type {Emulator} */
let emulator;
/** @type {Client} */
let client;

before(async () => {
  installed = await installPackage();
  library = await installed.load();
  emulator = await startEmulator({ profiles: 130 });
  const [account] = emulator.accounts;
  const credentials = { username: String(account?.accountSid), password: String(account?.authToken) };
  client = library.createClient({ baseUrl: emulator.url, credentials });
});
after(async () => {
  await emulator.close();
  await installed.remove();
});

/** As earlier versions wrote a cursor: the page's query in plain text. @param {string} cursor */
function asBefore(cursor) {
  const bytes = Buffer.from(cursor, "base64url");
  return `page:${bytes.subarray(1, -4)}`;
}

describe("cursors", () => {
  it("are opaque: no filter's text is read in one, and it fits into an address as it is", async () => {
    const [profile] = (await client.listCustomerProfiles({ limit: 1 })).profiles;
    const friendlyName = String(profile?.friendlyName);
    const { cursor } = await client.listCustomerProfiles({ friendlyName, status: "draft", pageSize: 20 });
    assert.match(cursor, /^[\w-]+$/);
    for (const word of [...friendlyName.split(" "), "draft", "FriendlyName", "Status", "PageSize"])
      assert.ok(!cursor.includes(word), `${word} in ${cursor}`);
    // Its version, its query and its checksum, by the standard's own words.
    assert.equal(asBefore(cursor), `page:?Status=draft&FriendlyName=${encodeURIComponent(friendlyName)}&PageSize=20`);
  });

  it("of earlier versions are taken, and give the same page", async () => {
    const { nextCursor } = await client.listCustomerProfiles({ pageSize: 20 });
    const old = /** @type {Cursor} */ (asBefore(String(nextCursor)));
    assert.match(old, /^page:\?.*PageToken=/);
    const [before, today] = await Promise.all([
      client.listCustomerProfiles({ cursor: old }),
      client.listCustomerProfiles({ cursor: /** @type {Cursor} */ (nextCursor) }),
    ]);
    assert.deepEqual(before.profiles, today.profiles);
    assert.equal(before.cursor, nextCursor, "which is written in today's form");
  });

  it("that were cut or changed are refused", async () => {
    const { nextCursor } = await client.listCustomerProfiles({ pageSize: 20 });
    const cursor = String(nextCursor);
    const changed = cursor.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    for (const text of [cursor.slice(0, -1), cursor.slice(1), `${cursor}A`, `${cursor} `, changed, ""]) {
      assert.throws(() => client.listCustomerProfiles({ cursor: /** @type {Cursor} */ (text) }), {
        name: "OptionsError",
        option: "cursor",
      });
    }
  });
});

describe("parseCursor", () => {
  it("takes a cursor that was kept as a string, and brings an old one into today's form", async () => {
    const { nextCursor } = await client.listCustomerProfiles({ pageSize: 100 });
    const kept = String(nextCursor);
    assert.equal(library.parseCursor(kept), kept);
    assert.equal(library.parseCursor(asBefore(kept)), kept);
    const rest = await client.listCustomerProfiles({ cursor: library.parseCursor(kept) }).toArray();
    assert.equal(rest.length, 30);
    // The cursor of a link that can't be followed is one too: it must not read as the end of the list.
    const bad = library.parseCursor("bad-link");
    await assert.rejects(client.listCustomerProfiles({ cursor: bad }).toArray(), { reason: "bad-link" });
  });

  it("refuses anything else, and repeats nothing of it", () => {
    for (const value of ["", "page", "draft", "https://x.example/?Page=1", "AT9TdGF0", null, undefined, 7, {}, ["a"]]) {
      assert.throws(
        () => library.parseCursor(/** @type {any} */ (value)),
        (error) =>
          library.OptionsError.is(error) &&
          error.option === "cursor" &&
          /^option cursor: expected a cursor that a page or an error gave, got (?:an? \w+|null|undefined|an empty string|7)$/.test(
            error.message,
          ),
        String(value),
      );
    }
  });
});
