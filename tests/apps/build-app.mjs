// @ts-check
// Builds an app by Vite, with the packed package and the apps' own packages beside it, and checks its types.

import { execFile } from "node:child_process";
import { cp, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { installPackage } from "../package/installed.mjs";

const execute = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));

/** What compiles each app's files, and what checks their types. */
const tools = /** @type {const} */ ({
  react: { plugin: "@vitejs/plugin-react", types: "tsc" },
  vue: { plugin: "@vitejs/plugin-vue", types: "vue-tsc" },
});

/** @typedef {keyof typeof tools} AppName */

export const appNames = /** @type {AppName[]} */ (Object.keys(tools));

/** A folder with the package and all that the apps use; `remove` deletes it. */
export async function installApps() {
  const installed = await installPackage();
  const modules = join(installed.folder, "node_modules");
  for (const name of await readdir(join(here, "node_modules"))) {
    if (name !== "trusthub-profiles")
      await symlink(join(here, "node_modules", name), join(modules, name)).catch(() => {});
  }
  for (const name of appNames) await cp(join(here, name), join(installed.folder, name), { recursive: true });
  return installed;
}

/**
 * @param {string} folder that of `installApps`
 * @param {AppName} name
 * @returns {Promise<string>} what the compiler finds; nothing when all is well
 */
export async function checkApp(folder, name) {
  const program = join(here, "node_modules/.bin", tools[name].types);
  const args = ["--noEmit", "--project", join(folder, name, "tsconfig.json")];
  return execute(program, args, { cwd: folder }).then(
    () => "",
    (error) => `${error.stdout}${error.stderr}`,
  );
}

/**
 * @param {string} folder that of `installApps`
 * @param {AppName} name
 * @returns {Promise<string>} the folder of what was built
 */
export async function buildApp(folder, name) {
  const load = (/** @type {string} */ path) => import(pathToFileURL(join(here, "node_modules", path)).href);
  const { build } = await load("vite/dist/node/index.js");
  const { default: plugin } = await load(`${tools[name].plugin}/dist/index.${name === "vue" ? "mjs" : "js"}`);
  // What Vue takes for a component unless it is told.
  const options = {
    template: { compilerOptions: { isCustomElement: (/** @type {string} */ tag) => tag === "customer-profiles" } },
  };
  const outDir = join(folder, "built", name);
  await build({
    root: join(folder, name),
    base: "/",
    configFile: false,
    logLevel: "warn",
    plugins: [plugin(name === "vue" ? options : {})],
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 1000 },
  });
  return outDir;
}
