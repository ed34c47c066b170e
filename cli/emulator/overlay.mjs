// @ts-check
/** @import { ProfileState, WireProfile } from "./api.d.ts" */
/** @import { ProfileSource } from "./profile-list.mjs" */
import { dateTime } from "./clock.mjs";
import { FIRST_KEY, firstIndex } from "./list-keys.mjs";
import { stringOf } from "./json-text.mjs";

/**
 * What a change did to a profile: the properties that it set, or null where it deleted it. The states themselves are
 * not kept: they follow from the source, and a million profiles have as many.
 * @typedef {{ at: number, set: WireProfile | null }} Patch
 */

/** What was changed in a list since the start, by the keys of its profiles. */
export class Overlay {
  #source;
  #start;
  /** @type {Map<number, Patch[]>} */
  #patches = new Map();
  /** @type {{ at: number, fields: WireProfile }[]} The n-th has the key `FIRST_KEY - 1 - n`. */
  #added = [];
  /** @type {Map<string, number>} By the SIDs in small letters. */
  #addedKeys = new Map();
  /** @type {number[]} The keys of the deleted profiles, ascending. */
  gone = [];
  /** How many changes there were. */
  version = 0;
  /** The time of the latest change. */
  latest;

  /**
   * @param {ProfileSource} source
   * @param {number} start
   */
  constructor(source, start) {
    this.#source = source;
    this.#start = start;
    this.latest = start;
  }

  /** How many profiles were added, those included that are deleted again. */
  get added() {
    return this.#added.length;
  }

  /** The smallest key. */
  get first() {
    return FIRST_KEY - this.#added.length;
  }

  /** @param {number} key */
  isGone(key) {
    return this.#patches.get(key)?.at(-1)?.set === null;
  }

  /** @param {number} key */
  isChanged(key) {
    return this.#patches.has(key);
  }

  /** The keys of all profiles that were changed, deleted or added, ascending. */
  changedKeys() {
    const keys = Array.from(this.#added, (_, index) => FIRST_KEY - 1 - index);
    for (const key of this.#patches.keys()) {
      if (key >= FIRST_KEY) keys.push(key);
    }
    return keys.sort((left, right) => left - right);
  }

  /** @param {string} sid In small letters. */
  addedKey(sid) {
    return this.#addedKeys.get(sid);
  }

  /**
   * A profile as it is now, or was when it was deleted.
   * @param {number} key
   */
  at(key) {
    const patches = this.#patches.get(key);
    const original = this.#original(key);
    return patches === undefined ? original : patches.reduce((profile, { set }) => patched(profile, set), original);
  }

  /**
   * Every state that a profile had, oldest first.
   * @param {number} key
   * @returns {ProfileState[]}
   */
  history(key) {
    let profile = this.#original(key);
    const since = key >= FIRST_KEY ? this.#start : this.#addition(key).at;
    /** @type {ProfileState[]} */
    const states = [{ at: dateTime(since), profile }];
    for (const { at, set } of this.#patches.get(key) ?? []) {
      profile = patched(profile, set);
      states.push({ at: dateTime(at), profile: set === null ? null : profile });
    }
    return states;
  }

  /**
   * @param {WireProfile} fields Instead of those that are made up.
   * @param {number} at
   */
  add(fields, at) {
    this.#changed(at);
    this.#added.push({ at, fields });
    const key = this.first;
    this.#addedKeys.set(stringOf(this.#original(key)["sid"]).toLowerCase(), key);
    return key;
  }

  /**
   * @param {number} key
   * @param {WireProfile | null} set
   * @param {number} at
   */
  patch(key, set, at) {
    const wasGone = this.isGone(key);
    this.#changed(at);
    const patches = this.#patches.get(key);
    if (patches === undefined) this.#patches.set(key, [{ at, set }]);
    else patches.push({ at, set });
    const index = firstIndex(this.gone.length, (where) => (this.gone[where] ?? 0) >= key);
    if (set === null && !wasGone) this.gone.splice(index, 0, key);
    if (set !== null && wasGone) this.gone.splice(index, 1);
  }

  /** @param {number} at */
  #changed(at) {
    this.version += 1;
    this.latest = at;
  }

  /** @param {number} key */
  #original(key) {
    if (key >= FIRST_KEY) return this.#source.at(key - FIRST_KEY);
    const { at, fields } = this.#addition(key);
    const sid = typeof fields["sid"] === "string" ? fields["sid"] : undefined;
    return patched(this.#source.fresh(FIRST_KEY - 1 - key, at, sid), fields);
  }

  /** @param {number} key */
  #addition(key) {
    return /** @type {{ at: number, fields: WireProfile }} */ (this.#added[FIRST_KEY - 1 - key]);
  }
}

/**
 * A profile with other properties; those that are undefined are left out.
 * @param {WireProfile} profile
 * @param {WireProfile | null} set
 */
function patched(profile, set) {
  if (set === null) return profile;
  /** @type {WireProfile} */
  const changed = { ...profile, ...set };
  for (const [name, value] of Object.entries(set)) {
    if (value === undefined) delete changed[name];
  }
  return changed;
}
