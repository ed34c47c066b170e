// @ts-check
/** @import { Filter, ProfileSource, WireProfile } from "./profile-list.mjs" */
import { companyName } from "./company-name.mjs";
import { dateTime } from "./clock.mjs";
import { draw, hexDigits, indexOfDraw, seedFor } from "./random.mjs";

const RESOURCE = "https://trusthub.twilio.com/v1/CustomerProfiles/";

/** Where the emulator's clock begins, and the newest profile of a list was created, unless it is said. */
export const START = Date.UTC(2025, 5, 30, 12);
// As long as the resource has existed; a list of any length is spread over it, the newest profile first.
const SPAN_SECONDS = 4.5 * 365 * 24 * 3600;
const DAY = 24 * 3600 * 1000;

// The indexes of the profiles that are added later begin here, so that no SID is drawn twice.
const FIRST_ADDED = 2 ** 31;

// In hundredths, as they might stand in an account that has been in use for years.
/** @type {ReadonlyArray<readonly [status: string, share: number]>} */
const STATUS_SHARES = [
  ["twilio-approved", 55],
  ["draft", 15],
  ["pending-review", 10],
  ["in-review", 10],
  ["twilio-rejected", 10],
];
const STATUSES = STATUS_SHARES.flatMap(([status, share]) => Array.from({ length: share }, () => status));

// Not among the documented ones, yet in Twilio's own fixtures for this resource.
const UNDOCUMENTED_STATUS = "provisionally-approved";

// The same in every account, for policies are Twilio's own.
const POLICIES = [
  "RN6433641899984f951173ef1738c3bdd0",
  "RNdfbf3fae0e1107f8aded0e7cead80bf5",
  "RN806dd6cd175f314e1f96a9727ee271f4",
  "RNb0d4771c2c98518d916a3d4cd70a8f8b",
  "RN670d5d2e282a6130ae063b234b6019c8",
];

// Reasons for a rejection, from Twilio's error dictionary.
const REASONS = [18601, 18602, 18606, 22214];

// A SID takes four purposes, so the next number leaves room for them.
const PURPOSE = { sid: 0, status: 4, policy: 5, name: 6, date: 7, oddity: 8, detail: 9 };

/**
 * Profiles that exist only while they are looked at: any index can be computed alone, from the seed.
 * @param {{ accountSid: string, seed: number, count: number, plain: boolean, start?: number }} options
 *   With `plain` each value is one that the documents show: no undocumented status or property, null only for `valid_until`
 *   and `errors`. `start`: when the newest one was created.
 * @returns {ProfileSource}
 */
export function generatedProfiles({ accountSid, seed, count, plain, start = START }) {
  const own = seedFor(seed, accountSid);
  const stepSeconds = SPAN_SECONDS / Math.max(count, 1);

  /** @param {number} index */
  function status(index) {
    const bits = draw(own, PURPOSE.status, index);
    return !plain && bits % 211 === 0 ? UNDOCUMENTED_STATUS : /** @type {string} */ (STATUSES[bits % 100]);
  }

  /** @param {number} index */
  function policy(index) {
    return /** @type {string} */ (POLICIES[draw(own, PURPOSE.policy, index) % POLICIES.length]);
  }

  /** @param {number} index */
  function name(index) {
    return companyName(draw(own, PURPOSE.name, index));
  }

  /**
   * @param {number} index
   * @returns {WireProfile}
   */
  function at(index) {
    const detail = draw(own, PURPOSE.detail, index);
    // Dates stay in the list's order, because the draw moves one by less than a step.
    const age = Math.floor((index + (draw(own, PURPOSE.date, index) % 1000) / 1000) * stepSeconds);
    const created = start - age * 1000;
    const updated = created + (detail % Math.min(90 * DAY, start - created + 1000));
    return profile(index, status(index), created, updated);
  }

  /**
   * @param {number} index
   * @param {string} profileStatus
   * @param {number} created
   * @param {number} updated
   * @param {string} [sid] Instead of the generated one.
   * @returns {WireProfile}
   */
  function profile(index, profileStatus, created, updated, sid = `BU${hexDigits(own, PURPOSE.sid, index)}`) {
    const digits = sid.slice(2);
    const detail = draw(own, PURPOSE.detail, index);
    const url = RESOURCE + sid;
    const validUntil = profileStatus === "twilio-approved" && detail % 4 === 0 ? dateTime(created + 1000 * DAY) : null;
    const made = {
      sid,
      account_sid: accountSid,
      policy_sid: policy(index),
      friendly_name: name(index),
      status: profileStatus,
      email: `compliance+${digits.slice(0, 6)}@company-${detail % 977}.example`,
      status_callback: `https://company-${detail % 977}.example/trust-hub/status`,
      valid_until: validUntil,
      date_created: dateTime(created),
      date_updated: dateTime(updated),
      url,
      links: {
        customer_profiles_entity_assignments: `${url}/EntityAssignments`,
        customer_profiles_evaluations: `${url}/Evaluations`,
        customer_profiles_channel_endpoint_assignment: `${url}/ChannelEndpointAssignments`,
      },
      errors: profileStatus === "twilio-rejected" ? [{ code: REASONS[detail % REASONS.length] }] : null,
    };
    return plain ? made : withOddities(made, draw(own, PURPOSE.oddity, index));
  }

  return {
    count,
    at,
    matches(index, filter) {
      return (
        (filter.status === undefined || filter.status === status(index)) &&
        (filter.policySid === undefined || filter.policySid.toLowerCase() === policy(index).toLowerCase()) &&
        (filter.friendlyName === undefined || filter.friendlyName === name(index))
      );
    },
    indexOf(sid) {
      const index = indexOfDraw(own, PURPOSE.sid, Number.parseInt(sid.slice(2, 10), 16));
      return index < count && sid === `bu${hexDigits(own, PURPOSE.sid, index)}` ? index : undefined;
    },
    fresh: (ordinal, time, sid) => profile(FIRST_ADDED + ordinal, "draft", time, time, sid),
  };
}

/**
 * What a client must be ready for, each oddity at its own rate. The divisors are primes, so that they also meet.
 * @param {WireProfile} profile
 * @param {number} bits
 */
function withOddities(profile, bits) {
  if (bits % 7 === 0) profile["email"] = null;
  if (bits % 3 === 0) profile["status_callback"] = null;
  if (bits % 13 === 0) delete profile["status_callback"];
  if (bits % 17 === 0) profile["status_callback"] = "http://callbacks.example/status?id=1";
  if (bits % 11 === 0 && profile["errors"] === null) delete profile["errors"];
  if (bits % 19 === 0) profile["date_updated"] = String(profile["date_updated"]).replace("Z", "+00:00");
  if (bits % 31 === 0) profile["policy_sid"] = `RN${String(profile["policy_sid"]).slice(2).toUpperCase()}`;
  if (bits % 23 === 0) profile["registration_channel"] = "console";
  if (bits % 29 === 0) profile["risk_review"] = { level: bits % 5, flags: ["manual", null] };
  return profile;
}
