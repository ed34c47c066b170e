// @ts-check
/** @import { AppliedChange, ProfileChange } from "./api.d.ts" */
/** @import { ProfileList } from "./profile-list.mjs" */
import { applyChange, changeProfile } from "./changes.mjs";
import { companyName } from "./company-name.mjs";
import { dateTime } from "./clock.mjs";
import { draw, seedFor } from "./random.mjs";
import { stringOf } from "./json-text.mjs";

const PURPOSE = { gap: 300, choice: 301, which: 302, detail: 303 };
const DAY = 24 * 3_600_000;

// In hundredths: so many changes add a profile, so many delete one; every other one moves or edits one.
const ADDS = 10;
const DELETES = 7;

/**
 * What becomes of a profile next, by its status, each as likely as the next; any other status is edited.
 * @type {Readonly<Record<string, readonly ("submit" | "review" | "approve" | "reject" | "edit")[]>>}
 */
const NEXT = {
  draft: ["submit", "submit", "edit"],
  "pending-review": ["review"],
  "in-review": ["approve", "approve", "reject"],
  "twilio-rejected": ["edit", "submit"],
  "twilio-approved": ["edit", "edit", "edit", "reject"],
};

const REASONS = [18601, 18602, 18606, 22214];

/**
 * The changes that an account's list goes through as time passes. Each follows from the seed and from those before it
 * alone, so two days at once and one day twice come to the same.
 */
export class Churn {
  #accountSid;
  #list;
  #seed;
  #share;
  #step = 0;
  #next;

  /**
   * @param {{ accountSid: string, list: ProfileList, seed: number, share: number, start: number }} options `share`: how
   *   many changes a day there are for each profile.
   */
  constructor({ accountSid, list, seed, share, start }) {
    this.#accountSid = accountSid;
    this.#list = list;
    this.#seed = seedFor(seed, accountSid);
    this.#share = share;
    this.#next = start + this.#gap();
  }

  /**
   * Makes the changes up to a time, and returns them.
   * @param {number} time
   * @param {boolean} isActive Whether the account is: otherwise the time passes without them.
   * @returns {AppliedChange[]}
   */
  until(time, isActive) {
    const changes = [];
    while (this.#next <= time) {
      // Never before a change that was made by a call, which moves the clock without looking at what is due.
      const at = Math.max(this.#next, this.#list.overlay.latest);
      if (isActive) changes.push(this.#change(at));
      this.#step += 1;
      this.#next += this.#gap();
    }
    return changes;
  }

  /** Until the next change, in milliseconds: exponentially distributed, as what happens independently is. */
  #gap() {
    const chance = (this.#bits(PURPOSE.gap) + 1) / (2 ** 32 + 1);
    return (-Math.log(chance) * DAY) / (this.#share * Math.max(this.#list.count, 1)); // Infinity where the share is 0
  }

  /** @param {number} at */
  #change(at) {
    const list = this.#list;
    const choice = this.#bits(PURPOSE.choice) % 100;
    if (choice < ADDS || list.count === 0) return applyChange(this.#accountSid, list, { type: "add" }, at);
    const key = list.keyAt(this.#bits(PURPOSE.which) % list.count);
    return changeProfile(this.#accountSid, list, this.#fate(key, choice, at), key, at);
  }

  /**
   * @param {number} key
   * @param {number} choice
   * @param {number} at
   * @returns {Exclude<ProfileChange, { type: "add" }>}
   */
  #fate(key, choice, at) {
    const profile = this.#list.overlay.at(key);
    const sid = stringOf(profile["sid"]);
    if (choice < ADDS + DELETES) return { type: "delete", sid };
    const detail = this.#bits(PURPOSE.detail);
    const status = stringOf(profile["status"]);
    const next = Object.hasOwn(NEXT, status) ? NEXT[status] : undefined;
    const type = next?.[choice % next.length] ?? "edit";
    switch (type) {
      case "approve":
        return { type, sid, validUntil: detail % 4 === 0 ? dateTime(at + 1000 * DAY) : null };
      case "reject":
        return { type, sid, errors: [{ code: REASONS[detail % REASONS.length] }] };
      case "edit":
        return {
          type,
          sid,
          fields:
            detail % 3 === 0 ? { friendly_name: companyName(detail) } : { email: `compliance+${detail}@new.example` },
        };
      default:
        return { type, sid };
    }
  }

  /** @param {number} purpose */
  #bits(purpose) {
    return draw(this.#seed, purpose, this.#step);
  }
}
