// @ts-check
import { whenEnded } from "./instance.js";
import { abortReason } from "./runtime.js";

/** @typedef {"abort" | "fault" | "total" | "attempt"} Interrupt */

/**
 * Watches over one page, and ends the wait for a promise: by the caller's signal, the end of the core's instance, the clock
 * of an attempt, and that of the whole page. An injected `fetch` may ignore the signal that it is given. The clocks are
 * `setTimeout`'s, since `AbortSignal.timeout` lets a Node process exit while it waits.
 */
export class Watch {
  /** @type {Interrupt | undefined} What has ended the wait. */
  interrupt;
  /** @type {unknown} What is thrown for an abort or a fault. */
  reason;
  #signal;
  #totalClock;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #attemptClock;
  /** @type {AbortController | undefined} */
  #request;
  #endWait = () => {};
  #onAbort = () => this.#end("abort", abortReason(this.#signal));
  #ignoreFaults = whenEnded((failure) => this.#end("fault", failure));

  /**
   * @param {AbortSignal} signal
   * @param {number} milliseconds for the whole page
   */
  constructor(signal, milliseconds) {
    this.#signal = signal;
    signal.addEventListener("abort", this.#onAbort);
    this.#totalClock = setTimeout(() => this.#end("total"), milliseconds);
  }

  /** Stop what was started. */
  close() {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#ignoreFaults();
    clearTimeout(this.#totalClock);
  }

  /**
   * An attempt begins: the signal for its request.
   * @param {number} milliseconds
   */
  begin(milliseconds) {
    this.#request = new AbortController();
    this.#attemptClock = setTimeout(() => this.#end("attempt"), milliseconds);
    return this.#request.signal;
  }

  /** All was read: there is nothing left to abort. */
  release() {
    this.#request = undefined;
  }

  /** The attempt is over. What isn't read by now isn't wanted, and its clock is not that of the wait after it. */
  finish() {
    clearTimeout(this.#attemptClock);
    if (this.interrupt === "attempt") this.interrupt = undefined;
    this.#request?.abort();
    this.#request = undefined;
  }

  /**
   * Wait for what a function gives, which may be a promise: its value, or what was thrown, be it undefined. Where the wait
   * ended before it, `interrupt` says why.
   * @param {() => any} work
   * @returns {Promise<{ value?: any, thrown?: { value: any } }>}
   */
  waitFor(work) {
    return new Promise((resolve) => {
      const fail = (/** @type {unknown} */ value) => resolve({ thrown: { value } });
      this.#endWait = () => fail(undefined);
      if (this.interrupt !== undefined) fail(undefined);
      try {
        Promise.resolve(work()).then((value) => resolve({ value }), fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  /**
   * Let time pass.
   * @param {number} milliseconds
   */
  async sleep(milliseconds) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let clock;
    await this.waitFor(() => new Promise((resolve) => {
      clock = setTimeout(resolve, milliseconds, undefined);
    }));
    clearTimeout(clock);
  }

  /**
   * @param {Interrupt} interrupt
   * @param {unknown} [reason]
   */
  #end(interrupt, reason) {
    // The clock of an attempt gives way to what ends the whole page.
    if (this.interrupt === undefined || this.interrupt === "attempt") {
      this.interrupt = interrupt;
      this.reason = reason;
    }
    this.#request?.abort();
    this.#endWait();
  }
}
