// @ts-check
/** @import { FaultName, FaultOptions } from "./api.d.ts" */
/** @import { Conditions } from "./fault-options.mjs" */
/** @import { Fault, Settings } from "./faults.mjs" */
import { CONDITIONS, SETTINGS } from "./fault-options.mjs";
import { FAULTS } from "./faults.mjs";
import { requireKnown } from "./names.mjs";
import { draw } from "./random.mjs";

/**
 * @typedef {{ fault: Fault, settings: Settings, conditions: Conditions }} Entry
 *
 * @typedef {object} Subject What a fault's conditions are held against.
 * @property {number} page
 * @property {string | null} account
 * @property {boolean} hasNext
 */

const PURPOSE = 100;

// For the settings that a fault doesn't take, so that one type describes them all.
/** @type {Settings} */
const UNUSED = { ms: 0, status: 200, headers: {}, body: null, location: "", origin: "", path: "", bytes: 0 };

/** The faults asked for, in the order in which they were. */
export class FaultQueue {
  /** @type {Entry[]} */
  #entries = [];
  #seed;
  #draws = 0;

  /** @param {number} seed */
  constructor(seed) {
    this.#seed = seed;
  }

  /**
   * @param {string} name
   * @param {FaultOptions} options
   */
  add(name, options) {
    const fault = faultNamed(name);
    const allowed = [...Object.keys(fault.defaults), ...Object.keys(CONDITIONS)];
    for (const [option, value] of Object.entries(options)) {
      requireKnown(`option of the fault "${name}"`, option, allowed);
      const known = { ...SETTINGS, ...CONDITIONS }[/** @type {keyof FaultOptions} */ (option)];
      if (!known.valid(value)) {
        throw new TypeError(`the fault "${name}" takes ${option} as ${known.form}, not ${JSON.stringify(value)}`);
      }
    }
    this.#entries.push({
      fault,
      settings: { ...UNUSED, ...fault.defaults, ...options },
      conditions: { times: 1, after: 0, chance: 1, ...fault.usual, ...options },
    });
  }

  /**
   * Adds the faults of a command line, e.g. `latency:200,status:503@0.05`: a name, its main setting after a colon,
   * and a probability after an `@`. They stay for good.
   * @param {string} text
   */
  addAll(text) {
    for (const part of text.split(",").map((piece) => piece.trim())) {
      const [, named = "", chance] = /^(.*?)(?:@(\d*\.?\d+))?$/.exec(part) ?? [];
      const colon = named.indexOf(":");
      const name = colon < 0 ? named : named.slice(0, colon);
      /** @type {FaultOptions} */
      const options = { times: Infinity, ...(chance !== undefined && { chance: Number(chance) }) };
      if (colon >= 0) {
        const [setting] = Object.keys(faultNamed(name).defaults);
        if (setting === undefined) throw new TypeError(`the fault "${name}" takes nothing after a colon`);
        Object.assign(options, { [setting]: parsedSetting(setting, named.slice(colon + 1)) });
      }
      this.add(name, options);
    }
  }

  clear() {
    this.#entries = [];
  }

  /**
   * The first fault that this stage of a request meets. It is used up by being taken.
   * @param {Fault["stage"]} stage
   * @param {Subject} subject
   */
  take(stage, subject) {
    /** @type {Entry | undefined} */
    let taken;
    for (const entry of this.#entries) {
      const { conditions } = entry;
      if (entry.fault.stage !== stage || !isFor(entry, subject)) continue;
      if (conditions.after > 0) {
        conditions.after -= 1;
      } else if (taken === undefined && this.#happens(conditions.chance)) {
        conditions.times -= 1;
        taken = entry;
      }
    }
    this.#entries = this.#entries.filter((entry) => entry.conditions.times > 0);
    return taken;
  }

  /** @param {number} chance */
  #happens(chance) {
    if (chance === 1) return true;
    this.#draws += 1;
    return draw(this.#seed, PURPOSE, this.#draws) < chance * 2 ** 32;
  }
}

/**
 * @param {Entry} entry
 * @param {Subject} subject
 */
function isFor({ fault, conditions }, subject) {
  return (
    (conditions.page === undefined || conditions.page === subject.page) &&
    (conditions.account === undefined || conditions.account === subject.account) &&
    (subject.hasNext || fault.stage !== "page" || fault.onNextLink !== true)
  );
}

/** @param {string} name */
function faultNamed(name) {
  requireKnown("fault", name, Object.keys(FAULTS));
  return FAULTS[/** @type {FaultName} */ (name)];
}

/**
 * A setting out of the command line's text. What is no number stays a text, for the error to quote.
 * @param {string} setting
 * @param {string} text
 */
function parsedSetting(setting, text) {
  const isNumber = ["ms", "status", "bytes"].includes(setting) && text !== "" && !Number.isNaN(Number(text));
  return isNumber ? Number(text) : text;
}
