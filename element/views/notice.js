// @ts-check
/** @import { FailureKind } from "../state/failure.js" */
/** @import { Failure, Store } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */

import { html, nothing } from "lit";
import { TrustHubError } from "trusthub-profiles";
import { reasonOf } from "../readable.js";
import { isConnection } from "../state/failure.js";
import { isFiltered } from "../state/place.js";
import { button } from "./parts.js";

/**
 * What is the matter with the list: a failure, no connection, or nothing in it.
 * @param {Store} store
 * @param {Words} words
 * @param {Actions} actions
 * @param {boolean} isOnline
 */
export function notice(store, words, actions, isOnline) {
  const { texts } = words;
  const { failure, all } = store;
  // A browser's word for "online" is worth little (any network will do), its word for "offline" explains a failure. What
  // went wrong before, and has nothing to do with the connection, stays to be read.
  if (!isOnline && (failure === null || isConnection(failure.kind))) {
    const isPartial = all !== null;
    const canRetry = failure !== null && !isPartial;
    const line = isPartial ? texts.offlineAll : canRetry ? texts.offline : null;
    return box("offline", texts.offlineTitle, [line], canRetry ? retry(words, actions) : nothing);
  }
  if (failure !== null) return failed(failure, store, words, actions);
  if (store.isRefused) return box("empty", texts.refusedTitle, [texts.refused], nothing);
  if (store.isLoading || all?.state === "running" || (all === null && store.page === null)) return nothing;
  if (all !== null && all.state !== "complete") return nothing;
  return store.count > 0 || store.isArranging ? nothing : empty(store, words);
}

/**
 * @param {Store} store
 * @param {Words} words
 */
function empty(store, { texts }) {
  const { all, page, rows, place } = store;
  const line =
    rows.profiles.length > 0
      ? texts.emptyShown
      : all === null && page?.nextCursor !== null
        ? texts.emptyPage
        : isFiltered(place.filters)
          ? texts.emptyFiltered
          : texts.emptyAll;
  return html`<slot name="empty">${box("empty", texts.emptyTitle, [line], nothing)}</slot>`;
}

/**
 * @param {Failure} failure
 * @param {Store} store
 * @param {Words} words
 * @param {Actions} actions
 */
function failed({ error, kind }, store, words, actions) {
  const { texts } = words;
  const isKnown = TrustHubError.is(error);
  const facts = [];
  if (isKnown && error.requestId !== null) facts.push(html`${texts.requestId} <code>${error.requestId}</code>`);
  if (isKnown && error.attempts > 1) {
    facts.push(html`${facts.length === 0 ? "" : ", "}${words.say(texts.attempts, { count: error.attempts })}`);
  }
  const line = facts.length === 0 ? null : html`<span class="facts">${facts}</span>`;
  const canRetry = store.all === null && store.canRetry;
  const canFollow = store.place.cursor !== "" && store.all === null;
  return box(
    "error",
    texts.failures[kind],
    [failureMessage(error, kind, words), texts.hints[kind] ?? null, line],
    canRetry || canFollow
      ? html`${canRetry ? retry(words, actions) : nothing}
        ${canFollow ? button({ name: "first-page", label: texts.firstPage, act: () => actions.firstPage() }) : nothing}`
      : nothing,
  );
}

/**
 * What the package says of a failure.
 * @param {unknown} error
 * @param {FailureKind} kind
 * @param {Words} words
 */
export function failureMessage(error, kind, words) {
  const reason = reasonOf(error);
  const message = reason.charAt(0).toUpperCase() + reason.slice(1);
  const isRefusal = TrustHubError.is(error) && error.kind === "api";
  const facts = isRefusal ? { status: error.status, ...(error.code !== null && { code: error.code }) } : {};
  return words.say(words.texts.message, { message, kind, ...facts });
}

/**
 * @param {Words} words
 * @param {Actions} actions
 */
function retry({ texts }, actions) {
  return button({ name: "retry", label: texts.retry, act: () => actions.retry() });
}

/**
 * @param {"error" | "offline" | "empty"} kind
 * @param {string} title
 * @param {readonly unknown[]} lines
 * @param {unknown} buttons
 */
function box(kind, title, lines, buttons) {
  // An alert is read out at once; that a list is empty may wait.
  return html`<div class="notice" part="notice" data-kind=${kind} role=${kind === "empty" ? "status" : "alert"}>
    <strong>${title}</strong>
    ${lines.filter((line) => line !== null).map((line) => html`<p>${line}</p>`)}
    ${buttons === nothing ? nothing : html`<p class="actions">${buttons}</p>`}
  </div>`;
}
