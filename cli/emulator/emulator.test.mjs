// @ts-check
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { ask, basic } from "./ask.mjs";
import { startEmulator } from "./emulator.mjs";

const LIST = "/v1/CustomerProfiles";

test("without options there are three accounts, the same at every start", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  const again = await startEmulator();
  t.after(() => again.close());
  assert.deepEqual(
    emulator.accounts.map((account) => account.profiles),
    [260, 7, 0],
  );
  assert.deepEqual(emulator.accounts, again.accounts);
  for (const { accountSid, authToken, apiKey } of emulator.accounts) {
    assert.match(accountSid, /^AC[0-9a-f]{32}$/);
    assert.match(authToken, /^[0-9a-f]{32}$/);
    assert.match(apiKey?.sid ?? "", /^SK[0-9a-f]{32}$/);
  }
  for (const account of emulator.accounts) {
    const { body } = await ask(emulator, "?PageSize=1000", account);
    assert.equal(body.results.length, account.profiles);
    assert.ok(body.results.every((profile) => profile["account_sid"] === account.accountSid));
  }
});

test("the profiles option sizes the first default account, the seed changes them all", async (t) => {
  const emulator = await startEmulator({ profiles: 3, seed: 2 });
  t.after(() => emulator.close());
  const other = await startEmulator({ profiles: 3, seed: 3 });
  t.after(() => other.close());
  assert.deepEqual(
    emulator.accounts.map((account) => account.profiles),
    [3, 7, 0],
  );
  assert.notEqual(emulator.accounts[0]?.accountSid, other.accounts[0]?.accountSid);
});

test("each of an account's credentials opens it, and nothing else does", async (t) => {
  const apiKey = { sid: "SKtest", secret: "key:secret" };
  const emulator = await startEmulator({
    accounts: [{ accountSid: "ACone", authToken: "one", apiKey, bearerToken: "carried", profiles: 1 }, { profiles: 2 }],
  });
  t.after(() => emulator.close());
  /** @type {[string | undefined, number][]} */
  const cases = [
    [basic("ACone", "one"), 200],
    [basic("ACone", "one").replace("Basic", "basic"), 200],
    [basic("SKtest", "key:secret"), 200],
    ["Bearer carried", 200],
    [undefined, 401],
    [basic("ACone", "two"), 401],
    [basic("ACone", ""), 401],
    [basic("ACtwo", "one"), 401],
    [basic("SKtest", "one"), 401],
    ["Basic", 401],
    ["Basic %%%", 401],
    ["Bearer one", 401],
    ["Digest ACone:one", 401],
  ];
  for (const [authorization, status] of cases) {
    const response = await fetch(emulator.url + LIST, { headers: authorization ? { authorization } : {} });
    assert.equal(response.status, status, `${authorization}`);
    const text = await response.text();
    if (status === 401) {
      assert.equal(
        text,
        '{"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401}',
      );
      assert.equal(response.headers.get("www-authenticate"), 'Basic realm="Twilio API"');
    }
    assert.equal(emulator.requests.at(-1)?.account, status === 200 ? "ACone" : null);
  }
});

test("a profile is served alone by its SID, with the list's faults; one that isn't there is a 404 with 20404", async (t) => {
  const emulator = await startEmulator({ profiles: 30 });
  t.after(() => emulator.close());
  const [account, other] = emulator.accounts;
  const { body: page } = await ask(emulator, "?PageSize=1000");
  for (const profile of page.results) {
    const alone = await ask(emulator, `/${profile["sid"]}`);
    assert.equal(alone.status, 200);
    assert.deepEqual(alone.body, profile);
  }
  const sid = String(page.results[7]?.["sid"]);
  assert.deepEqual((await ask(emulator, `/BU${sid.slice(2).toUpperCase()}`)).body, page.results[7]);
  for (const [target, of] of /** @type {const} */ ([
    [`/BU${"0".repeat(32)}`, account],
    [`/${sid}`, other],
    [`/${sid}/`, account],
    [`/${sid.slice(0, -1)}`, account],
    [`/${sid}/EntityAssignments`, account],
  ])) {
    const { status, body } = await ask(emulator, target, of);
    assert.deepEqual([status, body.code], [404, 20404], target);
    assert.equal(body.message, `The requested resource ${LIST}${target} was not found`);
  }
  assert.equal((await fetch(`${emulator.url}${LIST}/${sid}`)).status, 401);
  emulator.fault("status", { status: 503 });
  assert.equal((await ask(emulator, `/${sid}`)).status, 503);
  emulator.fault("truncated");
  const { text } = await ask(emulator, `/${sid}`);
  assert.throws(() => JSON.parse(text), SyntaxError);
  // What is about a page's rows and links waits for a page.
  emulator.fault("no-next-link");
  assert.equal((await ask(emulator, `/${sid}`)).status, 200);
  assert.ok(!("next_page_url" in (await ask(emulator)).body.meta));
});

test("other paths are 404 and other methods 405, in Twilio's shape", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  for (const path of ["/", "/v1/customerprofiles", `${LIST}/`, `${LIST}/BU1`, "//"]) {
    const response = await fetch(emulator.url + path);
    assert.equal(response.status, 404, path);
    assert.deepEqual(await response.json(), {
      code: 20404,
      message: `The requested resource ${path} was not found`,
      more_info: "https://www.twilio.com/docs/errors/20404",
      status: 404,
    });
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"]) {
    const response = await fetch(emulator.url + LIST, { method });
    assert.equal(response.status, 405, method);
    assert.equal(response.headers.get("allow"), "GET");
    const text = await response.text();
    if (method !== "HEAD") assert.equal(JSON.parse(text).code, 20004);
  }
});

test("a page comes with Twilio's headers and a request id of its own", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  const [first, second] = [await ask(emulator), await ask(emulator)];
  assert.equal(first.headers.get("content-type"), "application/json; charset=utf-8");
  assert.match(first.headers.get("twilio-request-id") ?? "", /^RQ[0-9a-f]{32}$/);
  assert.notEqual(first.headers.get("twilio-request-id"), second.headers.get("twilio-request-id"));
  assert.equal(first.headers.get("twilio-concurrent-requests"), "1");
  assert.ok(first.headers.get("date"));
  assert.equal(first.headers.get("access-control-allow-origin"), null);
});

test("cors lets a page ask with two headers and read none", async (t) => {
  const emulator = await startEmulator({ cors: true });
  t.after(() => emulator.close());
  const preflight = await fetch(emulator.url + LIST, {
    method: "OPTIONS",
    headers: { Origin: "http://demo.example", "Access-Control-Request-Headers": "x-other" },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-methods"), "GET");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "Authorization, Content-Type");
  const { headers } = await ask(emulator);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(headers.get("access-control-expose-headers"), null);
});

test("requests are recorded as they came, the last ten thousand", async (t) => {
  const emulator = await startEmulator({ accounts: [{ accountSid: "ACone" }] });
  t.after(() => emulator.close());
  await ask(emulator, "?Status=draft&Other=a%20b+c==");
  await ask(emulator, "?Status=nonsense");
  const [first, second] = emulator.requests;
  assert.deepEqual(
    { ...first, headers: first?.headers["authorization"] },
    {
      method: "GET",
      path: LIST,
      query: "Status=draft&Other=a%20b+c==",
      headers: basic("ACone", emulator.accounts[0]?.authToken ?? ""),
      status: 200,
      account: "ACone",
    },
  );
  assert.equal(second?.status, 400);
  emulator.requests.length = 0;
  for (let sent = 0; sent < 10_010; sent += 70) {
    const paths = Array.from({ length: 70 }, (_, at) => `/${sent + at}`);
    await Promise.all(paths.map(async (path) => (await emulator.fetch(emulator.url + path)).text()));
  }
  assert.equal(emulator.requests.length, 10_000);
  assert.notEqual(emulator.requests[0]?.path, "/0");
});

test("profiles may be given, odd ones too, and are served and filtered as they are", async (t) => {
  const given = [{ sid: "BU1", status: "draft", friendly_name: "One" }, { sid: null }, {}, { status: "draft" }];
  const emulator = await startEmulator({ accounts: [{ profiles: given }] });
  t.after(() => emulator.close());
  const sid = emulator.accounts[0]?.accountSid ?? "";
  assert.equal(emulator.accounts[0]?.profiles, 4);
  assert.deepEqual((await ask(emulator)).body.results, given);
  assert.deepEqual((await ask(emulator, "?Status=draft")).body.results, [given[0], given[3]]);
  assert.deepEqual((await ask(emulator, "?FriendlyName=One")).body.results, [given[0]]);
  assert.deepEqual((await ask(emulator, `?PolicySid=RN${"0".repeat(32)}`)).body.results, []);
  assert.deepEqual([...emulator.profilesOf(sid)], given);
  assert.deepEqual(emulator.profile(sid, 3), given[3]);
  assert.throws(() => emulator.profile(sid, 4), new RangeError("there is no profile 4 in a list of 4"));
  assert.throws(() => emulator.profile("ACnone", 0), new RangeError("there is no account ACnone"));
});

test("profile and profilesOf tell what is served", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  const sid = emulator.accounts[0]?.accountSid ?? "";
  const { results } = (await ask(emulator, "?PageSize=1000")).body;
  assert.deepEqual(results, [...emulator.profilesOf(sid)]);
  assert.deepEqual(results[259], emulator.profile(sid, 259));
});

test("handle serves from another server, whose host stands in the links", async (t) => {
  const emulator = await startEmulator();
  const server = createServer(emulator.handle).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const url = `http://127.0.0.1:${address.port}${LIST}`;
  const { body } = await ask(emulator, url);
  assert.ok(body.meta.next_page_url?.startsWith(`${url}?`), `${body.meta.next_page_url}`);
  emulator.fault("hang");
  const hung = ask(emulator, url);
  const rejected = assert.rejects(hung);
  while (emulator.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await emulator.close();
  await rejected;
});

test("linkOrigin replaces the request's host in every link", async (t) => {
  const emulator = await startEmulator({ linkOrigin: "https://trusthub.twilio.com" });
  t.after(() => emulator.close());
  const { meta } = (await ask(emulator)).body;
  for (const link of [meta.url, meta.first_page_url, meta.next_page_url]) {
    assert.ok(link?.startsWith("https://trusthub.twilio.com/v1/CustomerProfiles?"), `${link}`);
  }
});

test("a request without a Host, as HTTP/1.0 allows, gets links to the socket's address", async (t) => {
  const emulator = await startEmulator({ accounts: [{ profiles: 60, bearerToken: "carried" }] });
  t.after(() => emulator.close());
  const socket = connect(emulator.port, "127.0.0.1");
  socket.end(`GET ${LIST}?PageSize=1 HTTP/1.0\r\nAuthorization: Bearer carried\r\n\r\n`);
  let response = "";
  for await (const chunk of socket.setEncoding("utf8")) response += chunk;
  assert.ok(response.includes(`"url":"${emulator.url}${LIST}?`), response);
});

test("close may be called again, and cuts requests that wait", async () => {
  const emulator = await startEmulator();
  emulator.fault("latency", { ms: 60_000 });
  const rejected = assert.rejects(ask(emulator));
  while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await Promise.all([emulator.close(), emulator.close()]);
  await rejected;
  await emulator.close();
});

test("nothing that was under way keeps a process alive after close", async () => {
  const program = `
    import { get } from "node:http";
    import { startEmulator } from ${JSON.stringify(new URL("emulator.mjs", import.meta.url).href)};
    const emulator = await startEmulator({ accounts: [{ profiles: 50, bearerToken: "carried" }] });
    const slow = { ms: 60_000 };
    const faults = [["latency", slow], ["hang"], ["slow-body", slow], ["hang-body"], ["large-body"]];
    const options = { headers: { Authorization: "Bearer carried" }, agent: false };
    for (const [at, [name, settings]] of faults.entries()) {
      emulator.fault(name, settings);
      get(emulator.url + "${LIST}", options).on("error", () => {}).on("response", (r) => r.on("error", () => {}));
      while (emulator.requests.length <= at) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await emulator.close();
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit", timeout: 20_000 });
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("a port in use and options that are unknown or wrong are refused at the start", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  await assert.rejects(startEmulator({ port: emulator.port }), { code: "EADDRINUSE" });
  // @ts-expect-error: what a caller without types might write
  await assert.rejects(startEmulator({ sed: 1 }), /unknown option of the emulator "sed"; .* "seed"/);
  // @ts-expect-error: what a caller without types might write
  await assert.rejects(startEmulator({ accounts: [{ profile: 1 }] }), /account option "profile"; .* "profiles"/);
  await assert.rejects(startEmulator({ accounts: [{ profiles: -1 }] }), RangeError);
  await assert.rejects(
    startEmulator({ accounts: [{ accountSid: "ACone" }, { accountSid: "ACone" }] }),
    new TypeError("two accounts have the SID ACone"),
  );
  const pair = { accountSid: "ACone", authToken: "token" };
  for (const accounts of [
    [{ bearerToken: "b" }, { bearerToken: "b" }],
    [pair, { apiKey: { sid: pair.accountSid, secret: pair.authToken } }],
  ])
    await assert.rejects(
      startEmulator({ accounts }),
      /^TypeError: two accounts have the same credentials: AC\w+ and AC\w+$/,
    );
  for (const options of [{ seed: -1 }, { seed: 1.5 }, { port: -1 }, { port: 65_536 }, { profiles: 1.5 }])
    await assert.rejects(startEmulator(options), RangeError, JSON.stringify(options));
  // What a caller without types might write: Node takes such a port for a local socket.
  for (const options of /** @type {any[]} */ ([{ seed: "1" }, { port: "x" }, { profiles: "5" }]))
    await assert.rejects(startEmulator(options), RangeError, JSON.stringify(options));
  await assert.rejects(startEmulator({ host: "" }), /^TypeError: host is an address or a name, not an empty one$/);
  await assert.rejects(startEmulator({ faults: "latency:1,hag" }), /unknown fault "hag"; the nearest is "hang"/);
});
