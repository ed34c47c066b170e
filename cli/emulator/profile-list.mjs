// @ts-check
import { FIRST_KEY, firstIndex } from "./list-keys.mjs";
import { Overlay } from "./overlay.mjs";
import { stringOf } from "./json-text.mjs";

/**
 * @typedef {import("./api.d.ts").WireProfile} WireProfile
 *
 * @typedef {object} Filter What is absent matches everything.
 * @property {string} [status]
 * @property {string} [friendlyName]
 * @property {string} [policySid]
 *
 * @typedef {object} ProfileSource Profiles as they are before any change; each is computed when it is looked at.
 * @property {number} count
 * @property {(index: number) => WireProfile} at
 * @property {(index: number, filter: Filter) => boolean} matches Cheaper than `at`: it runs once for every index.
 * @property {(sid: string) => number | undefined} [indexOf] Of a SID in small letters; without it all are looked at once.
 * @property {(ordinal: number, time: number, sid?: string) => WireProfile} fresh A profile that is added at a time.
 *
 * @typedef {object} Selection The profiles that a filter leaves, in the list's order.
 * @property {number} count
 * @property {(position: number) => WireProfile} at
 * @property {(position: number) => number} keyAt
 * @property {(key: number) => number} positionOf Of the first profile whose key is not smaller; `count` if there is none.
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

/**
 * The source of the profiles given, in their order.
 * @param {readonly WireProfile[]} profiles
 * @param {ProfileSource["fresh"]} fresh
 * @returns {ProfileSource}
 */
export function sourceOf(profiles, fresh) {
  return {
    count: profiles.length,
    at: (index) => /** @type {WireProfile} */ (profiles[index]),
    matches: (index, filter) => matchesFilter(/** @type {WireProfile} */ (profiles[index]), filter),
    fresh,
  };
}

/** An account's profiles as they are now, and what each filter selects of them. @implements {Selection} */
export class ProfileList {
  #source;
  #overlay;
  /** @type {Map<string, FilteredKeys>} */
  #filtered = new Map();
  /** @type {Map<string, number> | undefined} By the SIDs in small letters; made at the first search. */
  #indexes;

  /**
   * @param {ProfileSource} source
   * @param {number} start The time since which the source's profiles are what they are.
   */
  constructor(source, start) {
    this.#source = source;
    this.#overlay = new Overlay(source, start);
  }

  get overlay() {
    return this.#overlay;
  }

  get count() {
    return this.#source.count + this.#overlay.added - this.#overlay.gone.length;
  }

  /** @param {number} position */
  at(position) {
    if (!Number.isInteger(position) || position < 0 || position >= this.count) {
      throw new RangeError(`there is no profile ${position} in a list of ${this.count}`);
    }
    return this.#overlay.at(this.keyAt(position));
  }

  /** All profiles, by their keys: each once, also when the list is changed meanwhile. */
  *all() {
    for (let position = 0; position < this.count; ) {
      const key = this.keyAt(position);
      yield this.#overlay.at(key);
      position = this.positionOf(key + 1);
    }
  }

  /** @param {number} position */
  keyAt(position) {
    const { gone, first } = this.#overlay;
    // How many deleted keys come before it: those that have no more than so many profiles before them.
    const before = firstIndex(gone.length, (index) => (gone[index] ?? 0) - first - index > position);
    return first + position + before;
  }

  /** @param {number} key */
  positionOf(key) {
    const { gone, first } = this.#overlay;
    const place = Math.min(Math.max(key, first), FIRST_KEY + this.#source.count);
    return place - first - firstIndex(gone.length, (index) => (gone[index] ?? 0) >= place);
  }

  /**
   * The key of a SID, whatever the case of its digits, also of a profile that is deleted; undefined if it never was.
   * @param {string} sid
   */
  keyOf(sid) {
    const wanted = sid.toLowerCase();
    const added = this.#overlay.addedKey(wanted);
    if (added !== undefined) return added;
    const index = this.#source.indexOf ? this.#source.indexOf(wanted) : this.#indexesBySid().get(wanted);
    return index === undefined ? undefined : FIRST_KEY + index;
  }

  /**
   * The profile of a SID, whatever the case of its digits; undefined if there is none.
   * @param {string} sid
   */
  find(sid) {
    const key = this.keyOf(sid);
    return key === undefined || this.#overlay.isGone(key) ? undefined : this.#overlay.at(key);
  }

  /**
   * @param {Filter} filter
   * @returns {Selection}
   */
  select(filter) {
    if (Object.keys(filter).length === 0) return this;
    const keys = this.#keysFor(filter);
    return {
      count: keys.length,
      at: (position) => this.#overlay.at(/** @type {number} */ (keys[position])),
      keyAt: (position) => /** @type {number} */ (keys[position]),
      positionOf: (key) => firstIndex(keys.length, (index) => (keys[index] ?? 0) >= key),
    };
  }

  #indexesBySid() {
    if (this.#indexes === undefined) {
      this.#indexes = new Map();
      for (let index = this.#source.count - 1; index >= 0; index -= 1) {
        this.#indexes.set(stringOf(this.#source.at(index)["sid"]).toLowerCase(), index);
      }
    }
    return this.#indexes;
  }

  /** @param {Filter} filter */
  #keysFor(filter) {
    const name = JSON.stringify([filter.status, filter.friendlyName, filter.policySid?.toLowerCase()]);
    let filtered = this.#filtered.get(name);
    if (filtered === undefined) {
      const oldest = this.#filtered.keys().next();
      if (this.#filtered.size >= REMEMBERED_FILTERS && !oldest.done) this.#filtered.delete(oldest.value);
      filtered = new FilteredKeys(this.#source, this.#overlay, filter);
      this.#filtered.set(name, filtered);
    }
    return filtered.now();
  }
}

/** The keys that a filter selects: those of the source are found once, those that changed again after each change. */
class FilteredKeys {
  #overlay;
  #filter;
  #ofSource;
  #version = 0;
  #keys;

  /**
   * @param {ProfileSource} source
   * @param {Overlay} overlay
   * @param {Filter} filter
   */
  constructor(source, overlay, filter) {
    this.#overlay = overlay;
    this.#filter = filter;
    const matching = [];
    for (let index = 0; index < source.count; index += 1) {
      if (source.matches(index, filter)) matching.push(FIRST_KEY + index);
    }
    this.#ofSource = Uint32Array.from(matching);
    this.#keys = this.#ofSource;
  }

  now() {
    const overlay = this.#overlay;
    if (this.#version !== overlay.version) {
      const unchanged = this.#ofSource.filter((key) => !overlay.isChanged(key));
      const changed = overlay
        .changedKeys()
        .filter((key) => !overlay.isGone(key) && matchesFilter(overlay.at(key), this.#filter));
      this.#keys = new Uint32Array(unchanged.length + changed.length);
      this.#keys.set(unchanged);
      this.#keys.set(changed, unchanged.length);
      this.#keys.sort();
      this.#version = overlay.version;
    }
    return this.#keys;
  }
}
