// @ts-check
// What the server answers: the page, and under /twilio the list, by the handler that users embed. With a real account
// behind it, nothing but the way in is open to those who aren't signed in.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Hono, bodyLimit, compress, csrf, etag, every, serveStatic } from "#hono";
import { createListHandler } from "trusthub-profiles/handler";
import { CONTENT_SECURITY_POLICY } from "./content-security-policy.mjs";

/** @import { MiddlewareHandler } from "hono" */
/** @import { ClientOptions } from "trusthub-profiles" */
/** @import { SignIn } from "./sign-in.mjs" */

/** @typedef {Pick<ClientOptions, "credentials" | "baseUrl" | "fetch">} Account whose profiles are shown, and how it is asked */

/** By the build of this package (scripts/page.mjs in its repository). */
const root = fileURLToPath(new URL("../built/page", import.meta.url));

const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * @param {Account} account
 * @param {object} options
 * @param {SignIn | undefined} options.signIn absent where the profiles are made up
 * @param {((error: unknown) => void) | undefined} options.onError as the handler's
 */
export function createApp(account, { signIn, onError }) {
  if (!existsSync(root)) throw new Error(`the page is not built: there is no ${root} (npm run build)`);
  const { html, assets } = staticFiles();
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  });

  if (signIn !== undefined) {
    // A name of someone else's that leads here (DNS rebinding) would make their page one of ours.
    app.use(async (context, next) => {
      if (!THIS_MACHINE.has(new URL(context.req.url).hostname))
        return context.text("this server answers to localhost alone\n", 421);
      return next();
    });
    app.get("/sign-in", html("sign-in/index.html"));
    app.get(`/sign-in/${ASSET}`, assets);
    app.post("/sign-in", csrf(), bodyLimit({ maxSize: 1024 }), async (context) => {
      // As the page's form sends it, whatever the request calls it: no other form is read.
      const token = new URLSearchParams(await context.req.text()).get("token") ?? "";
      if (signIn.signIn(context, token)) return context.redirect("/", 303);
      return context.redirect("/sign-in?refused", 303);
    });
    app.use(async (context, next) => {
      if (signIn.isSignedIn(context)) return next();
      return context.req.path === "/" ? context.redirect("/sign-in", 303) : context.text("sign in first\n", 403);
    });
  }

  const listProfiles = createListHandler({
    ...account,
    onError,
    // The page's own client repeats what fails: both together would ask sixteen times.
    maxRetries: 0,
    // Whoever comes here is signed in; a page of another port on this machine would have the cookie too.
    authorize: ({ headers }) =>
      signIn === undefined || ["same-origin", "none", null].includes(headers.get("Sec-Fetch-Site")),
  });
  app.use("/twilio/*", compressed);
  app.all("/twilio/*", (context) => listProfiles(context.req.raw));
  app.get("/server-info.json", (context) => context.json({ mode: signIn === undefined ? "emulator" : "twilio" }));
  app.get("/", html("index.html"));
  app.get(`/assets/${ASSET}`, assets);
  app.onError((error, context) => {
    if ("getResponse" in error && typeof error.getResponse === "function") return error.getResponse();
    // Whoever went away in the middle of a request needs no answer, and is no failure.
    if (!context.req.raw.signal.aborted) (onError ?? console.error)(error);
    return context.text("the server failed\n", 500);
  });
  app.notFound((context) => context.text("not found\n", 404));
  return app;
}

const gzip = compress();

/**
 * The page that a reader waits for is compressed. *Load all* takes pages of 1,000, from this machine mostly, where compressing
 * would take more time than it saves.
 * @type {MiddlewareHandler}
 */
const compressed = (context, next) =>
  Number(context.req.query("PageSize") ?? 0) <= LARGEST_COMPRESSED ? gzip(context, next) : next();

/** In profiles: twice what the page asks for unless its reader chooses. */
const LARGEST_COMPRESSED = 100;

/** A file of the build; its compressed forms, beside it, are answers to its own name. */
const ASSET = ":file{[\\w-]+\\.(?:js|css|wasm)}";

/** Named by their content: another content is another name. */
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATED = "no-cache";

function staticFiles() {
  const files = { root, precompressed: true };
  return {
    html: (/** @type {string} */ path) => every(cached(REVALIDATED), etag(), serveStatic({ ...files, path })),
    assets: every(cached(IMMUTABLE), serveStatic(files)),
  };
}

/** @param {string} policy of what is there @returns {MiddlewareHandler} */
function cached(policy) {
  return async (context, next) => {
    await next();
    const { headers, status } = context.res;
    if (status !== 200 && status !== 304) return;
    headers.set("Cache-Control", policy);
    // Of the form that is not compressed too.
    headers.set("Vary", "Accept-Encoding");
  };
}
