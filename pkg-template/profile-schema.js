// @ts-check
/** @import { CustomerProfile, StandardSchemaV1 } from "./index.js" */

/** The statuses that the API documents: npm run generate writes them. */
export const customerProfileStatuses = /* @__PURE__ */ Object.freeze(
  /** @type {const} */ (["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"]),
);

/**
 * @param {any} value
 * @returns {value is typeof customerProfileStatuses[number]}
 */
export function isCustomerProfileStatus(value) {
  return customerProfileStatuses.includes(value);
}

const notAnObject = { message: "expected an object" };
const notJson = { message: "expected an object as JSON.parse gives it, got one that JSON can't hold" };

/**
 * A Standard Schema (v1) of one profile of the wire. The decoder itself judges it, as the one profile of a page: there is
 * no second model.
 * @param {typeof import("./index.js").parseCustomerProfilePage} parse
 * @returns {StandardSchemaV1<unknown, CustomerProfile>}
 */
export function profileSchema(parse) {
  return { "~standard": { version: 1, vendor: "trusthub-profiles", validate: (value) => validate(value, parse) } };
}

/**
 * @param {unknown} value
 * @param {typeof import("./index.js").parseCustomerProfilePage} parse
 * @returns {ReturnType<StandardSchemaV1<unknown, CustomerProfile>["~standard"]["validate"]>}
 */
function validate(value, parse) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { issues: [notAnObject] };
  let json;
  try {
    json = JSON.stringify(value);
  } catch {
    return { issues: [notJson] };
  }
  // `toJSON` may have made something else of it.
  if (json === undefined || !json.startsWith("{")) return { issues: [notAnObject] };
  const { profiles, issues } = parse(`{"results":[${json}],"meta":{"next_page_url":null}}`);
  if (issues.length > 0) {
    return {
      issues: issues.map(({ path, expected }) => ({ message: `expected ${expected}`, path: keysOf(path, value) })),
    };
  }
  return { value: /** @type {CustomerProfile} */ (profiles[0]) };
}

/**
 * The keys of a JSON Pointer below `/results/0`.
 * @param {string} pointer
 * @param {unknown} value
 */
function keysOf(pointer, value) {
  let inner = /** @type {any} */ (value);
  return pointer
    .split("/")
    .slice(3)
    .map((part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      const isIndex = Array.isArray(inner);
      inner = inner?.[key];
      return isIndex ? Number(key) : key;
    });
}
