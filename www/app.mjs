// @ts-check
// What the server answers: the page, the package, and under /twilio the list, by the handler that users embed. With a real
// account behind it, nothing but the way in is open to those who aren't signed in.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { createListHandler } from "../pkg/handler.js";
import { contentSecurityPolicy } from "./content-security-policy.mjs";

/** @import { Context } from "hono" */
/** @import { Credentials } from "trusthub-profiles" */
/** @import { SignIn } from "./sign-in.mjs" */

/**
 * @typedef {object} AppOptions
 * @property {Credentials} credentials
 * @property {string | undefined} baseUrl of the API, Twilio's unless given
 * @property {SignIn | undefined} signIn absent where the profiles are made up
 */

const root = fileURLToPath(new URL("..", import.meta.url));

const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** @param {AppOptions} options */
export function createApp({ credentials, baseUrl, signIn }) {
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", contentSecurityPolicy());
  });

  if (signIn !== undefined) {
    // A name of someone else's that leads here (DNS rebinding) would make their page one of ours.
    app.use(async (context, next) => {
      if (!THIS_MACHINE.has(new URL(context.req.url).hostname))
        return context.text("this server answers to localhost alone\n", 421);
      return next();
    });
    app.get("/sign-in", (context) => page(context, "www/sign-in/index.html"));
    app.get("/sign-in/:file{[\\w-]+\\.(?:js|css)}", serveStatic({ root: join(root, "www") }));
    app.post("/sign-in", csrf(), bodyLimit({ maxSize: 1024 }), async (context) => {
      const { token } = await context.req.parseBody();
      if (signIn.signIn(context, String(token))) return context.redirect("/", 303);
      return context.redirect("/sign-in?refused", 303);
    });
    app.use(async (context, next) => {
      if (signIn.isSignedIn(context)) return next();
      return context.req.path === "/" ? context.redirect("/sign-in", 303) : context.text("sign in first\n", 403);
    });
  }

  const listProfiles = createListHandler({
    credentials,
    ...(baseUrl !== undefined && { baseUrl }),
    // The page's own client repeats what fails: both together would ask sixteen times.
    maxRetries: 0,
    // Whoever comes here is signed in; a page of another port on this machine would have the cookie too.
    authorize: ({ headers }) =>
      signIn === undefined || ["same-origin", "none", null].includes(headers.get("Sec-Fetch-Site")),
  });
  app.all("/twilio/*", (context) => listProfiles(context.req.raw));
  app.get("/server-info.json", (context) => context.json({ mode: signIn === undefined ? "emulator" : "twilio" }));
  app.get("/", (context) => page(context, "www/index.html"));
  app.get("/pkg/:file{[\\w.-]+\\.(?:js|wasm)}", serveStatic({ root }));
  app.get("/:file{(?:[\\w-]+/)*[\\w-]+\\.(?:js|css|svg|png|json)}", serveStatic({ root: join(root, "www") }));
  app.notFound((context) => context.text("not found\n", 404));
  return app;
}

/**
 * @param {Context} context
 * @param {string} file
 */
async function page(context, file) {
  const html = await readFile(join(root, file), "utf8");
  return context.html(html, 200, { "Content-Security-Policy": contentSecurityPolicy(html) });
}
