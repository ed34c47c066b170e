// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { TemplateResult } from "lit" */
/** @import { Texts } from "../texts/en.js" */
/** @import { Words } from "../texts/words.js" */

import { html, nothing } from "lit";
import { MOST_IN_ROW, cut, isBlank, readable } from "../readable.js";
import { policyName } from "../policies.js";
import { reasonInWords, rejectionsOf } from "../rejections.js";
import { instant, none, tooltip } from "./parts.js";
import { statusBadge } from "./status-badge.js";

/**
 * One profile in a row: two lines a cell.
 * @typedef {(profile: CustomerProfile, words: Words, context: { issues: readonly Issue[], row: number, isActive: boolean }) => TemplateResult} Cell
 * @typedef {keyof Texts["columns"]} ColumnName
 * @typedef {{ name: ColumnName, field: keyof CustomerProfile, cell: Cell }} Column
 */

/** More codes than fit into a row's line. */
const MOST_CODES = 8;

/** @type {readonly Column[]} In their order. */
export const columns = [
  {
    name: "name",
    field: "friendlyName",
    cell: (profile, words, { issues, row, isActive }) =>
      html`<span class="line"
          ><button
            type="button"
            class="open"
            tabindex=${isActive ? 0 : -1}
            dir="auto"
            title=${tooltip(profile.friendlyName)}
            aria-haspopup="dialog"
            aria-describedby=${`status-${row} reason-${row}`}
          >${isBlank(profile.friendlyName) ? words.texts.unnamed : cut(profile.friendlyName ?? "", MOST_IN_ROW)}</button
          >${
            issues.length === 0
              ? nothing
              : html`<span class="mark" role="img" title=${words.texts.rowIssues} aria-label=${words.texts.rowIssues}
                  >!</span
                >`
          }</span
        >${second(profile.sid, words)}`,
  },
  { name: "status", field: "status", cell: statusCell },
  { name: "policy", field: "policySid", cell: (profile, words) => policy(profile.policySid, words) },
  {
    name: "email",
    field: "email",
    cell: ({ email }, words) =>
      email === null
        ? none(words)
        : html`<span class="line${soft(email)}" dir="auto" title=${tooltip(email)}
            >${readable(email, words, MOST_IN_ROW)}</span
          >`,
  },
  {
    name: "validUntil",
    field: "validUntil",
    cell: ({ validUntil }, words) => {
      const isPast = validUntil !== null && validUntil.getTime() < Date.now();
      return date(validUntil, words, isPast ? words.texts.expired : null, isPast ? " expired" : "");
    },
  },
  { name: "created", field: "dateCreated", cell: ({ dateCreated }, words) => date(dateCreated, words, null) },
  {
    name: "updated",
    field: "dateUpdated",
    cell: ({ dateUpdated }, words) =>
      date(dateUpdated, words, dateUpdated === null ? null : words.formats.age(dateUpdated, new Date())),
  },
];

/** @type {Cell} */
function statusCell(profile, words, { row }) {
  const { rejections, more } = rejectionsOf(profile, MOST_CODES);
  const reasons = rejections.map((rejection) => reasonInWords(rejection, words));
  if (more > 0) reasons.push(words.say(words.texts.more, { count: more }));
  const all = rejections.length + more;
  const isUnexplained = profile.status === "twilio-rejected" && all === 0;
  const line = isUnexplained ? words.texts.noReasons : reasons.join("; ");
  return html`<span id=${`status-${row}`} class="line">${statusBadge(profile.status, words)}</span
    >${
      line === ""
        ? nothing
        : html`<span class="reasons"
            ><span id=${`reason-${row}`} class="line second reason" title=${tooltip(line)}>${line}</span
            >${
              all > 1
                ? html`<span class="plus" aria-hidden="true">${words.say(words.texts.moreReasons, { count: all - 1 })}</span>`
                : nothing
            }</span
          >`
    }`;
}

/**
 * @param {string | null} sid
 * @param {Words} words
 */
function second(sid, words) {
  const shown = sid === null ? words.texts.none : readable(sid, words, MOST_IN_ROW);
  return html`<span class="line second code${soft(sid)}" title=${tooltip(sid)}>${shown}</span>`;
}

/**
 * What stands for a value isn't taken for one.
 * @param {string | null} text
 */
function soft(text) {
  return isBlank(text) ? " none" : "";
}

/**
 * A known policy by its name; the end of a SID identifies it as much as its beginning: it is cut in the middle.
 * @param {string | null} sid
 * @param {Words} words
 */
function policy(sid, words) {
  if (sid === null) return none(words);
  const name = policyName(sid, words.texts.policies);
  if (name !== null) return html`<span class="line policy-name" title=${sid}>${name}</span>`;
  // What is no SID may end in the middle of a character.
  if (!/^[0-9A-Za-z]{8,40}$/.test(sid)) {
    return html`<span class="line code${soft(sid)}" title=${tooltip(sid)}>${readable(sid, words, MOST_IN_ROW)}</span>`;
  }
  return html`<span class="line code middle" title=${sid}
    ><span>${sid.slice(0, -4)}</span><span>${sid.slice(-4)}</span></span
  >`;
}

/**
 * @param {Date | null} value
 * @param {Words} words
 * @param {string | null} remark instead of the time of day
 * @param {string} [kind]
 */
function date(value, words, remark, kind = "") {
  if (value === null) return none(words);
  return html`${instant(value, words.formats.day(value), words)}<span class="line second${kind}"
      >${remark ?? words.formats.time(value)}</span
    >`;
}
