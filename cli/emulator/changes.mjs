// @ts-check
/** @import { AppliedChange, ProfileChange, WireProfile } from "./api.d.ts" */
/** @import { ProfileList } from "./profile-list.mjs" */
import { dateTime } from "./clock.mjs";
import { requireKnown } from "./names.mjs";
import { stringOf } from "./json-text.mjs";

/**
 * What each change that keeps a profile in the list sets.
 * @type {{ [Type in "submit" | "review" | "approve" | "reject" | "edit" | "restore"]:
 *   (change: Extract<ProfileChange, { type: Type }>) => WireProfile }}
 */
const SETS = {
  submit: () => ({ status: "pending-review", errors: null }),
  review: () => ({ status: "in-review", errors: null }),
  approve: ({ validUntil = null }) => ({ status: "twilio-approved", errors: null, valid_until: validUntil }),
  reject: ({ errors = [{ code: 18601 }] }) => ({ status: "twilio-rejected", errors, valid_until: null }),
  edit: ({ fields }) => ({ ...fields }),
  restore: () => ({}),
};

/** Each type of change, with the properties that it takes. */
const TYPES = {
  submit: ["sid"],
  review: ["sid"],
  approve: ["sid", "validUntil"],
  reject: ["sid", "errors"],
  edit: ["sid", "fields"],
  add: ["fields"],
  delete: ["sid"],
  restore: ["sid"],
};

/**
 * Applies a change to a list.
 * @param {string} accountSid
 * @param {ProfileList} list
 * @param {ProfileChange} change
 * @param {number} time
 * @returns {AppliedChange}
 */
export function applyChange(accountSid, list, change, time) {
  requireKnown("type of change", String(change.type), Object.keys(TYPES));
  for (const name of Object.keys(change)) {
    requireKnown(`property of the change "${change.type}"`, name, ["type", ...TYPES[change.type]]);
  }
  if (change.type === "edit" && Object.hasOwn(change.fields, "sid"))
    throw new TypeError(`the change "edit" sets no sid: it is what the profile is known by`);
  return change.type === "add"
    ? addProfile(accountSid, list, change.fields ?? {}, time)
    : changeProfile(accountSid, list, change, list.keyOf(change.sid), time);
}

/**
 * @param {string} accountSid
 * @param {ProfileList} list
 * @param {WireProfile} fields
 * @param {number} time
 * @returns {AppliedChange}
 */
function addProfile(accountSid, list, fields, time) {
  const { sid } = fields;
  if (typeof sid === "string" && list.keyOf(sid) !== undefined) {
    throw new RangeError(`${accountSid} has, or had, a profile ${sid}: restore it instead of adding it`);
  }
  const added = list.overlay.at(list.overlay.add(fields, time));
  return {
    at: dateTime(time),
    accountSid,
    sid: stringOf(added["sid"]),
    type: "add",
    status: { from: null, to: added["status"] ?? null },
    fields: Object.keys(added),
  };
}

/**
 * @param {string} accountSid
 * @param {ProfileList} list
 * @param {Exclude<ProfileChange, { type: "add" }>} change
 * @param {number | undefined} key
 * @param {number} time
 * @returns {AppliedChange}
 */
export function changeProfile(accountSid, list, change, key, time) {
  const { type } = change;
  if (key === undefined) throw new RangeError(`${accountSid} has no profile ${change.sid}`);
  const wasGone = list.overlay.isGone(key);
  if (wasGone !== (type === "restore")) {
    throw new RangeError(`the profile ${change.sid} is ${wasGone ? "deleted: restore it first" : "not deleted"}`);
  }
  const before = list.overlay.at(key);
  const at = dateTime(time);
  if (type === "delete") {
    list.overlay.patch(key, null, time);
  } else {
    // The types of the table and of the change belong together, which TypeScript cannot see.
    const sets = /** @type {(change: ProfileChange) => WireProfile} */ (SETS[type])(change);
    list.overlay.patch(key, { date_updated: at, ...sets }, time);
  }
  const after = list.overlay.at(key);
  return {
    at,
    accountSid,
    sid: stringOf(before["sid"]),
    type,
    status: {
      from: wasGone ? null : (before["status"] ?? null),
      to: type === "delete" ? null : (after["status"] ?? null),
    },
    fields: [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    ),
  };
}
