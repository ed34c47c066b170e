// @ts-check
// An example as people run it: copied beside the installed package, in a process of its own.

import { spawn } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { machine } from "../environment.mjs";
import { root } from "../package/installed.mjs";

/** @import { ChildProcess } from "node:child_process" */

/** What the examples for Node import besides. */
const frameworks = [
  "@fastify/cookie",
  "@fastify/session",
  "@hono/node-server",
  "express",
  "express-session",
  "fastify",
  "hono",
];

/** The secret that the examples' sign-in takes. */
export const STAFF_SESSION = "0123456789abcdef-staff";

/**
 * @typedef {object} RunningExample
 * @property {string} url of the list
 * @property {() => string} output what it printed
 * @property {() => Promise<void>} stop
 */

/**
 * Start a program that prints its address.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {(printed: string) => string | undefined} addressIn
 * @returns {Promise<RunningExample>}
 */
export async function startProgram(command, args, folder, env, addressIn) {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...machine, PORT: "0", STAFF_SESSION, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.on("data", (text) => {
    printed += text;
  });
  child.stderr.on("data", (text) => {
    printed += text;
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    child.kill();
    await ended;
  };
  try {
    return {
      url: await address(
        child,
        () => addressIn(printed),
        () => printed,
      ),
      output: () => printed,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {ChildProcess} child
 * @param {() => string | undefined} find
 * @param {() => string} printed
 * @returns {Promise<string>}
 */
function address(child, find, printed) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", look);
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`it ended with ${code}:\n${printed()}`)));
  });
}

/**
 * An example for Node.
 * @param {string} file of examples/
 * @param {{ folder: string }} installed
 * @param {NodeJS.ProcessEnv} env
 */
export async function startOnNode(file, { folder }, env) {
  for (const name of frameworks) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, "node_modules", name), link).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
  await cp(join(root, "examples", file), join(folder, file));
  return startProgram(process.execPath, [file], folder, env, (printed) => /^http:\S+/m.exec(printed)?.[0]);
}

/**
 * The Worker in workerd, bundled as wrangler does it: the conditions of its exports, modules of WebAssembly left alone.
 * @param {{ folder: string }} installed
 * @param {NodeJS.ProcessEnv} env
 */
export async function startInWorkerd({ folder }, env) {
  const worker = join(folder, "worker");
  await cp(join(root, "examples/worker.mjs"), join(folder, "worker.mjs"));
  const { metafile } = await build({
    entryPoints: [join(folder, "worker.mjs")],
    outdir: worker,
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    metafile: true,
    logLevel: "error",
  });
  const wasm = basename(Object.keys(metafile.outputs).find((file) => file.endsWith(".wasm")) ?? "");
  const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TRUSTHUB_URL", "STAFF_SESSION"];
  const bindings = names.map((name) => `( name = "${name}", fromEnvironment = "${name}" )`);
  await writeFile(
    join(worker, "config.capnp"),
    `
    using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        ( name = "worker", worker = (
          modules = [
            ( name = "worker.js", esModule = embed "worker.js" ),
            ( name = "${wasm}", wasm = embed "${wasm}" ),
          ],
          compatibilityDate = "2026-01-01",
          compatibilityFlags = ["enable_request_signal"],
          bindings = [ ${bindings.join(", ")} ],
          globalOutbound = "network",
        ) ),
        ( name = "network", network = ( allow = ["local", "private", "public"] ) ),
      ],
      sockets = [ ( name = "http", address = "127.0.0.1:0", http = (), service = "worker" ) ],
    );
  `,
  );
  const workerd = join(root, "node_modules/.bin/workerd");
  return startProgram(workerd, ["serve", "config.capnp", "--control-fd=1"], worker, env, (printed) => {
    const port = /"event":"listen","socket":"http","port":(\d+)/.exec(printed)?.[1];
    return port === undefined ? undefined : `http://127.0.0.1:${port}/twilio/v1/CustomerProfiles`;
  });
}
