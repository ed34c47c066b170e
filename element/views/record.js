// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { OpenRecord } from "../controllers/record.js" */
/** @import { Wait } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */
/** @import { Rejection } from "../rejections.js" */

import { html, nothing } from "lit";
import { fields } from "../facts.js";
import { toJson } from "../files/json.js";
import { policyName } from "../policies.js";
import { MOST_ENTRIES, MOST_IN_RECORD, MOST_IN_ROW, cut, isBlank, readable } from "../readable.js";
import { meaningOf, rejectionsOf } from "../rejections.js";
import { copyButton } from "./copy-button.js";
import { button } from "./parts.js";
import { statusBadge } from "./status-badge.js";
import { waitLine } from "./toolbar.js";

/** Those that have no section of their own. */
const plainFields = fields.filter(({ name }) => name !== "links" && name !== "errors");

/** @typedef {{ down: (event: PointerEvent) => void, click: (event: MouseEvent) => void }} Pointer what it does to the dialog */

/**
 * One profile whole, in a dialog, with a button to copy each of its texts.
 * @param {OpenRecord | null} open
 * @param {Words} words
 * @param {Actions} actions
 * @param {{ said: string, say: (message: string) => void, rows: number, wait: Wait | null, pointer: Pointer, onClose: () => void }} state
 */
export function recordDialog(open, words, actions, { said, say, rows, wait, pointer, onClose }) {
  const { texts } = words;
  const profile = open?.profile ?? null;
  const row = open?.row ?? null;
  return html`<dialog
    class="record"
    part="record"
    aria-labelledby="record-title"
    @close=${onClose}
    @pointerdown=${pointer.down}
    @click=${pointer.click}
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : null;
      if (by === null || event.composedPath().some((node) => node instanceof HTMLPreElement)) return;
      const isBackward = getComputedStyle(/** @type {Element} */ (event.currentTarget)).direction === "rtl";
      actions.stepRecord(isBackward ? (by === 1 ? -1 : 1) : by);
    }}
  >
    <header>
      <h2 id="record-title" dir="auto" aria-live="polite">${open === null ? "" : title(profile, words)}</h2>
      <div class="buttons">
        ${
          row === null
            ? nothing
            : html`<span class="record-place">${words.say(texts.recordPlace, { row: row + 1, rows, count: rows })}</span>
                <span class="joined">
                  ${button({ name: "previous-record", label: html`<span aria-hidden="true">‹</span>`, hint: texts.previousRecord, isAllowed: row > 0, act: () => actions.stepRecord(-1) })}
                  ${button({ name: "next-record", label: html`<span aria-hidden="true">›</span>`, hint: texts.nextRecord, isAllowed: row < rows - 1, act: () => actions.stepRecord(1) })}
                </span>`
        }
        <button
          type="button"
          class="close"
          part="button"
          @click=${(/** @type {Event} */ event) => /** @type {Element} */ (event.target).closest("dialog")?.close()}
        >${texts.close}</button>
      </div>
    </header>
    <div class="content">${open === null ? nothing : profile === null ? waiting(open, words, actions, wait) : content(profile, open.issues, words, say)}</div>
    <p class="said" role="status">${said}</p>
  </dialog>`;
}

/**
 * @param {CustomerProfile | null} profile
 * @param {Words} words
 */
export function title(profile, { texts }) {
  if (profile === null) return texts.record;
  return isBlank(profile.friendlyName) ? texts.unnamed : cut(profile.friendlyName ?? "", MOST_IN_ROW);
}

/**
 * @param {OpenRecord} open
 * @param {Words} words
 * @param {Actions} actions
 * @param {Wait | null} wait before the next attempt
 */
function waiting({ sid, failure }, words, actions, wait) {
  const { texts } = words;
  const again = (/** @type {string} */ name, /** @type {string} */ label) =>
    html`<p class="actions">${button({ name, label, act: () => void actions.openSid(sid) })}</p>`;
  if (failure === null)
    return wait === null
      ? html`<p role="status">${texts.recordLoading}</p>`
      : html`<p role="status">${waitLine(wait, words, Date.now())}</p>${again("now-record", texts.now)}`;
  return html`<div class="notice" part="notice" data-kind="error" role="alert">
    <strong>${failure.title}</strong>
    ${failure.lines.map((line) => html`<p>${line}</p>`)}
    ${failure.canRetry ? again("retry-record", texts.retry) : nothing}
  </div>`;
}

/**
 * @param {CustomerProfile} profile
 * @param {readonly Issue[]} issues
 * @param {Words} words
 * @param {(message: string) => void} say
 */
function content(profile, issues, words, say) {
  const { texts } = words;
  return html`
    ${rejectionsPart(profile, words)}
    <dl>${plainFields.map(({ name, rule }) => fieldPart(profile, name, rule, words, say))}</dl>
    ${linksPart(profile, words, say)}
    ${profile.extra === undefined ? nothing : html`<h3>${texts.extra}</h3>${json(profile.extra)}`}
    ${issuesPart(issues, words)}
    <p class="copy-record">${copyButton({ text: () => toJson(profile, { indent: 2 }), label: texts.copyRecord, name: texts.copyRecord, words, say })}</p>
  `;
}

/**
 * @param {CustomerProfile} profile
 * @param {Words} words
 */
function rejectionsPart(profile, words) {
  const { texts } = words;
  const { rejections, more } = rejectionsOf(profile, MOST_ENTRIES);
  if (rejections.length === 0 && profile.status !== "twilio-rejected") return nothing;
  return html`<section class="rejections">
    <h3>${texts.errors}</h3>
    ${
      rejections.length === 0
        ? html`<p>${texts.noReasons}</p>`
        : html`<ul>${rejections.map((rejection) => html`<li>${rejectionPart(rejection, words)}</li>`)}</ul>`
    }
    ${moreOf(more, words)}
  </section>`;
}

/**
 * @param {Rejection} rejection
 * @param {Words} words
 */
function rejectionPart({ code, raw, others }, words) {
  if (code === null) return json(raw);
  return html`<a
      class="code"
      href=${`https://www.twilio.com/docs/api/errors/${code}`}
      target="_blank"
      rel="noopener noreferrer"
      title=${words.say(words.texts.codeLink, { code: String(code) })}
      >${code}</a
    > ${meaningOf(code, words)}${others === null ? nothing : json(others)}`;
}

/**
 * @param {CustomerProfile} profile
 * @param {typeof plainFields[number]["name"]} name
 * @param {typeof plainFields[number]["rule"]} rule
 * @param {Words} words
 * @param {(message: string) => void} say
 */
function fieldPart(profile, name, rule, words, say) {
  const { texts } = words;
  /** @type {unknown} */
  const value = profile[name];
  const label = texts.fields[name];
  const row = (/** @type {unknown} */ content, kind = "") =>
    html`<div><dt>${label}</dt><dd class=${kind}>${content}</dd></div>`;
  const copy = (/** @type {string} */ text) =>
    copyButton({ text: () => text, label: words.say(texts.copyField, { field: label }), name: label, words, say });
  if (value === null) return row(texts.none, "none");
  if (value instanceof Date) {
    const exact = value.toISOString();
    return row(html`<span>${words.formats.instant(value)} <code class="copied">${exact}</code></span>${copy(exact)}`);
  }
  if (typeof value !== "string") return row(json(value));
  const shown = readable(value, words, MOST_IN_RECORD);
  if (rule === "Status") {
    return row(
      html`<span class="both">${statusBadge(value, words)}<code class="copied">${shown}</code></span>${copy(value)}`,
    );
  }
  const kind = [rule === "Text" ? "" : "code", isBlank(value) ? "none" : "", "copied"].join(" ").trim();
  const text = html`<span class=${kind} dir=${rule === "Text" ? "auto" : nothing}>${shown}</span>`;
  const policy = name === "policySid" ? policyName(value, words.texts.policies) : null;
  const known = policy === null ? text : html`<span class="both"><span>${policy}</span>${text}</span>`;
  return row(html`${known}${copy(value)}`);
}

/**
 * @param {CustomerProfile} profile
 * @param {Words} words
 * @param {(message: string) => void} say
 */
function linksPart(profile, words, say) {
  const { texts } = words;
  const entries = Object.entries(profile.links ?? {});
  if (entries.length === 0) return nothing;
  const shown = entries.slice(0, MOST_ENTRIES).map(([name, uri]) => {
    const label = readable(name, words, MOST_IN_ROW);
    const copy = copyButton({
      text: () => uri,
      label: words.say(texts.copyField, { field: label }),
      name: label,
      words,
      say,
    });
    // Text and no link: it may be of any scheme.
    return html`<div><dt>${label}</dt><dd><span class="code copied">${readable(uri, words, MOST_IN_RECORD)}</span>${copy}</dd></div>`;
  });
  return html`<h3>${texts.links}</h3><dl class="links">${shown}</dl>${moreOf(entries.length - shown.length, words)}`;
}

/**
 * @param {readonly Issue[]} issues
 * @param {Words} words
 */
function issuesPart(issues, words) {
  if (issues.length === 0) return nothing;
  const entries = issues.slice(0, MOST_ENTRIES).map((issue) => {
    const property = readable(issue.path.replace(/^\/results\/\d+/, "").slice(1), words, MOST_IN_ROW);
    const value = issue.value === undefined ? "–" : toJson(issue.value, { most: MOST_IN_ROW });
    return html`<li>${words.say(words.texts.issue, { property, expected: issue.expected })} <code>${value}</code></li>`;
  });
  return html`<section class="odd">
    <h3>${words.texts.issues}</h3>
    <ul>${entries}</ul>
    ${moreOf(issues.length - entries.length, words)}
  </section>`;
}

/**
 * How many entries are not listed; "copy as JSON" has those of the profile itself.
 * @param {number} count
 * @param {Words} words
 */
function moreOf(count, words) {
  return count === 0 ? nothing : html`<p>${words.say(words.texts.more, { count })}</p>`;
}

/** @param {unknown} value */
function json(value) {
  return html`<pre tabindex="0">${toJson(value, { indent: 2, most: MOST_IN_RECORD })}</pre>`;
}
