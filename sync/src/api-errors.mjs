// @ts-check
import { TrustHubError } from "trusthub-profiles";

/** @param {unknown} error */
export function isAuthentication(error) {
  return TrustHubError.is(error) && error.kind === "api" && (error.status === 401 || error.status === 403);
}
