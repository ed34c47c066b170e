/**
 * Serves Customer-Profiles to pages that know no credentials: the credentials stay on the server.
 *
 * @packageDocumentation
 */

import type { ClientOptions, Credentials } from "./index.js";

/**
 * The options of a handler: a client's, and who may ask. Two defaults differ from a client's: `maxRetries` is 0 and
 * `totalTimeoutMs` 25,000, since the page's client repeats what fails, and shows its reader the wait.
 *
 * `Context` is what the server's adapter has beside the request: with {@link toNodeHandler} the `IncomingMessage`.
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
export interface HandlerOptions<Context = undefined> extends Omit<ClientOptions, "credentials" | "label"> {
  /** As a client's. A function gets the visitor's request and the context, so that one handler can serve many accounts. */
  credentials?: Credentials | ((request: Request, context: Context) => Credentials | Promise<Credentials>) | undefined;
  /** A name for logs, or a function of the visitor's request and the context that returns it. */
  label?: string | ((request: Request, context: Context) => string) | undefined;
  /**
   * Says whether a visitor may ask; it comes before anything else is looked at. Only `true` allows it: a Response is sent as
   * it is (a redirect to a login, say; one of another realm, such as node-fetch's, as the runtime's own copy of it), anything
   * else is a 403.
   */
  authorize: (request: Request, context: Context) => boolean | Response | Promise<boolean | Response>;
  /**
   * Called with what visitors do not see: what `authorize`, `credentials` or `label` threw (they get a 500), and the error of
   * every answer of the API that is no page, refusals included. Default `console.error`. What it throws changes nothing.
   */
  onError?: ((error: unknown, request: Request, context: Context) => void) | undefined;
}

/** Answers a visitor's request. The context is required where the options use one. */
export type ListHandler<Context = undefined> = (
  request: Request,
  ...context: undefined extends Context ? [context?: Context] : [context: Context]
) => Promise<Response>;

/**
 * Serves `…/v1/CustomerProfiles` and `…/v1/CustomerProfiles/BU…`, whatever stands before them and with or without a slash at
 * the end, to pages whose client has that prefix as its `baseUrl` and no credentials. It takes a Fetch `Request` and returns
 * a `Response`, as Hono, Next, Deno, Bun and Workers do; for Node's own servers there is {@link toNodeHandler}.
 *
 * - GET and HEAD alone (405), these paths alone (404), the API's six parameters alone, by the rules of the options (400).
 * - Nothing of the visitor's headers goes to the API. Its answer comes back with its status and body, a page as well as a
 *   refusal, and with `Content-Type`, `Retry-After` and `Twilio-Request-Id` alone. That the API refuses the server's own
 *   credentials (401, 403) is a 502.
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
export declare function createListHandler<Context = undefined>(options: HandlerOptions<Context>): ListHandler<Context>;

/**
 * The handler for servers of `(request, response)`: `node:http`, Connect, Express. Its context is the `IncomingMessage`, where
 * Express's middleware leaves `session` and the like, or what `options.context` makes of it.
 *
 * It works behind a prefix under which it is mounted. A visitor who leaves ends the request to the API; a request that Fetch
 * cannot express (TRACE, a malformed host) is a 400.
 *
 * @example
 * ```js
 * import { createServer } from "node:http";
 * import { createListHandler, toNodeHandler } from "trusthub-profiles/handler";
 *
 * const handler = createListHandler({
 *   credentials: { username: accountSid, password: authToken },
 *   authorize: async (request) => (await sessionOf(request)) !== null,
 * });
 * createServer(toNodeHandler(handler)); // Express: app.use("/twilio", toNodeHandler(handler))
 * ```
 */
export declare function toNodeHandler<Context>(
  handler: ListHandler<Context>,
  // biome-ignore lint/suspicious/noExplicitAny: whichever request type the server's framework has
  options?: { context?: ((request: any) => Context) | undefined },
): (request: NodeRequest, response: NodeResponse) => void;

/** What is used of `node:http`'s requests. */
export interface NodeRequest {
  /** The HTTP method. */
  readonly method?: string | undefined;
  /** The path and the query; where a framework mounts handlers, without the prefix (`originalUrl` is used where it is there). */
  readonly url?: string | undefined;
  /** The headers, by their names in lower case. */
  readonly headers: Record<string, string | string[] | undefined>;
}

/** What is used of `node:http`'s responses. */
export interface NodeResponse {
  /** The HTTP status. */
  statusCode: number;
  /** Sets a header. */
  setHeader(name: string, value: string | string[]): unknown;
  /** Sends a part of the body; false where the next one should wait for `drain`. */
  // biome-ignore lint/suspicious/noExplicitAny: as Node declares it
  write(chunk: any): boolean;
  /** Ends the body. */
  // biome-ignore lint/suspicious/noExplicitAny: as Node declares it
  end(chunk?: any): unknown;
  /** Adds a listener; `close` says that the visitor is gone. */
  // biome-ignore lint/suspicious/noExplicitAny: as Node declares it
  on(event: string, listener: (...args: any[]) => void): unknown;
  /** Breaks the connection. */
  destroy(error?: Error): unknown;
}
