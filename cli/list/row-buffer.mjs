// @ts-check
// A page's rows as bytes. One buffer for all pages, and a row at a time: a string of the whole page would be copied twice more.

const INITIAL_BYTES = 1 << 20;

/** A unit of UTF-16 has at most so many bytes in UTF-8. */
const MOST_BYTES_A_UNIT = 3;

export class RowBuffer {
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES);

  /**
   * @param {Iterable<string>} rows
   * @returns {Uint8Array} until the next call
   */
  encode(rows) {
    let end = 0;
    for (const row of rows) {
      this.#reserve(end, end + row.length * MOST_BYTES_A_UNIT);
      // Not TextEncoder's encodeInto, which takes a view for each row and half as long again.
      end += this.#bytes.write(row, end);
    }
    return this.#bytes.subarray(0, end);
  }

  /**
   * @param {number} used
   * @param {number} needed
   */
  #reserve(used, needed) {
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, used);
    this.#bytes = larger;
  }
}
