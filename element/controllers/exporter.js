// @ts-check
/** @import { Store } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */

import { csv } from "../files/csv.js";
import { exportProfiles } from "../files/export-profiles.js";
import { extentOf, fileName } from "../files/file-name.js";
import { ndjson } from "../files/ndjson.js";
import { reasonOf } from "../readable.js";
import { pageLabel } from "../views/toolbar.js";

const forms = { csv, ndjson };

/** How often it is said how far an export is: a screen reader would say nothing else. */
const SAY_EVERY_MS = 1000;

/** Writes what is shown into a file, and says what it was. */
export class Exporter {
  isRunning = false;
  #store;
  #words;
  #say;
  #onExport;

  /**
   * @param {Store} store
   * @param {{ words: () => Words, say: (message: string) => void, onExport: (detail: { file: string, profiles: number }) => void }} options
   */
  constructor(store, { words, say, onExport }) {
    this.#store = store;
    this.#words = words;
    this.#say = say;
    this.#onExport = onExport;
  }

  /**
   * @param {keyof typeof forms} name
   * @param {{ isWhole?: boolean }} [options] all that is loaded, as it came, whatever is searched for
   */
  async run(name, { isWhole = false } = {}) {
    const words = this.#words();
    const { texts } = words;
    const store = this.#store;
    const form = forms[name];
    const shown = isWhole ? store.rows.profiles : this.#shown();
    const extent = isWhole ? "all" : extentOf(store);
    const what = this.#what(words, extent);
    const count = words.profiles(shown.length);
    let lastSaid = performance.now();
    const onProgress = (/** @type {number} */ done) => {
      if (performance.now() - lastSaid < SAY_EVERY_MS) return;
      lastSaid = performance.now();
      this.#say(words.say(texts.exporting, { done, profiles: count }));
    };
    this.isRunning = true;
    this.#say("");
    try {
      const wanted = fileName(store, extent, form.extension, new Date());
      const file = await exportProfiles(shown, form, { file: wanted, words, onProgress });
      this.isRunning = false;
      this.#say(file === null ? "" : words.say(texts.exported, { profiles: count, file, what }));
      if (file !== null) this.#onExport({ file, profiles: shown.length });
    } catch (error) {
      this.isRunning = false;
      this.#say(words.say(texts.exportFailed, { reason: reasonOf(error) }));
    }
  }

  /** In the order in which they are shown. */
  #shown() {
    const { positions, rows } = this.#store;
    if (positions === null) return rows.profiles;
    return positions.flatMap((position) => rows.profiles[position] ?? []);
  }

  /**
   * @param {Words} words
   * @param {ReturnType<typeof extentOf>} extent
   */
  #what(words, extent) {
    const { exportWhat, statuses, allStatuses } = words.texts;
    const { status } = this.#store.place.filters;
    const said = words.say(exportWhat[extent], { page: pageLabel(this.#store, words) });
    const names = status.map((one) => (Object.hasOwn(statuses, one) ? (statuses[one] ?? one) : one));
    return `${said}, ${words.texts.filterLabels.status}: ${names.length === 0 ? allStatuses : names.join(", ")}`;
  }
}
