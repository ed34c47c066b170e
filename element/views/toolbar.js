// @ts-check
/** @import { Store, Wait } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */

import { html, nothing } from "lit";
import { pageNumber } from "../state/place.js";
import { button } from "./parts.js";

/**
 * What is shown, in a line, and the buttons that lead elsewhere or write a file.
 * @param {Store} store
 * @param {Words} words
 * @param {Actions} actions
 * @param {{ said: string, isExporting: boolean, now: number }} state `said`: the latest of what was done
 */
export function toolbar(store, words, actions, { said, isExporting, now }) {
  const { texts, formats } = words;
  const isPage = store.page !== null && store.all === null && !store.isLoading;
  const isStill = !store.isLoading && store.all?.state !== "running";
  const canExport = isStill && store.count > 0 && !isExporting && !store.isArranging;
  const canAsk = store.client !== null && !store.isRefused;
  return html`<div class="toolbar" part="toolbar" role="group" aria-label=${texts.toolbar} ?data-whole=${store.all !== null}>
    <p class="summary" part="summary" role="status" tabindex="-1">${summary(store, words, said, now)}</p>
    <div class="buttons">
      ${
        store.wait === null
          ? nothing
          : button({ name: "now", label: texts.now, isPrimary: true, act: () => actions.hurry() })
      }
      <span class="joined turn">
        ${button({ name: "previous", label: texts.previous, isAllowed: isPage && store.previousCursor !== null, act: () => actions.turn(store.previousCursor) })}
        ${button({ name: "next", label: texts.next, isAllowed: isPage && store.nextCursor !== null, act: () => actions.turn(store.nextCursor) })}
      </span>
      ${button({ name: "load-all", label: texts.loadAll, isAllowed: canAsk && store.all === null, act: () => actions.loadAll() })}
      <span class="freshness">
        ${store.at === null || !isStill ? nothing : html`<span class="as-of">${words.say(texts.asOf, { time: formats.moment(store.at, new Date(now)) })}</span>`}
        ${button({ name: "reload", label: texts.reload, isAllowed: isStill && store.client !== null, act: () => actions.reload() })}
      </span>
      <span class="joined">
        ${button({ name: "export-csv", label: texts.exportCsv, hint: words.say(texts.exportHint, { kind: "CSV" }), isAllowed: canExport, act: () => actions.export("csv") })}
        ${button({ name: "export-ndjson", label: texts.exportNdjson, hint: words.say(texts.exportHint, { kind: "NDJSON" }), isAllowed: canExport, act: () => actions.export("ndjson") })}
        ${
          store.all?.state === "complete"
            ? nothing
            : button({
                name: "export-all",
                label: texts.exportAll,
                hint: texts.exportAllHint,
                isAllowed: canAsk && isStill && !isExporting,
                act: () => actions.exportAll(),
              })
        }
      </span>
      <slot name="toolbar"></slot>
    </div>
  </div>`;
}

/**
 * @param {Store} store
 * @param {Words} words
 * @param {string} said
 * @param {number} now
 */
function summary(store, words, said, now) {
  const { texts } = words;
  const { wait, all, page } = store;
  if (wait !== null) return waitLine(wait, words, now);
  if (said !== "") return said;
  if (store.isLoading) return texts.loading;
  const profiles = words.profiles(store.rows.profiles.length);
  if (all !== null) return all.state === "running" ? texts.running : odd(words.say(texts[all.state], { profiles }));
  if (page === null) return "";
  return odd(
    words.say(page.nextCursor === null ? texts.lastPage : texts.page, { page: pageLabel(store, words), profiles }),
  );

  /** @param {string} line */
  function odd(line) {
    const { count } = store.rows.issues;
    return count === 0 ? line : `${line}; ${words.say(texts.oddValues, { count })}`;
  }
}

/**
 * How long it is until the next attempt: read out once, seen counting down.
 * @param {Wait} wait
 * @param {Words} words
 * @param {number} now
 */
export function waitLine({ attempt, until, waitMs }, words, now) {
  const line = (/** @type {number} */ milliseconds) =>
    words.say(words.texts.waiting, { attempt, seconds: words.formats.seconds(milliseconds) });
  return html`<span aria-hidden="true">${line(Math.max(0, until - now))}</span
    ><span class="unseen">${line(waitMs)}</span>`;
}

/**
 * @param {Store} store
 * @param {Words} words
 */
export function pageLabel(store, { formats }) {
  const number = pageNumber(store);
  return number === null ? "?" : formats.number(number);
}
