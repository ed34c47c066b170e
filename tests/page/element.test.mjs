// @ts-check
// The element as embedders use it: properties by value, methods, events that they take over, slots, a place in the document that
// changes, and a server whose session ends.

import assert from "node:assert/strict";
import { it } from "node:test";
import { inEachBrowser } from "./page.mjs";

inEachBrowser("the element", { profiles: 130 }, (page) => {
  const requests = () => page().emulator.requests.length;
  const open = async (search = "?size=20") => {
    await page().open(search);
    await page().reads(".summary", "Page 1: 20 profiles");
    await page().run(`
      window.heard = [];
      window.failures = [];
      document.addEventListener("profiles-error", ({ detail }) => window.failures.push(detail));
      for (const name of ["filter", "navigate", "page", "end", "error", "unauthorized", "open", "export"])
        document.addEventListener("profiles-" + name, (event) => {
          window.heard.push(name);
          if (name === "filter") window.chosen = event.detail;
          if (window.prevented === name) event.preventDefault();
        });`);
    page().emulator.requests.length = 0;
  };
  /** @returns {Promise<string[]>} */
  const heard = () => page().run("return window.heard;");
  const frames = () => page().settled();

  for (const [what, script] of Object.entries({
    "equal properties": `
      element.baseUrl = new URL("/twilio", location.href).pathname;
      element.clientOptions = {};
      element.texts = { loadAll: undefined };
      element.filters = { status: [], friendlyName: undefined };
      element.search = "";
      element.sort = null;
      element.cursor = null;
      element.pageSize = 20;`,
    "other texts": `element.texts = { loadAll: "Alles" };`,
    "other functions of a client's options": `
      element.clientOptions = { onEvent: undefined };`,
    "another search, and another order": `element.search = "a"; element.sort = { by: "email", descending: true };`,
  })) {
    it(`asks for nothing when it gets ${what}, and the record stays open`, async () => {
      await open();
      await page().click(".row[data-index='2'] .open");
      await page().reads(".record", "Account SID");
      const title = await page().text(".record h2");
      await page().run(script);
      await frames();
      await page().run("return element.updateComplete;");
      assert.equal(requests(), 0);
      assert.equal(await page().text(".record h2"), title);
      await page().press("ESCAPE");
    });
  }

  it("calls the functions of the latest client options, without another request", async () => {
    await open();
    await page().run(`
      window.events = [];
      element.clientOptions = { onEvent: () => window.events.push("first") };`);
    await page().until("return element.state === 'page' && window.events.length > 0;");
    const before = requests();
    await page().run(`window.events = []; element.clientOptions = { onEvent: () => window.events.push("second") };`);
    await frames();
    assert.equal(requests(), before);
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2");
    assert.deepEqual(await page().run("return [...new Set(window.events)];"), ["second"]);
  });

  it("asks once for several properties that are set together", async () => {
    await open();
    await page().run("element.filters = { status: ['draft'] }; element.pageSize = 50; element.search = 'a';");
    await page().until(
      "return element.state === 'page' && element.page.profiles.every(({ status }) => status === 'draft');",
    );
    assert.deepEqual(
      page().emulator.requests.map(({ query }) => query),
      ["Status=draft&PageSize=50"],
    );
    assert.deepEqual(await page().run("return [element.filters, element.search, element.pageSize];"), [
      { status: ["draft"] },
      "a",
      50,
    ]);
    assert.deepEqual(
      (await heard()).filter((name) => name === "filter"),
      [],
      "who sets a property needs no event of it",
    );
  });

  it("takes undefined for what was never set", async () => {
    await open();
    await page().run("element.urlState = undefined;");
    assert.equal(await page().run("return element.urlState;"), null);
    const address = await page().driver.getCurrentUrl();
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2: 20 profiles");
    assert.equal(await page().driver.getCurrentUrl(), address);
    await page().run("element.baseUrl = undefined;");
    await page().reads(".notice", "The attribute base-url is missing");
    assert.equal(requests(), 1);
  });

  it("lists profiles where nothing observes sizes, as in jsdom", async () => {
    await open();
    await page().run(`
      delete window.ResizeObserver;
      const other = document.createElement("customer-profiles");
      other.baseUrl = "/twilio";
      element.replaceWith(other);`);
    await page().reads(".summary", "Page 1: 50 profiles");
    await page().reads(".body", "BU");
    await page().hasNoFaults();
  });

  it("begins at a cursor that comes with another page size, in any order", async () => {
    await open();
    const cursor = await page().run("return element.page.nextCursor;");
    for (const [first, second] of [
      ["cursor", "pageSize"],
      ["pageSize", "cursor"],
    ]) {
      await page().run("element.pageSize = 50; element.cursor = null;");
      await page().reads(".summary", "Page 1: 50 profiles");
      const values = { cursor, pageSize: 20 };
      await page().run(
        "const [values, ...names] = arguments; for (const name of names) element[name] = values[name];",
        values,
        String(first),
        String(second),
      );
      await page().reads(".summary", "Page 2: 20 profiles");
    }
  });

  it("gives what it shows, and does by methods what its buttons do", async () => {
    await open();
    const facts = () =>
      page().run(
        "return [element.state, element.profiles.length, element.page?.profiles.length ?? null, element.cursor];",
      );
    assert.deepEqual(await facts(), ["page", 20, 20, null]);
    const done = (/** @type {string} */ script) =>
      page().driver.executeAsyncScript(
        `const done = arguments[0], element = document.querySelector("customer-profiles"); ${script}.then(() => done(null), done);`,
      );
    await done("element.reload()");
    assert.equal(requests(), 1);
    await done("element.loadAll()");
    assert.deepEqual((await facts()).slice(0, 2), ["all", 130]);
    const sid = await page().run("return element.profiles[100].sid;");
    await done(`element.open("${sid}")`);
    await page().reads(".record", sid);
    assert.deepEqual(await heard(), ["page", "end", "open"]);
    await page().press("ESCAPE");
    // The keyboard goes on at the row of what was read.
    await page().until("return root.activeElement?.closest('[data-index]')?.dataset.index === '100';");
  });

  it("leaves to the host what the host prevents", async () => {
    await open();
    // How many more are drawn below is the browser's affair.
    const firstRows = async () => (await page().texts(".body .name .second")).slice(0, 5);
    const shown = await firstRows();
    assert.equal(shown.length, 5);
    for (const [name, act] of /** @type {[string, () => Promise<unknown>][]} */ ([
      ["navigate", () => page().click("[name=next]")],
      ["filter", () => page().choose("[name=pageSize]", "100")],
      ["open", () => page().click(".row[data-index='0'] .open")],
    ])) {
      await page().run("window.prevented = arguments[0];", name);
      await act();
      await page().until("return window.heard.includes(arguments[0]);", name);
      if (name === "filter") assert.equal(await page().run("return window.chosen.pageSize;"), 100);
      await frames();
      assert.equal(requests(), 0, name);
      assert.deepEqual(await firstRows(), shown, name);
      assert.equal(await page().run("return root.querySelector('dialog').open;"), false, name);
      assert.equal(new URL(await page().driver.getCurrentUrl()).search, "?size=20", name);
    }
  });

  it("keeps what was loaded when it is moved in the document, and a load that is under way", async () => {
    await open();
    await page().click("[name=load-all]");
    await page().reads(".summary", "All loaded: 130 profiles");
    page().emulator.requests.length = 0;
    await page().run("const box = document.createElement('section'); document.body.append(box); box.append(element);");
    await frames();
    await page().reads(".summary", "All loaded: 130 profiles");
    assert.ok((await page().texts(".body .row")).length > 5, "rows are drawn");
    await page().run("root.querySelector('.grid').scrollTop = 1e6;");
    await page().until("return root.querySelector('[data-index=\"129\"]') !== null;");
    await page().run(
      "window.kept = element; element.remove(); setTimeout(() => document.querySelector('main').append(window.kept), 300);",
    );
    await page().driver.wait(() => page().run("return element !== null;"), 20_000);
    await frames();
    await page().reads(".summary", "All loaded: 130 profiles");
    assert.equal(requests(), 0);

    page().emulator.fault("hang", { page: 0 });
    await page().run("element.reload();");
    await page().reads(".summary", "Loading all profiles…");
    await page().run("document.body.append(element);");
    assert.equal(requests(), 1);
    page().emulator.clearFaults();
    await page().run(
      "window.kept = element; element.remove(); setTimeout(() => document.querySelector('main').append(window.kept), 300);",
    );
    await page().driver.wait(() => page().run("return element !== null;"), 20_000);
    await page().reads(".summary", "All loaded: 130 profiles");
    await page().hasNoFaults();
  });

  it("has places for more buttons, for what is said of an empty list, and for columns of the embedder's", async () => {
    await open();
    await page().run(`
      const button = document.createElement("button");
      button.slot = "toolbar"; button.id = "mine"; button.textContent = "Mine";
      const empty = document.createElement("p");
      empty.slot = "empty"; empty.textContent = "Nobody here";
      const template = document.createElement("template");
      template.slot = "column"; template.dataset.label = "Account";
      const link = document.createElement("a");
      link.setAttribute("href", "/accounts/{accountSid}?name={friendlyName}"); link.textContent = "{accountSid}";
      template.content.append(link);
      element.append(button, empty, template);`);
    await page().reads(".head", "Account");
    const [text, href, name] = await page().run(`
      const link = root.querySelector("[data-index='1'] .own a"), profile = element.profiles[1];
      return [link.textContent, link.getAttribute("href"), profile.friendlyName];`);
    assert.match(text, /^AC[0-9a-f]{32}$/);
    assert.equal(href, `/accounts/${text}?name=${encodeURIComponent(name)}`);
    assert.ok(await page().driver.executeScript("return document.querySelector('#mine').checkVisibility();"));
    // As React and Vue fill a template.
    await page().run(`
      const template = document.createElement("template");
      template.slot = "column"; template.dataset.label = "Notes";
      const link = document.createElement("a");
      for (const [name, value] of Object.entries({ href: "/notes/{sid}", title: "Of {friendlyName}" }))
        link.setAttribute(name, value);
      link.textContent = "Notes";
      template.append(link);
      element.append(template);`);
    await page().reads(".head", "Notes");
    const [title, shown] = await page().run(
      `const link = root.querySelectorAll("[data-index='1'] .own a")[1]; return [link.title, link.textContent];`,
    );
    assert.deepEqual([title, shown], [`Of ${name}`, "Notes"]);
    for (const width of [650, 800, 1000, 1228]) {
      const isThere = await page().run(
        `element.style.inlineSize = arguments[0] + "px";
        const grid = root.querySelector(".grid");
        grid.scrollLeft = grid.scrollWidth;
        const cells = [...grid.querySelectorAll("[data-index='1'] .own")];
        const edge = grid.getBoundingClientRect().left + grid.clientLeft + grid.clientWidth;
        return cells.every((cell) => cell.getBoundingClientRect().right <= edge && cell.scrollWidth <= cell.clientWidth);`,
        width,
      );
      assert.equal(isThere, true, `at ${width} px`);
    }
    await page().run("element.style.inlineSize = '';");
    await page().run("element.filters = { friendlyName: 'Nobody' };");
    await page().driver.wait(
      () => page().driver.executeScript("return document.querySelector('[slot=empty]').checkVisibility();"),
      20_000,
    );
    await page().hasNoFaults();
  });

  /** What a server before the list answers, as the element's fetch gets it. */
  const answers = {
    401: `new Response('{"message":"no session"}', { status: 401, headers: { "Content-Type": "application/json" } })`,
    403: `new Response("", { status: 403 })`,
    "a redirect": `{ status: 0, type: "opaqueredirect", headers: new Headers(), body: null, arrayBuffer: async () => new ArrayBuffer(0) }`,
    "a login page with 200": `new Response("<!doctype html><title>Sign in</title>", { headers: { "Content-Type": "text/html" } })`,
  };
  for (const [what, response] of Object.entries(answers)) {
    it(`says that the session ended at ${what}, lets the host sign in, and goes on`, async () => {
      await open();
      const locked = `(...call) => window.isOpen ? fetch(...call) : Promise.resolve(${response})`;
      await page().run(`window.isOpen = false; element.clientOptions = { maxRetries: 0, fetch: ${locked} };`);
      await page().reads(".notice", "Your session ended");
      await page().reads(".notice", "Sign in again");
      assert.deepEqual(await heard(), ["unauthorized", "error"]);
      await page().isAccessible(`a session that ended by ${what}`);
      await page().run("window.isOpen = true; element.reload();");
      await page().reads(".summary", "Page 1: 20 profiles");

      // A host that takes care of it says so itself, and the page that was there stays.
      await page().run("window.isOpen = false; window.prevented = 'unauthorized';");
      await page().click("[name=next]");
      await page().until("return window.heard.filter((name) => name === 'unauthorized').length === 2;");
      await frames();
      assert.equal(await page().text(".notice"), "");
      assert.ok((await page().texts(".body .row")).length > 5);
      await page().run("window.isOpen = true; element.reload();");
      await page().reads(".summary", "Page 2: 20 profiles");
      await page().hasNoFaults();
    });
  }

  it("says that the session ended where a record is asked for, and opens it once the host signed in", async () => {
    await open();
    const sid = page().emulator.profile(String(page().emulator.accounts[0]?.accountSid), 99)["sid"];
    await page().run(`
      window.isOpen = true;
      element.clientOptions = { maxRetries: 0, fetch: (...call) => window.isOpen ? fetch(...call) : Promise.resolve(new Response("", { status: 401 })) };`);
    await page().reads(".summary", "Page 1: 20 profiles");
    await page().run("window.heard.length = 0; window.isOpen = false; void element.open(arguments[0]);", sid);
    await page().reads(".record .notice", "Sign in again");
    assert.deepEqual(await heard(), ["unauthorized", "error"]);
    await page().isAccessible("a record whose session ended");
    await page().run("window.isOpen = true;");
    await page().click("[name=retry-record]");
    await page().reads(".record", "Account SID");
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog').open;");

    await page().run(
      "window.heard.length = 0; window.isOpen = false; window.prevented = 'unauthorized'; void element.open(arguments[0]);",
      sid,
    );
    await page().until("return window.heard.includes('unauthorized') && !root.querySelector('dialog').open;");
    assert.deepEqual(await heard(), ["unauthorized"]);
    await page().run("window.isOpen = true; void element.reload();");
    await page().reads(".record", "Account SID");
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog').open;");
    await page().run("return element.reload();");
    assert.equal(await page().run("return root.querySelector('dialog').open;"), false, "once");
    await page().hasNoFaults();
  });

  it("says in its own languages, and in the embedder's words, what is wrong", async () => {
    await open();
    await page().type("[name=policySid]", "RN1");
    for (const [lang, expected] of Object.entries({
      en: "Check the policy SID: RN and 32 hexadecimal digits",
      de: "Prüfen Sie die SID der Richtlinie: RN und 32 hexadezimale Ziffern",
      es: "Revise el SID de la política: RN y 32 dígitos hexadecimales",
    })) {
      await page().run("element.lang = arguments[0];", lang);
      await page().reads("#problem-policySid", expected);
    }
    await page().run("element.texts = { problems: { policySid: 'Nein: {message}', status: undefined } };");
    await page().reads("#problem-policySid", "Nein: Expected a SID: RN and 32 hexadecimal digits");
    await page().run("root.querySelector('[name=clear]').click(); element.clientOptions = { maxRetries: 0 };");
    await page().until("return element.state === 'page';");
    page().emulator.fault("status", { status: 500, times: Infinity });
    await page().click("[name=next]");
    await page().reads(".notice", "Mensaje: The API answered 500");
    await page().run("element.texts = { message: ({ kind, status, code }) => `${kind} ${status} ${code}` };");
    await page().reads(".notice", "busy 500 20500");
    const sid = `BU${"1".repeat(32)}`;
    await page().run("void element.open(arguments[0]);", sid);
    await page().reads(".record", "busy 500 20500");
    await page().press("ESCAPE");
  });

  it("goes on with a whole list where the session ended", async () => {
    await open();
    await page().run(`
      window.isOpen = true;
      element.clientOptions = { maxRetries: 0, fetch: (...call) => window.isOpen ? fetch(...call) : Promise.resolve(new Response("", { status: 401 })) };`);
    await page().reads(".summary", "Page 1: 20 profiles");
    await page().run("window.isOpen = false; element.loadAll();");
    await page().reads(".notice", "Your session ended");
    await page().run("window.isOpen = true; element.reload();");
    await page().reads(".summary", "All loaded: 130 profiles");
    assert.equal(await page().text(".notice"), "");
  });

  for (const [status, code] of /** @type {const} */ ([
    [401, 20003],
    [403, 20403],
  ])) {
    it(`says at once that the API refused the server's credentials with ${status}, and asks no second time`, async () => {
      await open();
      const body = { code, message: "no", status };
      page().emulator.fault("status", { status, body, times: Infinity });
      await page().click("[name=next]");
      await page().reads(".notice", "The API refused the server's credentials");
      assert.equal(requests(), 1);
      assert.doesNotMatch(await page().text(".notice"), /attempts/);
      const facts = await page().run(
        "const { error } = window.failures[0]; return [error.name, error.status, error.code, error.attempts];",
      );
      assert.deepEqual(facts, ["ApiError", 502, code, 1]);
      assert.deepEqual(await heard(), ["navigate", "error"], "no sign-in would help");
      await page().click("[name=load-all]");
      await page().until("return element.state === 'failed' && root.querySelector('.load-all') !== null;");
      assert.equal(requests(), 2);
      page().emulator.clearFaults();
      await page().click(".load-all [name=main]");
      await page().reads(".summary", "All loaded: 130 profiles");
      await page().hasNoFaults();
    });
  }

  it("repeats every other 502, whatever its body", async () => {
    await open();
    await page().run(`
      window.bodies = {
        "another code": () => '{"code":20502,"status":502}',
        "a page": () => "<html>",
        "no object": () => "null",
        "no body": () => null,
        "a long one": () => "x".repeat(100_000),
        "a broken one": () => new ReadableStream({ pull: (controller) => controller.error(new Error("cut")) }),
      };
      window.calls = 0;
      window.body = () => "";
      element.clientOptions = { maxRetries: 1, fetch: async () => {
        window.calls += 1;
        return new Response(window.body(), { status: 502 });
      } };`);
    await page().until("return element.state === 'failed';");
    for (const what of await page().run("return Object.keys(window.bodies);")) {
      await page().run("window.calls = 0; window.body = window.bodies[arguments[0]]; element.reload();", what);
      await page().until("return element.state === 'failed' && window.calls > 0;");
      assert.equal(await page().run("return window.calls;"), 2, what);
      await page().reads(".notice", "The API is busy or in trouble");
    }
  });

  it("says what is wrong where nothing answers under base-url", async () => {
    await open();
    await page().run("element.clientOptions = { maxRetries: 0 }; element.baseUrl = '/nothing-here';");
    await page().reads(".notice", "Nothing answers at this address");
    await page().reads(".notice", "base-url");
  });

  it("keeps the page that was there when the next one fails, with the failure above it", async () => {
    await open();
    await page().run("element.clientOptions = { maxRetries: 0 };");
    await page().until("return element.state === 'page';");
    // How many more are drawn below is the browser's affair.
    const firstRows = async () => (await page().texts(".body .name .second")).slice(0, 8);
    const shown = await firstRows();
    assert.equal(shown.length, 8);
    page().emulator.fault("status", { status: 500, times: 1 });
    await page().click("[name=next]");
    await page().reads(".notice", "The API is busy or in trouble");
    assert.deepEqual(await firstRows(), shown);
    await page().isAccessible("a failure above a page");
    await page().click(".notice [name=retry]");
    await page().reads(".summary", "Page 2: 20 profiles");
    assert.equal(await page().text(".notice"), "");
  });
});
