// @ts-check
// What stands in the address bar: the form, the request and the rows say the same of it, or nothing is asked for.

import assert from "node:assert/strict";
import { it } from "node:test";
import { inEachBrowser } from "./page.mjs";

const POLICY = `RN${"0".repeat(32)}`;

inEachBrowser("the address", { profiles: 230 }, (page) => {
  /** What the form shows. @returns {Promise<Record<string, string>>} */
  const form = () =>
    page().run(`
    const names = ["friendlyName", "status", "policySid", "pageSize"];
    return Object.fromEntries(names.map((name) => [name, root.querySelector("[name=" + name + "]").value]));`);
  const search = async () => new URL(await page().driver.getCurrentUrl()).searchParams;
  /** @param {string} address */
  const refuses = async (address) => {
    page().emulator.requests.length = 0;
    await page().open(`?${address}`);
    await page().reads(".notice", "This link is broken or out of date");
    assert.equal(await page().run("return root.querySelectorAll('.body .row').length;"), 0, `no rows at ${address}`);
    assert.deepEqual(page().emulator.requests, [], address);
  };

  it("refuses a cursor that belongs to other filters than those beside it", async () => {
    await refuses("status=draft&cursor=page:?Status=in-review");
    assert.equal((await form())["status"], "draft");
    await page().click(".notice button");
    await page().reads(".summary", "Page 1");
    assert.deepEqual(new Set(await page().texts(".body .badge")), new Set(["Draft"]));
    assert.equal((await search()).toString(), "status=draft");
    await page().hasNoFaults();
  });

  it("refuses a cursor whose address was changed in any part, and takes it as it was", async () => {
    await page().open("?status=twilio-approved&size=20");
    await page().reads(".summary", "Page 1: 20 profiles");
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2: 20 profiles");
    const there = await search();
    for (const change of ["status=draft", "status=", "size=50", "size=", "name=Acme", `policy=${POLICY}`]) {
      const changed = new URLSearchParams(there);
      for (const [name, value] of new URLSearchParams(change)) changed.set(name, value);
      await refuses(changed.toString());
    }
    const cursor = String(there.get("cursor"));
    const bare = cursor.slice(0, cursor.lastIndexOf("."));
    for (const other of [`${cursor}0`, cursor.slice(0, -1), cursor.slice(1), bare, ".", "page:", "page:.", "broken"]) {
      const changed = new URLSearchParams(there);
      changed.set("cursor", other);
      await refuses(changed.toString());
    }
    await page().open(`?${there}`);
    await page().reads(".summary", "Page 2: 20 profiles");
    assert.deepEqual(new Set(await page().texts(".body .badge")), new Set(["Approved"]));
    await page().hasNoFaults();
  });

  for (const [address, shown, asked] of /** @type {[string, Record<string, string>, Record<string, string>][]} */ ([
    ["status=draft&status=in-review", { status: "draft" }, { Status: "draft" }],
    ["name=Acme%0D%0AInc", { friendlyName: "AcmeInc" }, { FriendlyName: "AcmeInc" }],
    ["name=%20Acme%00", { friendlyName: " Acme\u0000" }, { FriendlyName: " Acme\u0000" }],
    [`policy=%20${POLICY}%0A`, { policySid: POLICY }, { PolicySid: POLICY }],
    ["size=", { pageSize: "50" }, { PageSize: "50" }],
    ["size=020", { pageSize: "20" }, { PageSize: "20" }],
    ["size=%2020", { pageSize: "20" }, { PageSize: "20" }],
    ["cursor=", {}, { PageSize: "50" }],
  ])) {
    it(`asks for what the form shows at ?${address}`, async () => {
      await page().open(`?${address}`);
      await page().reads(".summary", /^Page 1: (\d+|no) profiles?/);
      const now = await form();
      for (const [name, value] of Object.entries(shown)) assert.equal(now[name], value);
      const query = new URLSearchParams(page().emulator.requests.at(-1)?.query);
      for (const [name, value] of Object.entries(asked)) assert.equal(query.get(name), value);
      await page().hasNoFaults();
    });
  }

  for (const [address, selector, expected] of /** @type {const} */ ([
    ["status=constructor", "#problem-status", "Check the status"],
    ["status=__proto__", "#problem-status", "Check the status"],
    ["size=1e2", "#problem-pageSize", "Check the page size: a whole number from 1 to 1000"],
    ["size=0x10", "#problem-pageSize", "Check the page size: a whole number from 1 to 1000"],
    ["size=Infinity", "#problem-pageSize", "Check the page size: a whole number from 1 to 1000"],
    ["size=-0", "#problem-pageSize", "Check the page size: a whole number from 1 to 1000"],
    ["size=constructor", "#problem-pageSize", "Check the page size: a whole number from 1 to 1000"],
  ])) {
    it(`refuses ?${address} at its field`, async () => {
      await page().open(`?${address}`);
      await page().reads(selector, expected);
      assert.deepEqual(page().emulator.requests, []);
      await page().hasNoFaults();
    });
  }
});
