// @ts-check
/** @import { CustomerProfile, StandardSchemaV1 } from "./index.js" */

/** The statuses that the API documents: npm run generate writes them. */
export const customerProfileStatuses = /* @__PURE__ */ Object.freeze(
  /** @type {const} */ (["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"]),
);

/** @param {any} value @returns {value is typeof customerProfileStatuses[number]} */
export const isCustomerProfileStatus = (value) => customerProfileStatuses.includes(value);

/**
 * A Standard Schema (v1) of one profile of the wire. The decoder itself judges it, as the one profile of a page: there is
 * no second model.
 * @type {(parse: typeof import("./index.js").parseCustomerProfilePage) => StandardSchemaV1<unknown, CustomerProfile>}
 */
export function profileSchema(parse) {
  return { "~standard": { version: 1, vendor: "trusthub-profiles", validate } };

  /** @type {StandardSchemaV1<unknown, CustomerProfile>["~standard"]["validate"]} */
  function validate(value) {
    let json;
    try {
      json = JSON.stringify(value);
    } catch {
      return { issues: [{ message: "expected an object as JSON.parse returns it, got one that JSON can't hold" }] };
    }
    // Whatever it is, JSON says so; `toJSON` may have made something else of it.
    if (!json?.startsWith("{")) return { issues: [{ message: "expected an object" }] };
    const { profiles, issues } = parse(`{"results":[${json}],"meta":{"next_page_url":null}}`);
    if (issues.length === 0) return { value: /** @type {CustomerProfile} */ (profiles[0]) };
    return { issues: issues.map(({ path, expected }) => ({ message: `expected ${expected}`, path: keysOf(path) })) };
  }
}

/** @param {string} pointer A JSON Pointer below `/results/0`. None leads into an array, whose keys would be numbers. */
function keysOf(pointer) {
  const keys = pointer.split("/").slice(3);
  return keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
