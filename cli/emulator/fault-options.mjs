// @ts-check
/** @import { FaultConditions } from "./api.d.ts" */
/** @import { Settings } from "./faults.mjs" */
import { validateHeaderName, validateHeaderValue } from "node:http";

/**
 * @typedef {{ times: number, after: number, chance: number } & Pick<FaultConditions, "page" | "account">} Conditions
 */

/** @typedef {{ form: string, valid: (value: unknown) => boolean }} Option */

// A timer set for longer fires at once.
const LONGEST = 2 ** 31 - 1;

/** @type {Readonly<Record<keyof Settings, Option>>} */
export const SETTINGS = {
  ms: { form: "milliseconds from 0 to 2147483647", valid: (value) => isFrom(0)(value) && Number(value) <= LONGEST },
  status: { form: "a status from 200 to 599", valid: (value) => isWhole(value, 200) && Number(value) <= 599 },
  headers: { form: "an object of header names and values", valid: areHeaders },
  body: {
    form: "a text, bytes or an object that becomes JSON",
    valid: (value) => typeof value === "string" || typeof value === "object",
  },
  location: { form: "a URL or a path", valid: (value) => areHeaders({ location: value }) },
  origin: { form: "a scheme and host, e.g. https://trusthub.example", valid: isOrigin },
  path: { form: "a path from /", valid: (value) => typeof value === "string" && value.startsWith("/") },
  bytes: { form: "a number of bytes, or Infinity", valid: (value) => value === Infinity || isWhole(value, 0) },
};

/** @type {Readonly<Record<keyof Conditions, Option>>} */
export const CONDITIONS = {
  times: { form: "a number from 1, or Infinity", valid: (value) => value === Infinity || isWhole(value, 1) },
  after: { form: "a number from 0", valid: (value) => isWhole(value, 0) },
  chance: { form: "a probability from 0 to 1", valid: (value) => isFrom(0)(value) && Number(value) <= 1 },
  page: { form: "a page's number from 0", valid: (value) => isWhole(value, 0) },
  account: { form: "an Account SID", valid: (value) => typeof value === "string" },
};

/** @param {number} least */
function isFrom(least) {
  return (/** @type {unknown} */ value) => typeof value === "number" && Number.isFinite(value) && value >= least;
}

/**
 * @param {unknown} value
 * @param {number} least
 */
function isWhole(value, least) {
  return typeof value === "number" && Number.isInteger(value) && value >= least;
}

/** @param {unknown} value */
function isOrigin(value) {
  return typeof value === "string" && URL.canParse(value) && new URL(value).origin === value;
}

/**
 * Whether Node would send them: otherwise the emulator would fail in the middle of an answer.
 * @param {unknown} value
 */
function areHeaders(value) {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([name, text]) => {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, text);
      return typeof text === "string";
    } catch {
      return false;
    }
  });
}
