// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { Failure, Store } from "../state/store.js" */
/** @import { FailureKind } from "../state/failure.js" */
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
 * @property {{ title: string, lines: readonly string[], canRetry: boolean } | null} failure why it didn't
 */

/** Which record is open, wherever it comes from: the list, or the API by its SID. */
export class RecordState {
  /** @type {OpenRecord | null} */
  open = null;
  /** The SID of one that waits until the host has signed its reader in. @type {string | null} */
  waiting = null;
  #store;
  #words;
  #onChange;
  #onFailure;
  #request = new AbortController();

  /**
   * @param {Store} store
   * @param {{ words: () => Words, onChange: () => void, onFailure: (failure: Failure) => boolean }} options
   */
  constructor(store, { words, onChange, onFailure }) {
    this.#store = store;
    this.#words = words;
    this.#onChange = onChange;
    this.#onFailure = onFailure;
  }

  /** Whether it is open, but not there yet. */
  get isWaiting() {
    return this.open !== null && this.open.profile === null && this.open.failure === null;
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
   * @returns {Promise<OpenRecord | null>} null where another record was opened meanwhile, or the host takes care of the failure
   */
  async ask(sid) {
    /** @type {OpenRecord} */
    const waiting = { sid, row: null, profile: null, issues: [], failure: null };
    this.cancel();
    const { signal } = (this.#request = new AbortController());
    this.open = waiting;
    this.waiting = null;
    this.#onChange();
    try {
      const { profile, issues } = await this.#store.fetchProfile(sid, signal);
      return this.open === waiting ? { ...waiting, profile, issues } : null;
    } catch (error) {
      if (this.open !== waiting || signal.aborted) return null;
      const kind = this.#store.kindOf(error);
      if (!this.#onFailure({ error, kind, isPartial: false }))
        return { ...waiting, failure: this.#failure(error, kind, sid) };
      // Whatever the host shows must not lie under a dialog.
      this.waiting = sid;
      this.open = null;
      return null;
    }
  }

  /** End what is asked for: nobody waits for it any more. */
  cancel() {
    this.#request.abort();
  }

  /**
   * @param {unknown} error
   * @param {FailureKind} kind
   * @param {string} sid
   * @returns {OpenRecord["failure"]}
   */
  #failure(error, kind, sid) {
    const words = this.#words();
    const { texts } = words;
    // A server that knows no single profiles answers 404 too, but without the API's code.
    if (TrustHubError.is(error) && error.kind === "api" && error.status === 404 && kind !== "missing")
      return { title: texts.emptyTitle, lines: [words.say(texts.recordMissing, { sid })], canRetry: false };
    const hint = texts.hints[kind];
    const lines = [failureMessage(error, kind, words), ...(hint === undefined ? [] : [hint])];
    return { title: texts.failures[kind], lines, canRetry: kind !== "options" };
  }

  /** The list changed: the record may stand elsewhere in it, or nowhere. */
  locate() {
    const { open } = this;
    if (open === null || open.profile === null) return;
    const isThere = open.row !== null && this.#store.rows.profiles[this.#store.positionOf(open.row)] === open.profile;
    if (!isThere) this.open = { ...open, row: open.sid === "" ? null : this.rowOf(open.sid) };
  }
}
