// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { WireCustomerProfile, WireProfileFields } from "./api.d.ts" */
import { fields as properties } from "#tables";
import { parseCustomerProfilePage } from "trusthub-profiles";

const RESOURCE = "https://trusthub.twilio.com/v1/CustomerProfiles/";
const NEWEST = Date.UTC(2025, 0, 31, 12);
const DAY = 24 * 3_600_000;

/** By the client's name of a property. @type {Readonly<Record<string, string>>} */
const WIRE_NAMES = Object.fromEntries(
  properties.map(({ name }) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]),
);

/** @type {typeof import("./api.d.ts").makeWireProfile} */
export const makeWireProfile = (fields = {}, index = 0) => {
  const sid = fields.sid === undefined ? hex("BU", index + 1) : fields.sid;
  const status = fields.status === undefined ? "twilio-approved" : fields.status;
  // The newest first, as the API lists them.
  const created = NEWEST - index * DAY;
  const url = sid === null ? null : RESOURCE + sid;
  return {
    sid,
    account_sid: hex("AC", 1),
    policy_sid: hex("RN", 1),
    friendly_name: `Example Company ${index + 1}`,
    status,
    email: `compliance-${index + 1}@example.com`,
    status_callback: "https://example.com/trust-hub",
    valid_until: null,
    date_created: dateTime(created),
    date_updated: dateTime(created + DAY / 2),
    url,
    links: url === null ? null : links(url),
    errors: status === "twilio-rejected" ? [{ code: 18601 }] : null,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
};

/** @type {typeof import("./api.d.ts").makeProfile} */
export const makeProfile = (fields, index) => {
  const results = [makeWireProfile(wireFields(fields ?? {}), index)];
  const { profiles } = parseCustomerProfilePage(JSON.stringify({ results, meta: { next_page_url: null } }));
  return /** @type {CustomerProfile} */ (profiles[0]);
};

/**
 * The fields of a wire profile that the client would give as these.
 * @param {Partial<CustomerProfile>} fields
 * @returns {WireProfileFields}
 */
export function wireFields({ extra, ...fields }) {
  const wire = Object.entries(fields).map(([name, value]) => {
    if (!Object.hasOwn(WIRE_NAMES, name)) {
      throw new TypeError(`a profile has no field "${name}"; it has ${Object.keys(WIRE_NAMES).join(", ")} and extra`);
    }
    return [WIRE_NAMES[name], value instanceof Date ? value.toISOString() : value];
  });
  return /** @type {Partial<WireCustomerProfile>} */ ({ ...extra, ...Object.fromEntries(wire) });
}

/**
 * A SID that shows what it is.
 * @param {string} prefix
 * @param {number} number
 */
function hex(prefix, number) {
  return prefix + number.toString(16).padStart(32, "0");
}

/** @param {string} url */
function links(url) {
  return {
    customer_profiles_entity_assignments: `${url}/EntityAssignments`,
    customer_profiles_evaluations: `${url}/Evaluations`,
    customer_profiles_channel_endpoint_assignment: `${url}/ChannelEndpointAssignments`,
  };
}

/** @param {number} time */
function dateTime(time) {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
