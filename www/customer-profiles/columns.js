// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { texts } from "./texts.js" */

import { create } from "./create.js";
import { formats } from "./formats.js";
import { instant } from "./instant.js";
import { toJson } from "./json.js";
import { MOST_IN_ROW, cut, isBlank, readable } from "./readable.js";
import { rejectionCodes } from "./rejection-codes.js";
import { statusBadge } from "./status-badge.js";

/**
 * One profile in a row: two lines a cell.
 * @typedef {(profile: CustomerProfile, words: typeof texts, issues: readonly Issue[]) => (Node | string)[]} Cell
 */

/** More codes than fit into a row's line. */
const MOST_CODES = 8;

/** The columns, in their order. @type {Readonly<Record<keyof typeof texts.columns, Cell>>} */
export const columns = {
  name: (profile, words, issues) => [
    create(
      "span",
      { class: "line" },
      create(
        "button",
        {
          type: "button",
          class: "open",
          tabindex: "-1",
          dir: "auto",
          title: profile.friendlyName,
          "aria-haspopup": "dialog",
        },
        isBlank(profile.friendlyName) ? words.unnamed : cut(profile.friendlyName ?? "", MOST_IN_ROW),
      ),
      issues.length === 0
        ? null
        : create("span", { class: "mark", role: "img", title: words.rowIssues, "aria-label": words.rowIssues }, "!"),
    ),
    second(profile.sid, words),
  ],
  status: (profile, words) => {
    const { rejections, more } = rejectionCodes(profile, MOST_CODES);
    const codes = rejections.map(({ code, meaning, raw }) =>
      code === null ? toJson(raw, { most: MOST_IN_ROW }) : `${code}: ${meaning ?? words.unknownCode}`,
    );
    if (more > 0) codes.push(words.more(formats.number(more)));
    return [
      create("span", { class: "line" }, statusBadge(profile.status, words)),
      codes.length === 0
        ? ""
        : create("span", { class: "line second reason", title: codes.join("; ") }, codes.join("; ")),
    ];
  },
  policy: (profile, words) => [middle(profile.policySid, words)],
  email: (profile, words) => [
    profile.email === null
      ? none(words)
      : create(
          "span",
          { class: `line${soft(profile.email)}`, dir: "auto", title: profile.email },
          readable(profile.email, words, MOST_IN_ROW),
        ),
  ],
  validUntil: (profile, words) => date(profile.validUntil, words, isPast(profile.validUntil) ? words.expired : null),
  created: (profile, words) => date(profile.dateCreated, words, null),
  updated: (profile, words) => date(profile.dateUpdated, words, null),
};

/**
 * @param {string | null} sid
 * @param {typeof texts} words
 */
function second(sid, words) {
  const shown = sid === null ? words.none : readable(sid, words, MOST_IN_ROW);
  return create("span", { class: `line second code${soft(sid)}`, title: sid }, shown);
}

/**
 * What stands for a value isn't taken for one.
 * @param {string | null} text
 */
function soft(text) {
  return isBlank(text) ? " none" : "";
}

/** @param {typeof texts} words */
function none(words) {
  return create(
    "span",
    { class: "line none" },
    create("span", { "aria-hidden": "true" }, "–"),
    create("span", { class: "unseen" }, words.none),
  );
}

/**
 * A SID is told from another by its end as much as by its beginning: it is cut in the middle.
 * @param {string | null} sid
 * @param {typeof texts} words
 */
function middle(sid, words) {
  if (sid === null) return none(words);
  // What is no SID may end in the middle of a character.
  if (!/^[0-9A-Za-z]{8,40}$/.test(sid))
    return create("span", { class: `line code${soft(sid)}`, title: sid }, readable(sid, words, MOST_IN_ROW));
  return create(
    "span",
    { class: "line code middle", title: sid },
    create("span", {}, sid.slice(0, -4)),
    create("span", {}, sid.slice(-4)),
  );
}

/**
 * @param {Date | null} value
 * @param {typeof texts} words
 * @param {string | null} remark instead of the time of day
 */
function date(value, words, remark) {
  if (value === null) return [none(words)];
  const first = instant(value, formats.day(value));
  first.className = "line";
  return [
    first,
    create("span", { class: remark === null ? "line second" : "line second expired" }, remark ?? formats.time(value)),
  ];
}

/** @param {Date | null} value */
function isPast(value) {
  return value !== null && value.getTime() < Date.now();
}
