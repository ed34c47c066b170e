// @ts-check
// One line on standard error, where that is a terminal: pages, what is on them, rate, waits.

/** @import { ClientEvent } from "trusthub-profiles" */
/** @import { Messages } from "./terminal.mjs" */

const REFRESH_MS = 100;

const number = new Intl.NumberFormat("en");

export class Progress {
  #messages;
  #isShown;
  #began = performance.now();
  #one;
  #many;
  #pages = 0;
  #items = 0;
  /** @type {{ until: number, attempt: number, why: string } | null} */
  #wait = null;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /**
   * @param {Messages} messages
   * @param {{ quiet: boolean, one?: string, many?: string }} options `one` and `many`: what is on a page
   */
  constructor(messages, { quiet, one = "profile", many = "profiles" }) {
    this.#messages = messages;
    this.#one = one;
    this.#many = many;
    this.#isShown = messages.isTerminal && !quiet;
  }

  start() {
    if (!this.#isShown) return;
    this.#timer = setInterval(() => this.#show(), REFRESH_MS);
    this.#timer.unref();
  }

  /** @param {ClientEvent} event */
  listen(event) {
    if (event.type === "failure" && event.willRetry) {
      this.#wait = { until: 0, attempt: event.attempt, why: event.status === null ? event.reason : `${event.status}` };
    } else if (event.type === "retry" && this.#wait !== null) {
      this.#wait.until = performance.now() + event.waitMs;
    } else {
      this.#wait = null;
    }
  }

  /** @param {number} items */
  page(items) {
    this.#pages += 1;
    this.#items += items;
  }

  /** Makes way for rows on the same terminal. */
  clear() {
    if (this.#isShown) this.#messages.clearLine();
  }

  /** Ends the line; `summary` is what stays of it. @param {string} [summary] */
  end(summary) {
    clearInterval(this.#timer);
    if (!this.#isShown) return;
    this.#messages.clearLine();
    if (summary !== undefined) this.#messages.say(`${summary}${this.#counts()}, ${this.#seconds().toFixed(1)} s`);
  }

  #show() {
    const rate = number.format(Math.round(this.#items / Math.max(this.#seconds(), 0.001)));
    const line = `${this.#counts()}, ${rate} a second${this.#waiting()}`;
    this.#messages.showLine(line.slice(0, this.#messages.columns - 1));
  }

  #counts() {
    const [pages, items] = [number.format(this.#pages), number.format(this.#items)];
    return `${items} ${this.#items === 1 ? this.#one : this.#many} in ${pages} ${this.#pages === 1 ? "page" : "pages"}`;
  }

  #waiting() {
    if (this.#wait === null) return "";
    const seconds = Math.max(0, Math.ceil((this.#wait.until - performance.now()) / 1000));
    return `; attempt ${this.#wait.attempt} failed (${this.#wait.why}), again in ${seconds} s`;
  }

  #seconds() {
    return (performance.now() - this.#began) / 1000;
  }
}
