// @ts-check

/** @typedef {{ code: number, message: string, more_info: string, status: number }} ErrorBody */

// What Twilio says when no resource has a reason of its own.
/** @type {Readonly<Record<number, readonly [code: number, message: string]>>} */
const USUAL = {
  400: [20001, "Invalid parameter"],
  401: [20003, "Authenticate"],
  403: [20403, "Forbidden"],
  404: [20404, "The requested resource was not found"],
  405: [20004, "Method not allowed"],
  429: [20429, "Too Many Requests"],
  500: [20500, "Internal Server Error"],
  503: [20503, "Service Unavailable"],
};

/**
 * An error in the shape that Trust Hub answers with.
 * @param {number} status
 * @param {number} code
 * @param {string} message
 * @returns {ErrorBody}
 */
export function errorBody(status, code, message) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

/**
 * The error that a status usually comes with.
 * @param {number} status
 */
export function usualError(status) {
  const [code, message] = USUAL[status] ?? [20000 + status, `HTTP status ${status}`];
  return errorBody(status, code, message);
}

/** A request that Trust Hub refuses; thrown by what reads the request, sent by the service. */
export class Refusal extends Error {
  /** @param {ErrorBody} body */
  constructor(body) {
    super(body.message);
    this.body = body;
  }
}
