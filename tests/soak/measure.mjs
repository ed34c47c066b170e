// @ts-check
const MIB = 1024 * 1024;

/**
 * Tell whether a promise is kept; one that isn't ends the process with status 1.
 * @param {string} what
 * @param {boolean} isKept
 */
export function promise(what, isKept) {
  console.log(`  ${isKept ? "✔" : "✗"} ${what}`);
  if (!isKept) process.exitCode = 1;
}

export const residentMiB = () => process.memoryUsage.rss() / MIB;

/** The largest resident set since the last look, in MiB. */
export class PeakMemory {
  #peak = 0;
  #timer = setInterval(() => this.#look(), 10);

  #look() {
    this.#peak = Math.max(this.#peak, residentMiB());
  }

  take() {
    this.#look();
    const peak = this.#peak;
    this.#peak = 0;
    return peak;
  }

  stop() {
    clearInterval(this.#timer);
  }
}
