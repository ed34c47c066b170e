// @ts-check
// What `init` repeats of an address: never its user info, query or fragment, be it in the message, the stack, the
// causes or whatever else a log prints of an error.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { installPackage } from "./installed.mjs";

/** @import { AddressInfo } from "node:net" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {import("node:http").Server} */
let server;
/** @type {string} */
let host;
/** @type {typeof import("../../pkg-template/slim.js")} */
let slim;

before(async () => {
  installed = await installPackage();
  slim = await import(pathToFileURL(join(installed.folder, "node_modules/trusthub-profiles/slim.js")).href);
  server = createServer((request, response) => {
    const path = String(request.url);
    if (path.startsWith("/page"))
      response.writeHead(200, { "Content-Type": "application/wasm" }).end("<!doctype html>");
    else if (path.startsWith("/broken"))
      response
        .writeHead(200, {
          "Content-Type": path.includes("wasm") ? "application/wasm" : "text/plain",
          "Content-Length": 1000,
        })
        .write("\0asm", () => response.destroy());
    else if (path.startsWith("/loop")) response.writeHead(302, { Location: "/loop?canary-5ec4et" }).end();
    else if (path.startsWith("/away"))
      response.writeHead(302, { Location: "http://canary-5ec4et:canary-5ec4et@127.0.0.1:1/x?canary-5ec4et" }).end();
    else response.writeHead(404).end("canary-5ec4et");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  host = `127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
  return installed.remove();
});

const SECRET = "canary-5ec4et";

/** Everything that is reachable from an error, getters and hidden properties too. @param {unknown} error */
const everything = (error) =>
  inspect(error, { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity });

/**
 * @param {unknown} input
 * @param {RegExp} says
 */
async function failsQuietly(input, says) {
  const error = await slim.init(/** @type {any} */ (input)).then(
    () => assert.fail(`${String(input)}: no error came`),
    (thrown) => thrown,
  );
  assert.match(String(error), says, inspect(input));
  assert.match(String(error), /^Error: init: the core could not be loaded/);
  for (const text of [error.message, error.stack, JSON.stringify(error), everything(error)]) {
    assert.ok(!text.includes(SECRET) && !text.includes(encodeURIComponent(SECRET)), `${inspect(input)}: ${text}`);
  }
}

/** @type {readonly [name: string, inputs: () => readonly unknown[], says: RegExp][]} */
const rows = [
  [
    "addresses that answer 404",
    () => [`http://${host}/none?${SECRET}#${SECRET}`, new URL(`http://${host}/none?${SECRET}#${SECRET}`)],
    /\/none: the server answered 404$/,
  ],
  ["Requests", () => [new Request(`http://${host}/none?${SECRET}#${SECRET}`)], /\/none: the server answered 404$/],
  ["answers that hold no core", () => [`http://${host}/page?${SECRET}`], /\/page: .*magic/],
  [
    "answers that break off",
    () => [`http://${host}/broken?${SECRET}`, `http://${host}/broken?wasm${SECRET}`],
    /\/broken: the response could not be read to its end/,
  ],
  [
    "redirects that lead nowhere",
    () => [`http://${host}/loop?${SECRET}`, `http://${host}/away?${SECRET}`],
    /: fetch failed/,
  ],
  [
    "addresses with user info, which fetch refuses and repeats",
    () => [
      `http://user:${SECRET}@${host}/none?${SECRET}`,
      `http://${SECRET}@${host}/none`,
      `http:\\\\${SECRET}:${SECRET}@${host}/none`,
      new URL(`http://${SECRET}:${SECRET}@${host}/none`),
      `http://x@${SECRET}@${host}/none`,
    ],
    /from http:\/\/127\.0\.0\.1:\d+\/none: fetch failed$/,
  ],
  [
    "hosts that can't be reached",
    () => [`http://127.0.0.1:1/closed?${SECRET}`, `http://${SECRET}@127.0.0.1:9/closed#${SECRET}`],
    /from http:\/\/127\.0\.0\.1:\d\/closed: fetch failed/,
  ],
  [
    "strings that are no URL here",
    () => [
      `client.wasm?${SECRET}`,
      `/pkg/client.wasm?${SECRET}#${SECRET}`,
      `//u:${SECRET}@${host}/x`,
      `?${SECRET}`,
      SECRET,
      `https://u:${SECRET}@/?${SECRET}`,
      `https://[${SECRET}`,
      `http://u:${SECRET}@host:99999/`,
      ` ${SECRET} `,
    ],
    /loaded: the address is not a URL that can be resolved here$/,
  ],
  [
    "data: URLs, whose content is the core itself",
    () => [`data:application/wasm,${SECRET}`, `data:application/wasm;base64,AGFzbQ==?${SECRET}`],
    /from a data: URL: /,
  ],
  [
    "other schemes",
    () => [
      `blob:http://${host}/${SECRET}`,
      `ftp://u:${SECRET}@host/x`,
      `mailto:${SECRET}@example.com`,
      `javascript:${SECRET}`,
    ],
    /from a \w+: URL: fetch failed$/,
  ],
  [
    "files",
    () => [`file:///nowhere/client.wasm?${SECRET}#${SECRET}`, new URL(`file:///nowhere/client.wasm?${SECRET}`)],
    /from file:\/\/\/nowhere\/client\.wasm: the file could not be read \(ENOENT\)$/,
  ],
  [
    "files on another machine, which Node refuses",
    () => [`file://host/client.wasm?${SECRET}`],
    /from file:\/\/\/client\.wasm: the file could not be read/,
  ],
  [
    "Responses",
    () => [
      Object.defineProperty(new Response("", { status: 500 }), "url", {
        value: `http://u:${SECRET}@${host}/given?${SECRET}`,
      }),
    ],
    /from http:\/\/127\.0\.0\.1:\d+\/given: the server answered 500$/,
  ],
  [
    "Responses that throw",
    () => [
      {
        status: 200,
        ok: true,
        url: `http://u:${SECRET}@${host}/given?${SECRET}`,
        arrayBuffer: async () => {
          throw new Error(SECRET);
        },
      },
    ],
    /\/given: the response could not be read to its end$/,
  ],
  [
    "objects of no kind",
    () => [
      { href: 7, secret: SECRET },
      {
        get href() {
          throw new Error(SECRET);
        },
      },
      { url: "", secret: SECRET },
      [SECRET],
      Symbol(SECRET),
      () => SECRET,
    ],
    /loaded: expected an address, a Request, a Response, bytes or a WebAssembly\.Module$/,
  ],
];

describe("init's error repeats no user info, query or fragment of", () => {
  for (const [name, inputs, says] of rows) {
    it(name, async () => {
      for (const input of inputs()) await failsQuietly(input, says);
    });
  }

  it("relative addresses in a page", async () => {
    const global = /** @type {any} */ (globalThis);
    global.location = { href: `http://u:${SECRET}@${host}/app/?${SECRET}` };
    try {
      await failsQuietly(
        `none.wasm?${SECRET}#${SECRET}`,
        /from http:\/\/127\.0\.0\.1:\d+\/app\/none\.wasm: fetch failed \(ERR_INVALID_URL\)$/,
      );
    } finally {
      delete global.location;
    }
  });
});
