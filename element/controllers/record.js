// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { Store } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */

import { TrustHubError } from "trusthub-profiles";
import { failureMessage } from "../views/notice.js";

/**
 * The record that is open.
 * @typedef {object} OpenRecord
 * @property {string} sid empty where the profile has none
 * @property {number | null} row where it is shown in the list, if it is
 * @property {CustomerProfile | null} profile null until it came
 * @property {readonly Issue[]} issues
 * @property {{ title: string, message: string } | null} failure why it didn't
 */

/** Which record is open, wherever it comes from: the list, or the API by its SID. */
export class RecordState {
  /** @type {OpenRecord | null} */
  open = null;
  #store;
  #words;
  #onChange;

  /**
   * @param {Store} store
   * @param {{ words: () => Words, onChange: () => void }} options
   */
  constructor(store, { words, onChange }) {
    this.#store = store;
    this.#words = words;
    this.#onChange = onChange;
  }

  /**
   * The record of a shown row.
   * @param {number} row
   * @returns {OpenRecord | null}
   */
  ofRow(row) {
    const position = this.#store.positionOf(row);
    const { profiles, issues } = this.#store.rows;
    const profile = profiles[position];
    if (profile === undefined) return null;
    return { sid: profile.sid ?? "", row, profile, issues: issues.of(position), failure: null };
  }

  /**
   * The row that shows a profile.
   * @param {string} sid
   */
  rowOf(sid) {
    const position = this.#store.find(sid);
    if (position === -1) return null;
    const row = this.#store.positions === null ? position : this.#store.positions.indexOf(position);
    return row === -1 ? null : row;
  }

  /**
   * Ask the API for a profile that isn't loaded.
   * @param {string} sid
   * @returns {Promise<OpenRecord | null>} null where another record was opened meanwhile
   */
  async ask(sid) {
    /** @type {OpenRecord} */
    const waiting = { sid, row: null, profile: null, issues: [], failure: null };
    this.open = waiting;
    this.#onChange();
    try {
      const { profile, issues } = await this.#store.fetchProfile(sid);
      return this.open === waiting ? { ...waiting, profile, issues } : null;
    } catch (error) {
      if (this.open !== waiting) return null;
      return { ...waiting, failure: this.#failure(error, sid) };
    }
  }

  /**
   * @param {unknown} error
   * @param {string} sid
   */
  #failure(error, sid) {
    const words = this.#words();
    const { texts } = words;
    if (TrustHubError.is(error) && error.kind === "api" && error.status === 404)
      return { title: texts.emptyTitle, message: words.say(texts.recordMissing, { sid }) };
    const kind = this.#store.kindOf(error);
    return { title: texts.failures[kind], message: failureMessage(error, kind, words) };
  }

  /** The list changed: the record may stand elsewhere in it, or nowhere. */
  locate() {
    const { open } = this;
    if (open === null || open.profile === null) return;
    const isThere = open.row !== null && this.#store.rows.profiles[this.#store.positionOf(open.row)] === open.profile;
    if (!isThere) this.open = { ...open, row: open.sid === "" ? null : this.rowOf(open.sid) };
  }
}
