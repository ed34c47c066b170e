// @ts-check
// Runtimes: the program as it is.

import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { CALL, commonJsFiles, moduleFiles } from "../programs.mjs";

/** @import { Row } from "../rows.mjs" */

const nodes = ["20.20.2", "22.23.3", "24.21.0", "26.10.0"];

/** @type {Row[]} */
const node = nodes.flatMap((version) => {
  const where = { where: "Node", packages: { node: version } };
  return [
    { ...where, way: "import", run: async ({ write, run }) => (await write(moduleFiles), run("node", ["main.mjs"])) },
    {
      ...where,
      way: "require of the ES module",
      run: async ({ write, run }) => (await write(commonJsFiles), run("node", ["main.cjs"])),
    },
    {
      ...where,
      way: "require of CommonJS",
      run: async ({ write, run }) => (
        await write(commonJsFiles), run("node", ["--no-experimental-require-module", "main.cjs"])
      ),
    },
  ];
});

const deno = { where: "Deno", packages: { deno: "2.9.6" } };
const denoRun = ["run", "--allow-env", "--allow-net", "main.mjs"];

/** How long a program may take at a terminal: one that asks and gets no answer waits for ever. */
const TERMINAL_SECONDS = 60;

/** @type {Row[]} */
export const runtimes = [
  ...node,
  { ...deno, way: "import", run: async ({ write, run }) => (await write(moduleFiles), run("deno", denoRun)) },
  {
    ...deno,
    way: "import at a terminal, without a question",
    run: async ({ write, run }) => {
      await write(moduleFiles);
      const said = await run(
        "script",
        ["--quiet", "--return", "--command", ["deno", ...denoRun].join(" "), "/dev/null"],
        { seconds: TERMINAL_SECONDS },
      );
      if (/requests .* access/.test(said)) throw new Error(`it asked: ${said}`);
      return said;
    },
  },
  {
    where: "Bun",
    packages: { bun: "1.4.5" },
    way: "import",
    run: async ({ write, run }) => (await write(moduleFiles), run("bun", ["main.mjs"])),
  },
  {
    where: "Bun",
    packages: { bun: "1.4.5" },
    way: "require",
    run: async ({ write, run }) => (await write(commonJsFiles), run("bun", ["main.cjs"])),
  },
  {
    where: "workerd",
    packages: { workerd: "1.20261117.1" },
    way: "import",
    run: (consumer) => workerd(consumer, "trusthub-profiles"),
  },
  {
    where: "workerd",
    packages: { workerd: "1.20261117.1" },
    way: "slim",
    run: (consumer) => workerd(consumer, "trusthub-profiles/slim"),
  },
  {
    // It refuses `cache: "no-store"`.
    where: "workerd",
    packages: { workerd: "1.20261117.1" },
    way: "import by the compatibility date 2024-01-01",
    run: (consumer) => workerd(consumer, "trusthub-profiles", "2024-01-01"),
  },
];

/**
 * As its own tools do it: bundled with the condition, the core as a module beside.
 * @param {import("../consumer.mjs").Consumer} consumer
 * @param {string} entry
 * @param {string} [compatibilityDate]
 */
async function workerd({ folder, write, serving, env }, entry, compatibilityDate = "2026-01-01") {
  const options = CALL.replaceAll("process.env", "env");
  await write({
    ...moduleFiles,
    "program.mjs": moduleFiles["program.mjs"].replace('"trusthub-profiles"', JSON.stringify(entry)),
    "worker.mjs": `import { run } from "./program.mjs";
      import * as library from "${entry}";
      export default { fetch: async (request, env) => {
        await library.init?.();
        return new Response(await ${options});
      } };`,
  });
  await build({
    entryPoints: [join(folder, "worker.mjs")],
    outfile: join(folder, "bundle.js"),
    bundle: true,
    format: "esm",
    platform: "neutral",
    conditions: ["workerd", "worker", "browser"],
    external: ["*.wasm"],
    logLevel: "error",
  });
  await copyFile(join(folder, "node_modules/trusthub-profiles/client.wasm"), join(folder, "client.wasm"));
  const bindings = ["TRUSTHUB_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"].map(
    (name) => `(name = "${name}", text = "${env[name]}")`,
  );
  return serving(
    "workerd",
    async (port) => {
      await write({
        "config.capnp": `using Workerd = import "/workerd/workerd.capnp";
          const config :Workerd.Config = (
            services = [
              (name = "main", worker = .main),
              (name = "internet", network = (allow = ["public", "private", "local"])),
            ],
            sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
          );
          const main :Workerd.Worker = (
            modules = [
              (name = "bundle.js", esModule = embed "bundle.js"),
              (name = "client.wasm", wasm = embed "client.wasm"),
            ],
            compatibilityDate = "${compatibilityDate}",
            bindings = [${bindings.join(", ")}],
          );`,
      });
      return ["serve", "config.capnp"];
    },
    async (url) => (await fetch(url)).text(),
  );
}
