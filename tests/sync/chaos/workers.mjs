// @ts-check
// Worker processes that are killed and stalled, and started again.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { machine } from "../../environment.mjs";

/** @import { WorkerEvent } from "../../../sync/src/worker.mjs" */

const program = fileURLToPath(new URL("worker.mjs", import.meta.url));

/** @typedef {{ url: string, baseUrl: string, tokens: Record<string, string>, concurrency: number, leaseMs: number }} Settings */

export class Workers {
  /** @type {Worker[]} */
  #workers;
  #settings;
  #isEnding = false;
  /** Who took an account's walk last. @type {Map<string, Worker>} */
  #takers = new Map();
  pages = 0;
  kills = 0;
  /** How often a stalled worker's walk was taken by another before it went on. */
  stalls = 0;
  /** How often a worker found that its walk is another's, and stopped. */
  lost = 0;
  /** What workers said went wrong, and how often. @type {Map<string, number>} */
  troubles = new Map();

  /** @param {number} count @param {Settings} settings */
  constructor(count, settings) {
    this.#settings = settings;
    this.#workers = Array.from({ length: count }, () => this.#start());
  }

  #start() {
    const worker = new Worker(this.#settings, (event) => this.#note(worker, event));
    worker.ended.then(({ code, signal }) => {
      if (this.#isEnding) return;
      if (signal !== "SIGKILL") this.#trouble(`a worker ended with ${signal ?? code}`);
      this.#workers[this.#workers.indexOf(worker)] = this.#start();
    });
    return worker;
  }

  /** @param {Worker} worker @param {WorkerEvent | { type: "start", reason: string }} event */
  #note(worker, event) {
    if (event.type === "taken") this.#takers.set(event.accountSid, worker);
    if (event.type === "page") this.pages += 1;
    if (event.type === "lost") this.lost += 1;
    if ("reason" in event && event.reason !== null) this.#trouble(`${event.type}: ${event.reason}`);
  }

  /** @param {string} what */
  #trouble(what) {
    const kind = what.replace(/[A-Z]{2}[0-9a-f]{32}|\d+/g, "…");
    this.troubles.set(kind, (this.troubles.get(kind) ?? 0) + 1);
  }

  /** @param {number} which */
  kill(which) {
    this.kills += 1;
    this.#at(which).kill("SIGKILL");
  }

  /**
   * Stops a worker with a walk under way, as a long pause of its machine would, until another has taken the walk: when
   * it goes on, both believe to own it.
   * @param {number} which
   */
  async stall(which) {
    const worker = this.#at(which);
    const [accountSid] = worker.walking;
    if (accountSid === undefined) return;
    worker.kill("SIGSTOP");
    // In vain where the walk's end was on its way to us.
    const giveUp = performance.now() + 4 * this.#settings.leaseMs;
    while (this.#takers.get(accountSid) === worker && performance.now() < giveUp) await wait(10);
    if (this.#takers.get(accountSid) !== worker) this.stalls += 1;
    worker.kill("SIGCONT");
  }

  /** @param {number} which */
  #at(which) {
    return /** @type {Worker} */ (this.#workers[which % this.#workers.length]);
  }

  /** @returns {Promise<(number | null)[]>} their exit statuses */
  async end() {
    this.#isEnding = true;
    for (const worker of this.#workers) worker.kill("SIGTERM");
    const ends = await Promise.all(this.#workers.map(({ ended }) => ended));
    return ends.map(({ code }) => code);
  }
}

class Worker {
  #child;
  /** The accounts whose walks it has under way. @type {Set<string>} */
  walking = new Set();
  /** @type {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} */
  ended;

  /** @param {Settings} settings @param {(event: any) => void} onEvent */
  constructor(settings, onEvent) {
    this.#child = spawn(process.execPath, [program], { env: machine, stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdin.on("error", () => {}); // killed before it has read them
    this.#child.stdin.write(`${JSON.stringify(settings)}\n`);
    this.ended = new Promise((resolve) => this.#child.once("close", (code, signal) => resolve({ code, signal })));
    createInterface(this.#child.stdout).on("line", (line) => {
      // The last line of a killed worker may be cut.
      if (!line.endsWith("}")) return;
      const event = JSON.parse(line);
      if (event.type === "taken") this.walking.add(event.accountSid);
      if (["ended", "waiting", "lost"].includes(event.type)) this.walking.delete(event.accountSid);
      onEvent(event);
    });
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal) {
    this.#child.kill(signal);
  }
}
