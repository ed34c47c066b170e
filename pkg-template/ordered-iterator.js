// @ts-check
/**
 * Where an iterator's values come from.
 * @template T
 * @typedef {object} Source
 * @property {() => IteratorResult<T, void> | undefined} ready a value that needs no waiting; it may throw
 * @property {() => Promise<IteratorResult<T, void>>} next the next value, or the end
 * @property {() => void} close it is over; what is under way ends early
 */

/**
 * An asynchronous iterator whose calls of `next` are answered in their order, also when they overlap. Unlike an
 * async generator's, its `return` doesn't wait for a pending `next`: it ends it, as done.
 * @template T
 */
export class OrderedIterator {
  /** @type {Source<T>} */
  #source;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  #pending = 0;
  #isOver = false;

  /** @param {Source<T>} source */
  constructor(source) {
    this.#source = source;
  }

  /** @returns {Promise<IteratorResult<T, void>>} */
  next() {
    if (this.#pending === 0 && !this.#isOver) {
      try {
        const result = this.#source.ready();
        if (result !== undefined) return Promise.resolve(result);
      } catch (error) {
        this.#end();
        return Promise.reject(error);
      }
    }
    this.#pending += 1;
    const result = this.#last.then(() => this.#step());
    this.#last = result.then(this.#settled, this.#settled);
    return result;
  }

  #settled = () => {
    this.#pending -= 1;
  };

  /** @returns {Promise<IteratorResult<T, void>>} */
  async #step() {
    if (this.#isOver) return { done: true, value: undefined };
    try {
      const result = this.#source.ready() ?? (await this.#source.next());
      if (this.#isOver) return { done: true, value: undefined };
      if (result.done) this.#end();
      return result;
    } catch (error) {
      // What `return` itself ended is no error.
      if (this.#isOver) return { done: true, value: undefined };
      this.#end();
      throw error;
    }
  }

  #end() {
    this.#isOver = true;
    this.#source.close();
  }

  /** @returns {Promise<IteratorResult<T, void>>} */
  return() {
    if (!this.#isOver) this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  /**
   * @param {unknown} error
   * @returns {Promise<IteratorResult<T, void>>}
   */
  throw(error) {
    if (!this.#isOver) this.#end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

// For `await using`, where the runtime knows it.
if (Symbol.asyncDispose !== undefined) {
  Object.defineProperty(OrderedIterator.prototype, Symbol.asyncDispose, {
    /** @this {OrderedIterator<unknown>} */
    value: async function dispose() {
      await this.return();
    },
  });
}
