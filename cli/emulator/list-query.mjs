// @ts-check
/** @import { Filter } from "./profile-list.mjs" */
import { errorBody, Refusal } from "./errors.mjs";

/**
 * @typedef {object} ListQuery
 * @property {Filter} filter
 * @property {number} pageSize
 * @property {number} page
 * @property {string | null} pageToken
 */

const STATUSES = ["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"];
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/**
 * The list's query, checked as Trust Hub checks it: parameters that it does not know are ignored.
 * @param {URLSearchParams} parameters
 * @returns {ListQuery}
 */
export function readListQuery(parameters) {
  const status = parameters.get("Status");
  if (status !== null && !STATUSES.includes(status)) {
    throw invalid(`Invalid Status: must be one of ${STATUSES.join(", ")}`);
  }
  const policySid = parameters.get("PolicySid");
  if (policySid !== null && !/^RN[0-9a-fA-F]{32}$/.test(policySid)) throw invalid("Invalid PolicySid");
  const friendlyName = parameters.get("FriendlyName");

  const pageSize = wholeNumber(parameters, "PageSize") ?? DEFAULT_PAGE_SIZE;
  if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) throw invalid(`Invalid PageSize: must be 1 to ${MAX_PAGE_SIZE}`);
  const page = wholeNumber(parameters, "Page");
  const pageToken = parameters.get("PageToken");
  // Page 0 passes without a token, for that is how the API's own first_page_url reads.
  if (page !== null && page > 0 && pageToken === null) {
    throw new Refusal(errorBody(400, 70002, "Page is only valid together with its PageToken"));
  }
  if (page === null && pageToken !== null) throw invalidToken();

  return {
    filter: {
      ...(status !== null && { status }),
      ...(friendlyName !== null && { friendlyName }),
      ...(policySid !== null && { policySid }),
    },
    pageSize,
    page: page ?? 0,
    pageToken,
  };
}

/** The refusal of a token that was not issued for this very list and page. */
export function invalidToken() {
  return new Refusal(errorBody(400, 21481, "Invalid PageToken"));
}

/**
 * @param {URLSearchParams} parameters
 * @param {string} name
 */
export function wholeNumber(parameters, name) {
  const text = parameters.get(name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw invalid(`Invalid ${name}: must be a whole number`);
  return Number(text);
}

/** @param {string} message */
function invalid(message) {
  return new Refusal(errorBody(400, 20001, message));
}
