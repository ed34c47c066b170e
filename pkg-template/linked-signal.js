// @ts-check
/**
 * A signal of our own that follows a caller's, until it is released: a caller's signal may live as long as its process,
 * and keeps no listener of ours for longer than a walk. (`AbortSignal.any` is missing in Node before 20.3.)
 */
export class LinkedSignal {
  #controller = new AbortController();
  /** @type {AbortSignal | undefined} */
  #followed;
  #follow = () => this.#controller.abort(this.#followed?.reason);

  /** @param {AbortSignal | undefined} followed */
  constructor(followed) {
    this.#followed = followed;
    if (followed === undefined) return;
    if (followed.aborted) this.#follow();
    else followed.addEventListener("abort", this.#follow);
  }

  get signal() {
    return this.#controller.signal;
  }

  /** Follow no longer. */
  release() {
    this.#followed?.removeEventListener("abort", this.#follow);
  }

  /** End what uses the signal. */
  abort() {
    this.release();
    this.#controller.abort();
  }
}
