// @ts-check
// The command as a process of its own, over a local Trust Hub.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { machine } from "../environment.mjs";

/** @import { EmulatorOptions, Emulator } from "../../cli/emulator/emulator.mjs" */

export const bin = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

/**
 * An emulator, a folder of its own, and the environment of the emulator's first account.
 * @param {EmulatorOptions} [options]
 */
export async function startHub(options = {}) {
  const emulator = await startEmulator({ plain: true, ...options });
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-cli-"));
  return {
    emulator,
    folder,
    env: environmentOf(emulator),
    async end() {
      await emulator.close();
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * A proxy through which each connection is tunnelled (CONNECT host:port); `asked` holds where to.
 * @param {import("node:test").TestContext} t
 */
export async function startProxy(t) {
  /** @type {string[]} */
  const asked = [];
  const proxy = createServer((_, response) => response.writeHead(502).end());
  proxy.on("connect", (request, socket) => {
    asked.push(String(request.url));
    const [host, port] = String(request.url).split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const one of [socket, upstream]) one.on("error", () => {});
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  t.after(() => proxy.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (proxy.address());
  return { asked, url: `http://user:proxy-secret@127.0.0.1:${port}` };
}

/**
 * An emulator's other address, which lets so many requests through, and the others when it is opened.
 * @param {import("node:test").TestContext} t
 * @param {Emulator} emulator
 * @param {number} count
 */
export async function startGate(t, emulator, count) {
  /** @type {(() => unknown)[] | null} null when it is open */
  let kept = [];
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const pass = () => emulator.handle(request, response);
    if (asked <= count || kept === null) pass();
    else kept.push(pass);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close().closeAllConnections());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}`;
  return {
    env: { TRUSTHUB_URL: url, TWILIO_API_URL: url },
    get kept() {
      return kept?.length ?? 0;
    },
    open() {
      for (const pass of kept ?? []) pass();
      kept = null;
    },
  };
}

/** @param {Emulator} emulator */
export function environmentOf(emulator) {
  const [account] = emulator.accounts;
  return {
    TRUSTHUB_URL: emulator.url,
    TWILIO_API_URL: emulator.url,
    TWILIO_ACCOUNT_SID: account?.accountSid,
    TWILIO_AUTH_TOKEN: account?.authToken,
  };
}

/** @typedef {{ env?: NodeJS.ProcessEnv, cwd?: string, node?: string }} Place */

/**
 * @param {readonly string[]} args
 * @param {Place} [place]
 */
export function start(args, { env = {}, cwd, node = process.execPath } = {}) {
  const child = spawn(node, [bin, ...args], { env: { ...machine, ...env }, stdio: ["ignore", "pipe", "pipe"], cwd });
  return watched(child);
}

/**
 * Its standard output is read when `read` is called; until then it has what a pipe holds.
 * @param {readonly string[]} args
 * @param {Place} [place]
 */
export async function startUnread(args, { env = {} } = {}) {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...machine, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const started = watched(child, false);
  await once(child.stdout, "readable");
  return started;
}

/**
 * A line of a shell, in which `$COMMAND` is the command.
 * @param {string} line
 * @param {Place} [place]
 */
export function shell(line, { env = {}, cwd, node = process.execPath } = {}) {
  // A function, since paths may hold spaces.
  const child = spawn("bash", ["-c", `command_under_test() { "$NODE" "$BIN" "$@"; }; ${line}`], {
    env: { ...machine, ...env, COMMAND: "command_under_test", NODE: node, BIN: bin },
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
  });
  return watched(child).ended;
}

/** @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} child */
function watched(child, isRead = true) {
  const output = { out: "", err: "" };
  const read = () => child.stdout.setEncoding("utf8").on("data", (text) => (output.out += text));
  if (isRead) read();
  child.stderr.setEncoding("utf8").on("data", (text) => (output.err += text));
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
  return {
    child,
    output,
    ended,
    read,
    /** Until what it printed has the pattern. @param {RegExp} pattern */
    async prints(pattern) {
      while (!pattern.test(output.out) && !pattern.test(output.err)) {
        const more = [once(child.stdout, "data"), once(child.stderr, "data"), ended];
        if ("code" in ((await Promise.race(more)) ?? {}) && !pattern.test(output.out + output.err))
          throw new Error(`it ended without ${pattern}: ${output.out.slice(-500)}${output.err}`);
      }
    },
  };
}

/**
 * @param {readonly string[]} args
 * @param {Place} [place]
 */
export function run(args, place) {
  return start(args, place).ended;
}
