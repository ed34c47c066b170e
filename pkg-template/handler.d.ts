/**
 * Serves Customer-Profiles to pages that know no credentials: the credentials stay on the server.
 *
 * @packageDocumentation
 */

import type { ClientOptions } from "./index.js";

/**
 * The options of a handler: a client's, and who may ask.
 *
 * @example
 * ```js
 * const handler = createListHandler({
 *   credentials: { username: accountSid, password: authToken },
 *   authorize: async (request) => {
 *     const session = await sessionOf(request);
 *     return session === null ? Response.redirect("https://staff.example/login") : session.mayReadProfiles;
 *   },
 *   onError: (error, request) => console.error(new URL(request.url).pathname, error),
 * });
 * ```
 */
export interface HandlerOptions extends Omit<ClientOptions, "label"> {
  /** A name for logs, or a function of the visitor's request that returns it: one handler may serve many accounts. */
  label?: string | ((request: Request) => string) | undefined;
  /**
   * Says whether a visitor may ask; it comes before anything else is looked at. Only `true` lets in: a Response is sent as
   * it is (a redirect to a login, say; one of another realm, such as node-fetch's, as the runtime's own copy of it), anything
   * else is a 403.
   */
  authorize: (request: Request) => boolean | Response | Promise<boolean | Response>;
  /**
   * Told of what visitors aren't: what `authorize` or a credentials function threw (they see a 500; without this option it
   * goes to `console.error`), and why the API gave nothing to pass on (they see a 502 or 504). What it throws changes
   * nothing.
   */
  onError?: ((error: unknown, request: Request) => void) | undefined;
}

/**
 * Serves `…/v1/CustomerProfiles`, whatever stands before it and with or without a slash at its end, to pages whose client
 * has that prefix as its `baseUrl` and no credentials. It takes a Fetch `Request` and gives a `Response`, as Hono, Next,
 * Deno, Bun and Workers do.
 *
 * - GET and HEAD alone (405), that path alone (404), the API's six parameters alone, by the rules of the options (400).
 * - Nothing of the visitor's headers goes to the API. Its answer comes back with its status and body, a page as well as a
 *   refusal, and with `Content-Type`, `Retry-After` and `Twilio-Request-Id` alone.
 * - A page is passed on byte for byte, after it was decoded: what is none is a 502. With `validation: "strict"`, so is a page
 *   with issues.
 * - A visitor who leaves ends the request to the API.
 * - No CORS header is set: pages of other origins need your word for it.
 *
 * @throws `OptionsError` for options that can't be right
 * @example
 * ```js
 * import { createListHandler } from "trusthub-profiles/handler";
 *
 * const handler = createListHandler({
 *   credentials: { username: accountSid, password: authToken },
 *   authorize: async (request) => (await sessionOf(request)) !== null,
 * });
 * export default { fetch: handler }; // of Bun, Deno and Workers; Hono: app.get("/twilio/*", (c) => handler(c.req.raw))
 * ```
 */
export declare function createListHandler(options: HandlerOptions): (request: Request) => Promise<Response>;
