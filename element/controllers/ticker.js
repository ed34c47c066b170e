// @ts-check
/** @import { ReactiveController, ReactiveControllerHost } from "lit" */

/** How often what counts seconds is drawn. */
const TICK_MS = 250;

/** Draws the element again and again, as long as something in it counts seconds. */
export class Ticker {
  #host;
  #isCounting;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  /**
   * @param {ReactiveControllerHost} host
   * @param {() => boolean} isCounting
   */
  constructor(host, isCounting) {
    this.#host = host;
    this.#isCounting = isCounting;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostUpdated() {
    if (this.#isCounting()) this.#ticking ??= setInterval(() => this.#host.requestUpdate(), TICK_MS);
    else this.#stop();
  }

  hostDisconnected() {
    this.#stop();
  }

  #stop() {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }
}
