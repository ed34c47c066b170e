// @ts-check
export { createClient, listCustomerProfiles } from "./client.js";
export { parseCustomerProfilePage } from "./parse.js";
export {
  ApiError,
  NetworkError,
  OptionsError,
  PaginationError,
  ResponseError,
  TimeoutError,
  TrustHubError,
} from "./errors.js";
