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
 * @param {Source<T>} source
 */
export function orderedIterator(source) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  let pending = 0;
  let isOver = false;

  function end() {
    if (isOver) return;
    isOver = true;
    source.close();
  }

  /** @returns {Promise<IteratorResult<T, void>>} */
  async function step() {
    if (isOver) return { done: true, value: undefined };
    try {
      const result = source.ready() ?? (await source.next());
      if (isOver) return { done: true, value: undefined };
      if (result.done) end();
      return result;
    } catch (error) {
      // What `return` itself ended is no error.
      if (isOver) return { done: true, value: undefined };
      end();
      throw error;
    }
  }

  const settled = () => {
    pending -= 1;
  };

  const iterator = {
    /** @returns {Promise<IteratorResult<T, void>>} */
    next() {
      if (pending === 0 && !isOver) {
        try {
          const result = source.ready();
          if (result !== undefined) return Promise.resolve(result);
        } catch (error) {
          end();
          return Promise.reject(error);
        }
      }
      pending += 1;
      const result = last.then(step);
      last = result.then(settled, settled);
      return result;
    },

    /** @returns {Promise<IteratorResult<T, void>>} */
    return() {
      end();
      return Promise.resolve({ done: true, value: undefined });
    },

    /**
     * @param {unknown} error
     * @returns {Promise<IteratorResult<T, void>>}
     */
    throw(error) {
      end();
      return Promise.reject(error);
    },

    [Symbol.asyncIterator]: () => iterator,
  };
  // For `await using`, where the runtime knows it.
  if (Symbol.asyncDispose !== undefined) {
    Object.defineProperty(iterator, Symbol.asyncDispose, { value: async () => void (await iterator.return()) });
  }
  return iterator;
}
