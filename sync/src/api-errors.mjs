// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */
import { TrustHubError } from "trusthub-profiles";
import { isAccountSid } from "./stored-profile.mjs";

/** A failure that no retry mends. */
export class Permanent extends Error {
  name = "PermanentFailure";
}

/** @param {unknown} error */
export function isAuthentication(error) {
  return TrustHubError.is(error) && error.kind === "api" && (error.status === 401 || error.status === 403);
}

/**
 * @param {CustomerProfile} profile
 * @param {string} accountSid
 * @throws {Permanent} when it is another account's
 */
export function assertAccount({ accountSid: found }, accountSid) {
  // The digits of a SID are of either case; one of another form is an issue of its profile, no other account.
  if (!isAccountSid(found) || found.toLowerCase() === accountSid.toLowerCase()) return;
  throw new Permanent(`the credentials of ${accountSid} list profiles of ${found}: are they those of another account?`);
}
