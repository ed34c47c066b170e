// @ts-check
// Tools with servers, pages and tests of their own.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { withBrowser } from "../browsers.mjs";
import { CALL, EXPECTED, commonJsFiles, moduleFiles, moduleProgram } from "../programs.mjs";
import { startPages } from "../pages.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */

const vite = { vite: "8.3.8" };
const next = { "next": "16.4.6", "react": "19.3.1", "react-dom": "19.3.1" };

/**
 * A page whose title is what the program says.
 * @param {{ from?: string, imports?: string, ready?: string }} [slim] what the slim entry asks for besides
 */
const page = ({ from = "trusthub-profiles", imports = "", ready = "" } = {}) => ({
  "program.mjs": moduleProgram(from),
  "main.js": `${imports}
    import { run } from "./program.mjs";
    const said = async () => { ${ready} return run({ baseUrl: new URL("/twilio", location.href) }); };
    said().catch(String).then((text) => { document.title = text; });`,
  "index.html": '<!doctype html>\n<title>waiting</title>\n<script type="module" src="./main.js"></script>\n',
});

const slimPage = page({ from: "trusthub-profiles/slim", imports: 'import { init } from "trusthub-profiles/slim";', ready: "await init();" });

/** Vite's dependency optimiser leaves the file behind: its address is asked for by name. */
const slimDevPage = page({
  from: "trusthub-profiles/slim",
  imports: 'import { init } from "trusthub-profiles/slim"; import address from "trusthub-profiles/client.wasm?url";',
  ready: "await init(address);",
});

/** @type {Row[]} */
export const frameworks = [
  { where: "Vite", packages: vite, way: "dev", run: (consumer) => viteServer(consumer, page()) },
  { where: "Vite", packages: vite, way: "build", run: async (consumer) => {
    await consumer.write(page());
    await consumer.run("vite", ["build"]);
    return served(consumer, { wasmFiles: 0 });
  } },
  { where: "Vite", packages: vite, way: "dev, slim", run: (consumer) => viteServer(consumer, slimDevPage) },
  { where: "Vite", packages: vite, way: "build, slim", run: async (consumer) => {
    await consumer.write(slimPage);
    await consumer.run("vite", ["build"]);
    return served(consumer, { wasmFiles: 1 });
  } },
  { where: "Parcel", packages: { parcel: "2.16.4" }, way: "build", run: async (consumer) => {
    await consumer.write(page());
    await consumer.run("parcel", ["build", "index.html", "--no-cache"]);
    return served(consumer, { wasmFiles: 0 });
  } },
  { where: "Next", packages: next, way: "server component, Node and edge route handlers", run: nextServer },
  { where: "Jest", packages: { jest: "30.5.2" }, way: "CommonJS", run: async ({ write, run }) => {
    await write({
      ...commonJsFiles,
      "main.test.cjs": `const { run } = require("./program.cjs");\ntest("the program", async () => { expect(await ${CALL}).toBe(${JSON.stringify(EXPECTED)}); });`,
    });
    const output = await run("jest", ["--verbose"]);
    return /Tests: +1 passed, 1 total/.test(output) ? EXPECTED : output;
  } },
  { where: "Vitest", packages: { vitest: "5.1.1" }, way: "ES modules", run: async ({ write, run }) => {
    await write({
      ...moduleFiles,
      "main.test.mjs": `import { expect, test } from "vitest";\nimport { run } from "./program.mjs";\ntest("the program", async () => { expect(await ${CALL}).toBe(${JSON.stringify(EXPECTED)}); });`,
    });
    const output = await run("vitest", ["run", "--no-color"]);
    return /Tests +1 passed \(1\)/.test(output) ? EXPECTED : output;
  } },
];

/**
 * @param {Consumer} consumer
 * @param {Record<string, string>} files
 */
async function viteServer(consumer, files) {
  const pages = await startPages({ emulator: consumer.emulator });
  try {
    await consumer.write({
      ...files,
      "vite.config.mjs": `export default { server: { proxy: { "/twilio": ${JSON.stringify(pages.url)} } } };`,
    });
    return await consumer.serving(
      "vite",
      (port) => ["--host", "127.0.0.1", "--port", String(port), "--strictPort"],
      (url) => withBrowser("Chromium", (browser) => browser.title(url)),
    );
  } finally {
    await pages.close();
  }
}

/**
 * What was built, in a browser.
 * @param {Consumer} consumer
 * @param {{ wasmFiles: number }} expected
 */
async function served({ folder, emulator }, { wasmFiles }) {
  const built = join(folder, "dist");
  const files = await readdir(built, { recursive: true });
  const wasm = files.filter((file) => file.endsWith(".wasm"));
  if (wasm.length !== wasmFiles) throw new Error(`expected ${wasmFiles} .wasm, got ${files.join(", ")}`);
  const pages = await startPages({ emulator, root: built });
  try {
    return await withBrowser("Chromium", (browser) => browser.title(`${pages.url}/index.html`));
  } finally {
    await pages.close();
  }
}

/** @param {Consumer} consumer */
async function nextServer(consumer) {
  const route = (/** @type {string} */ runtime) => `import { run } from "../../program.mjs";
    export const runtime = "${runtime}";
    export const dynamic = "force-dynamic";
    export async function GET() { return new Response(await ${CALL}); }`;
  await consumer.write({
    "program.mjs": moduleProgram(),
    "next.config.mjs": "export default {};",
    "app/layout.js": "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
    "app/page.js": `import { run } from "../program.mjs";
      export const dynamic = "force-dynamic";
      export default async function Page() { return <p>{await ${CALL}}</p>; }`,
    "app/node/route.js": route("nodejs"),
    "app/edge/route.js": route("edge"),
  });
  consumer.env.NEXT_TELEMETRY_DISABLED = "1";
  await consumer.run("next", ["build"]);
  consumer.emulator.requests.length = 0;
  return consumer.serving("next", (port) => ["start", "--hostname", "127.0.0.1", "--port", String(port)], async (url) => {
    const said = [];
    for (const path of ["/", "/node", "/edge"]) {
      consumer.emulator.requests.length = 0;
      const text = await (await fetch(url + path)).text();
      if (!text.includes(EXPECTED)) throw new Error(`${path}: ${text.slice(0, 500)}`);
      said.push(EXPECTED);
    }
    return said.join("\n");
  });
}
