// @ts-check

/**
 * A profile as it stands in a page, whatever it holds.
 * @typedef {{ [property: string]: unknown }} WireProfile
 *
 * @typedef {object} Filter What is absent matches everything.
 * @property {string} [status]
 * @property {string} [friendlyName]
 * @property {string} [policySid]
 *
 * @typedef {object} ProfileSource
 * @property {number} count
 * @property {(index: number) => WireProfile} at
 * @property {(index: number, filter: Filter) => boolean} matches Cheaper than `at`: it runs once for every index.
 *
 * @typedef {object} Selection The profiles that a filter leaves, in the list's order.
 * @property {number} count
 * @property {(position: number) => WireProfile} at
 */

// Enough for every status and policy together; a name is one lookup each and may push an older one out.
const REMEMBERED_FILTERS = 64;

/**
 * @param {WireProfile} profile
 * @param {Filter} filter
 */
export function matchesFilter(profile, filter) {
  const policySid = profile["policy_sid"];
  return (
    (filter.status === undefined || profile["status"] === filter.status) &&
    (filter.friendlyName === undefined || profile["friendly_name"] === filter.friendlyName) &&
    (filter.policySid === undefined ||
      (typeof policySid === "string" && policySid.toLowerCase() === filter.policySid.toLowerCase()))
  );
}

/** An account's profiles and what each filter selects of them. */
export class ProfileList {
  #source;
  /** @type {Map<string, Uint32Array>} */
  #indexes = new Map();
  /** @type {Map<string, number> | undefined} By the SIDs in small letters; made at the first search. */
  #positions;

  /** @param {ProfileSource} source */
  constructor(source) {
    this.#source = source;
  }

  /**
   * A list of the profiles given, in their order.
   * @param {readonly WireProfile[]} profiles
   */
  static of(profiles) {
    return new ProfileList({
      count: profiles.length,
      at: (index) => /** @type {WireProfile} */ (profiles[index]),
      matches: (index, filter) => matchesFilter(/** @type {WireProfile} */ (profiles[index]), filter),
    });
  }

  get count() {
    return this.#source.count;
  }

  /** @param {number} index */
  at(index) {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) {
      throw new RangeError(`there is no profile ${index} in a list of ${this.count}`);
    }
    return this.#source.at(index);
  }

  /**
   * The profile of a SID, whatever the case of its digits; undefined if there is none.
   * @param {string} sid
   */
  find(sid) {
    if (this.#positions === undefined) {
      this.#positions = new Map();
      for (let index = this.count - 1; index >= 0; index -= 1) {
        this.#positions.set(String(this.#source.at(index)["sid"]).toLowerCase(), index);
      }
    }
    const position = this.#positions.get(sid.toLowerCase());
    return position === undefined ? undefined : this.#source.at(position);
  }

  /**
   * @param {Filter} filter
   * @returns {Selection}
   */
  select(filter) {
    if (Object.keys(filter).length === 0) return this.#source;
    const indexes = this.#indexesFor(filter);
    return {
      count: indexes.length,
      at: (position) => this.#source.at(/** @type {number} */ (indexes[position])),
    };
  }

  /** @param {Filter} filter */
  #indexesFor(filter) {
    const key = JSON.stringify([filter.status, filter.friendlyName, filter.policySid?.toLowerCase()]);
    let indexes = this.#indexes.get(key);
    if (indexes === undefined) {
      const matching = [];
      for (let index = 0; index < this.count; index += 1) {
        if (this.#source.matches(index, filter)) matching.push(index);
      }
      indexes = Uint32Array.from(matching);
      const oldest = this.#indexes.keys().next();
      if (this.#indexes.size >= REMEMBERED_FILTERS && !oldest.done) this.#indexes.delete(oldest.value);
      this.#indexes.set(key, indexes);
    }
    return indexes;
  }
}
