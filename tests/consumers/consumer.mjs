// @ts-check
// A folder of its own, with the packed package and what a row needs beside it installed.

import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { environment } from "../../scripts/tools.mjs";

/** @import { AddressInfo } from "node:net" */

/** A build, or a run: longer than this it hangs. */
const MINUTES = 5;

/**
 * @typedef {object} Setting what all rows share
 * @property {string} tarball
 * @property {NodeJS.ProcessEnv} env where the emulator is, and its credentials
 * @property {import("../../cli/emulator/emulator.mjs").Emulator} emulator
 */

/** @typedef {Awaited<ReturnType<typeof makeConsumer>>} Consumer */

/**
 * @param {Setting} setting
 * @param {Record<string, string>} packages
 */
export async function makeConsumer({ tarball, env, emulator }, packages) {
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-consumer-"));
  const away = `${folder}-away`;
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  const base = environment();
  /** @type {NodeJS.ProcessEnv} */
  const fullEnv = {
    ...base,
    ...env,
    PATH: [...[folder, away].map((it) => join(it, "node_modules/.bin")), base.PATH].join(delimiter),
  };

  /**
   * What a program prints, in the folder or another.
   * @param {string} program
   * @param {string[]} args
   * @param {{ cwd?: string, seconds?: number }} [options]
   * @returns {Promise<string>}
   */
  const run = (program, args, { cwd = folder, seconds = MINUTES * 60 } = {}) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        program,
        args,
        { cwd, env: fullEnv, timeout: seconds * 1000, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => {
          if (error === null) resolve(stdout + stderr);
          else reject(new Error(`${program} ${args.join(" ")}: ${error.message.split("\n")[0]}\n${stdout}\n${stderr}`));
        },
      );
      child.stdin?.end(); // who asks a question gets no answer
    });

  const installed = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--save-exact", tarball, ...installed]);

  return {
    folder,
    tarball,
    emulator,
    env: fullEnv,
    run,

    /** @param {Record<string, string>} files */
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
    },

    /**
     * What was built, in a folder of its own for as long as `use` takes, while the project with its node_modules is
     * somewhere else: nothing is found that was left behind, by whatever path.
     * @template T
     * @param {string} built a folder
     * @param {(alone: string, away: string) => Promise<T>} use
     * @returns {Promise<T>}
     */
    async elsewhere(built, use) {
      const alone = await mkdtemp(join(tmpdir(), "trusthub-profiles-alone-"));
      try {
        await cp(join(folder, built), alone, { recursive: true, verbatimSymlinks: true });
        await rename(folder, away);
        try {
          return await use(alone, away);
        } finally {
          await rename(away, folder);
        }
      } finally {
        await rm(alone, { recursive: true });
      }
    },

    /**
     * A server of the row's own, for as long as `use` takes.
     * @template T
     * @param {string} program
     * @param {(port: number) => string[] | Promise<string[]>} args
     * @param {(url: string) => Promise<T>} use
     * @param {{ cwd?: string }} [options]
     * @returns {Promise<T>}
     */
    async serving(program, args, use, { cwd = folder } = {}) {
      const port = await freePort();
      // A group of its own: what it starts ends with it. The port is for servers that take no arguments.
      const env = { ...fullEnv, PORT: String(port), HOSTNAME: "127.0.0.1" };
      const child = spawn(program, await args(port), { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          output += chunk;
        });
      const url = `http://127.0.0.1:${port}`;
      try {
        await listening(url, child);
        emulator.requests.length = 0; // asking whether it listens may have run the program
        return await use(url);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\n${output}`, { cause: error });
      } finally {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      }
    },

    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} child
 */
export async function listening(url, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server at ${url} ended with status ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`nothing listens at ${url}`);
}
