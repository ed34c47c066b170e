// @ts-check
// Every example of the declarations: it type-checks strictly, and it runs as it stands, against the emulator.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { machine } from "../environment.mjs";
import { installPackage, root } from "../package/installed.mjs";
import { compile, compilers } from "./compile.mjs";
import { countOf, declared, entries, examplesOf } from "./examples.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

const declarations = join(root, "pkg-template");
const examples = (await Promise.all(entries.map((entry) => examplesOf(declarations, entry)))).flat();

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {Emulator} */
let emulator;

before(async () => {
  installed = await installPackage();
  emulator = await startEmulator({ profiles: 130 });
  for (const file of ["network.mjs", "reader.mjs"])
    await copyFile(join(root, "tests/docs", file), join(installed.folder, file));
});
after(async () => {
  await emulator.close();
  await installed.remove();
});

/** What an example needs to show what it is for: an API that fails, a client, lines that follow it, and what is printed then. */
const circumstances =
  /** @type {Record<string, { arrange?: () => void, client?: object, then?: string, prints?: RegExp, requests?: number }>} */ ({
    "index CustomerProfile": { prints: /^BU[0-9a-f]{32} (.*\n){129}/ },
    "index PageMeta": { prints: /^page 0 of at most 20 profiles$/m },
    "index Issue": {
      arrange: () => emulator.fault("body", { body: '{"results":[{"sid":"x"}],"meta":{"next_page_url":null}}' }),
      prints: /^\/results\/0\/sid: pattern, expected /,
    },
    "index Cursor": { prints: /^20$/m, requests: 2 },
    "index Credentials": {
      then: "for (const it of [ofAccount, ofKey, ofToken]) console.log((await it.listCustomerProfiles({ limit: 1 })).profiles.length);",
      prints: /^1\n1\n1$/m,
      requests: 3,
    },
    "index ClientOptions": {
      then: "await client.listCustomerProfiles({ limit: 1 });",
      prints: /type: 'request'.*type: 'page'/s,
    },
    "index FetchInit": { then: "await client.listCustomerProfiles({ limit: 1 });", requests: 1 },
    "index ListOptions": {
      then: "console.log(rejected.every(({ status }) => status === 'twilio-rejected'), rejected.length > 0);",
      prints: /^true true$/m,
    },
    "index Client": { then: "console.log(profiles.length);", prints: /^130$/m },
    "index createClient": {
      then: "console.log(page.profiles.length > 0, page.profiles[0].status);",
      prints: /^true in-review$/m,
    },
    "index listCustomerProfiles": { prints: /^(BU[0-9a-f]{32}\n){130}$/, requests: 1 },
    "index CustomerProfileList": { prints: /^100\n30$/m, requests: 3 },
    "index CustomerProfilePage": { prints: /^RQ\w+ then 20 more$/m, requests: 2 },
    "index StandardSchemaV1": { then: "console.log(schema['~standard'].vendor);", prints: /^trusthub-profiles$/m },
    "index ClientEvent": {
      arrange: () => emulator.fault("status", { status: 503 }),
      then: "await client.listCustomerProfiles({ limit: 1 });",
      prints: /^page 0: api, again in [\d.]+ ms$/m,
      requests: 2,
    },
    "index TrustHubError": {
      arrange: () => emulator.fault("status", { status: 503, times: 9 }),
      prints: /^api the API answered 503/m,
    },
    "index ApiError": {
      arrange: () => emulator.fault("status", { status: 401, times: 9 }),
      prints: /^wrong credentials https:/m,
    },
    "index NetworkError": {
      arrange: () => emulator.fault("reset", { times: 9 }),
      prints: /^no response: the connection failed/m,
    },
    "index TimeoutError": {
      arrange: () => emulator.fault("hang", { times: 9 }),
      client: { totalTimeoutMs: 50 },
      prints: /^resume at [\w-]{20,}$/m,
    },
    "index ResponseError": { arrange: () => emulator.fault("html", { times: 9, status: 200 }), prints: /JSON.* 0$/m },
    "index PaginationError": { prints: /^resume at [\w-]{40,}$/m },
    "slim init": {
      then: "console.log((await client.listCustomerProfiles({ limit: 3 })).profiles.length);",
      prints: /^3$/m,
      requests: 1,
    },
    "handler HandlerOptions": {
      then: `
      const ask = (headers) => handler(new Request("https://staff.example/twilio/v1/CustomerProfiles/?PageSize=2", { headers }));
      console.log((await ask({})).status, (await (await ask({ Cookie: "a=b" })).json()).results.length);`,
      prints: /^302 2$/m,
      requests: 1,
    },
    "handler createListHandler": {
      then: `
      const ask = (headers) => handler(new Request("https://staff.example/twilio/v1/CustomerProfiles?PageSize=2", { headers }));
      console.log((await ask({})).status, (await (await ask({ Cookie: "a=b" })).json()).results.length);`,
      prints: /^403 2$/m,
      requests: 1,
    },
    "handler toNodeHandler": {
      then: `
      const server = createServer(toNodeHandler(handler)).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const url = "http://127.0.0.1:" + server.address().port + "/twilio/v1/CustomerProfiles?PageSize=2";
      // What the reader's fetch leads to the emulator is the API's alone.
      const { get } = await import("node:http");
      const status = (headers) => new Promise((resolve) => get(url, { headers }, (response) => resolve(response.resume().statusCode)));
      console.log(await status({}), await status({ Cookie: "a=b" }));
      server.closeAllConnections();
      server.close();`,
      prints: /^403 200$/m,
      requests: 1,
    },
  });

/** @param {string} source @param {object} client @returns {Promise<string>} what it prints */
async function printed(source, client) {
  const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  const env = {
    ...machine,
    TRUSTHUB_URL: emulator.url,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    PROFILE_SID: String(emulator.profile(accountSid, 0)["sid"]),
    CLIENT: JSON.stringify(client),
  };
  await writeFile(join(installed.folder, "example.mjs"), `import "./reader.mjs";\n${source}`);
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ["example.mjs"],
      { cwd: installed.folder, env, timeout: 60_000 },
      (error, stdout, stderr) =>
        error === null ? resolve(stdout + stderr) : reject(new Error(`${stderr || error}\n${source}`)),
    );
  });
}

/** Types alone are TypeScript's. @param {string} source */
const javaScript = (source) => source.replace(/^(const \w+): .*? = /gm, "$1 = ");

describe("examples of the declarations", () => {
  it("are all here, each with what is expected of it", async () => {
    const counts = await Promise.all(entries.map((entry) => countOf(declarations, entry)));
    assert.equal(
      examples.length,
      counts.reduce((sum, count) => sum + count, 0),
    );
    const unused = Object.keys(circumstances).filter((name) => examples.every((example) => example.of !== name));
    assert.deepEqual(unused, []);
    const silent = examples.filter(({ of, prints }) => prints.length === 0 && circumstances[of] === undefined);
    assert.deepEqual(
      silent.map(({ of }) => of),
      [],
    );
  });

  for (const compiler of [compilers[0], compilers.at(-1)]) {
    it(`type-check strictly, by TypeScript ${compiler}`, async () => {
      const files = Object.fromEntries(
        examples.map(({ of, source }) => [`${of.replace(" ", "-")}.ts`, `${source}\nexport {};\n`]),
      );
      const all = { ...files, "reader.d.ts": declared };
      assert.equal(
        await compile({
          folder: installed.folder,
          compiler: String(compiler),
          resolution: "bundler",
          node: "20", // for node:http
          dom: true,
          files: all,
        }),
        "",
      );
    });
  }

  for (const { of, source, prints } of examples) {
    it(`run: ${of}`, async () => {
      const { arrange, client = {}, then = "", prints: expected, requests } = circumstances[of] ?? {};
      emulator.requests.length = 0;
      arrange?.();
      try {
        const output = await printed(`${javaScript(source)}\n${then}`, client);
        for (const line of prints) assert.ok(output.split("\n").includes(line), `${output}\nis not: ${line}`);
        if (expected !== undefined) assert.match(output, expected);
        if (requests !== undefined) assert.equal(emulator.requests.length, requests);
      } finally {
        emulator.clearFaults();
      }
    });
  }
});
