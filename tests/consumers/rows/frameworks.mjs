// @ts-check
// Tools with servers and pages of their own.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "../browsers.mjs";
import { CALL, elementModule, moduleProgram } from "../programs.mjs";
import { startPages } from "../pages.mjs";
import { inTurn } from "../trial.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */

const vite = { vite: "8.3.8" };
const next = { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" };
const next14 = { next: "14.2.35", react: "18.3.1", "react-dom": "18.3.1" };

/** With a Node that knows `module-sync`, and how a package is left out of the bundle, so that it is traced instead. */
const standalones = [
  {
    packages: { ...next14, node: "22.23.3" },
    external: { experimental: { serverComponentsExternalPackages: ["trusthub-profiles"] } },
  },
  { packages: { ...next, node: "24.21.0" }, external: { serverExternalPackages: ["trusthub-profiles"] } },
];

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

const elementPage = { ...page(), "program.mjs": elementModule() };

const slimPage = page({
  from: "trusthub-profiles/slim",
  imports: 'import { init } from "trusthub-profiles/slim";',
  ready: "await init();",
});

/** Vite's dependency optimiser leaves the file behind: its address is asked for by name. */
const slimDevPage = page({
  from: "trusthub-profiles/slim",
  imports: 'import { init } from "trusthub-profiles/slim"; import address from "trusthub-profiles/client.wasm?url";',
  ready: "await init(address);",
});

/** @type {Row[]} */
export const frameworks = [
  { where: "Vite", packages: vite, way: "dev", run: (consumer) => viteServer(consumer, page()) },
  {
    where: "Vite",
    packages: vite,
    way: "build",
    run: async (consumer) => {
      await consumer.write(page());
      await consumer.run("vite", ["build"]);
      return served(consumer, { wasmFiles: 0 });
    },
  },
  { where: "Vite", packages: vite, way: "dev, slim", run: (consumer) => viteServer(consumer, slimDevPage) },
  {
    where: "Vite",
    packages: vite,
    way: "build, slim",
    run: async (consumer) => {
      await consumer.write(slimPage);
      await consumer.run("vite", ["build"]);
      return served(consumer, { wasmFiles: 1 });
    },
  },
  { where: "Vite", packages: vite, way: "dev, the element", run: (consumer) => viteServer(consumer, elementPage) },
  {
    where: "Vite",
    packages: vite,
    way: "build, the element",
    run: async (consumer) => {
      await consumer.write(elementPage);
      await consumer.run("vite", ["build"]);
      return served(consumer, { wasmFiles: 0 });
    },
  },
  {
    where: "Parcel",
    packages: { parcel: "2.16.4" },
    way: "build",
    run: async (consumer) => {
      await consumer.write(page());
      await consumer.run("parcel", ["build", "index.html", "--no-cache"]);
      return served(consumer, { wasmFiles: 0 });
    },
  },
  { where: "Next", packages: next, way: "server component, Node and edge route handlers", run: nextServer },
  ...standalones.flatMap(({ packages, external }) => [
    {
      where: "Next",
      packages,
      way: "standalone, bundled",
      run: (/** @type {Consumer} */ consumer) => nextStandalone(consumer, {}),
    },
    {
      where: "Next",
      packages,
      way: "standalone, traced",
      run: (/** @type {Consumer} */ consumer) => nextStandalone(consumer, external),
    },
  ]),
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

/** Answered at each request. Next up to 14 keeps what a GET gave, but for `cache: "no-store"`, which the package sends. */
const FRESH = 'export const dynamic = "force-dynamic";';

/** @type {(runtime: string) => string} */
const nextRoute = (runtime) => `import { run } from "../../program.mjs";
  export const runtime = "${runtime}";
  ${FRESH}
  export async function GET() { return new Response(await ${CALL}); }`;

/**
 * A project of Next with a server component and a route handler that run the program.
 * @param {Consumer} consumer
 * @param {object} config
 * @param {Record<string, string>} files more of it
 */
async function buildNext({ env, write, run }, config, files) {
  await write({
    "program.mjs": moduleProgram(),
    "next.config.mjs": `export default ${JSON.stringify(config)};`,
    "app/layout.js": "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
    "app/page.js": `import { run } from "../program.mjs";
      ${FRESH}
      export default async function Page() { return <p>{await ${CALL}}</p>; }`,
    "app/node/route.js": nextRoute("nodejs"),
    ...files,
  });
  env.NEXT_TELEMETRY_DISABLED = "1";
  await run("next", ["build"]);
}

/**
 * What a server answers at each of these paths.
 * @param {string} url
 * @param {readonly string[]} paths
 * @returns {Record<string, () => Promise<string>>}
 */
function answers(url, paths) {
  return Object.fromEntries(
    paths.map((path) => [path, async () => (await (await fetch(url + path)).text()).slice(0, 2000)]),
  );
}

/** @param {Consumer} consumer */
async function nextServer(consumer) {
  await buildNext(consumer, {}, { "app/edge/route.js": nextRoute("edge") });
  return consumer.serving(
    "next",
    (port) => ["start", "--hostname", "127.0.0.1", "--port", String(port)],
    (url) => inTurn(consumer, answers(url, ["/", "/node", "/edge"])),
  );
}

/**
 * What Next gathers for a server without node_modules. A client asks its route handler too.
 * @param {Consumer} consumer
 * @param {object} external
 */
async function nextStandalone(consumer, external) {
  await buildNext(
    consumer,
    { output: "standalone", ...external },
    {
      "app/twilio/v1/CustomerProfiles/route.js": `import { createListHandler } from "trusthub-profiles/handler";
      ${FRESH}
      export const GET = createListHandler({
        credentials: () => ({ username: process.env.TWILIO_ACCOUNT_SID, password: process.env.TWILIO_AUTH_TOKEN }),
        baseUrl: process.env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
        authorize: () => true,
      });`,
    },
  );
  return consumer.elsewhere(".next/standalone", (alone, away) =>
    consumer.serving(
      "node",
      () => ["server.js"],
      (url) =>
        inTurn(consumer, {
          ...answers(url, ["/", "/node"]),
          "the handler": async () => {
            const { run } = await import(pathToFileURL(join(away, "program.mjs")).href);
            return run({ baseUrl: `${url}/twilio` });
          },
        }),
      { cwd: alone },
    ),
  );
}
