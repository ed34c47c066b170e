// @ts-check
// Browsers: each way in each engine.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { engines, withBrowser } from "../browsers.mjs";
import { elementModule, moduleProgram } from "../programs.mjs";
import { startPages } from "../pages.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */

const RUN = 'run({ baseUrl: new URL("/twilio", location.href) })';
const SHOW = "(said) => { document.title = said; }, (error) => { document.title = String(error); }";

/** Runs a page's program, and shows what it said. */
export const showProgram = `import { run } from "/program.mjs";\n${RUN}.then(${SHOW});`;

/** @typedef {{ files: Record<string, string>, headers?: Record<string, string>, wasmType?: string }} Served */

/** @type {Record<string, Served & { expected?: string }>} */
export const ways = {
  "module script": { files: { "/main.js": showProgram } },
  "module worker": {
    files: {
      "/main.js": `const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => { document.title = data; };
        worker.onerror = () => { document.title = "the worker failed"; };`,
      "/worker.js": `import { run } from "/program.mjs";\n${RUN}.catch(String).then((said) => postMessage(said));`,
    },
  },
  "service worker": {
    files: {
      "/main.js": `const channel = new MessageChannel();
        channel.port1.onmessage = ({ data }) => { document.title = data; };
        await navigator.serviceWorker.register("/service-worker.js", { type: "module" });
        (await navigator.serviceWorker.ready).active.postMessage("run", [channel.port2]);`,
      "/service-worker.js": `import { run } from "/program.mjs";
        const answer = ({ ports: [port] }) => ${RUN}.catch(String).then((said) => port.postMessage(said));
        addEventListener("message", (event) => event.waitUntil(answer(event)));`,
    },
  },
  "a strict CSP": {
    files: { "/main.js": showProgram },
    headers: { "Content-Security-Policy": "script-src 'self' 'wasm-unsafe-eval'" },
  },
  "the element's one file": {
    files: {
      "/main.js": showProgram,
      "/program.mjs": elementModule({ element: "/package/element.standalone.js", from: "/package/index.js" }),
    },
    headers: {
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types trusthub-profiles",
    },
  },
  "slim, streamed": { files: slimFiles(), expected: "streamed 1" },
  "slim, served as text/plain": { files: slimFiles(), wasmType: "text/plain", expected: "streamed 0" },
};

/** The slim entry, and how often the engine was asked to compile while the file arrives. */
function slimFiles() {
  return {
    "/main.js": `import { init } from "/package/slim.js";
      import { run } from "/program.mjs";
      const compileStreaming = WebAssembly.compileStreaming;
      let streamed = 0;
      WebAssembly.compileStreaming = (source) => { streamed += 1; return compileStreaming.call(WebAssembly, source); };
      Promise.all(Array.from({ length: 100 }, () => init()))
        .then(() => ${RUN})
        .then((said) => said + ", streamed " + streamed)
        .then(${SHOW});`,
    "/program.mjs": moduleProgram("/package/slim.js"),
  };
}

/** @type {Row[]} */
export const browsers = engines.flatMap((engine) =>
  Object.entries(ways).map(([way, { expected, ...served }]) => ({
    where: engine,
    packages: {},
    way,
    run: async (consumer) => {
      const said = await inPage(consumer, served, (url) => withBrowser(engine, (browser) => browser.title(url)));
      if (expected !== undefined && !said.endsWith(expected)) throw new Error(`expected ${expected}, got ${said}`);
      return said;
    },
  })),
);

/**
 * What a page with the installed package says, to whom its address is given.
 * @param {Consumer} consumer
 * @param {Served} served
 * @param {(url: string) => Promise<string>} title
 */
export async function inPage({ folder, emulator }, { files, headers = {}, wasmType = "application/wasm" }, title) {
  const pages = await startPages({
    emulator,
    headers,
    wasmType,
    files: {
      "/index.html":
        '<!doctype html>\n<meta charset="utf-8">\n<title>waiting</title>\n' +
        '<script type="module" src="/main.js"></script>\n',
      "/program.mjs": moduleProgram("/package/index.js"),
      ...files,
      ...(await packageFiles(folder)),
    },
  });
  try {
    return await title(`${pages.url}/index.html`);
  } finally {
    await pages.close();
  }
}

/** @param {string} folder @returns {Promise<Record<string, Buffer>>} */
async function packageFiles(folder) {
  const installed = join(folder, "node_modules/trusthub-profiles");
  const entries = await readdir(installed, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [`/package/${name}`, await readFile(join(installed, name))])),
  );
}
