// @ts-check
// What the server uses of Hono. The build bundles it into built/hono.mjs, which `#hono` means: 50 kB instead of 2.4 MB of
// dependencies.

export { createAdaptorServer } from "@hono/node-server";
export { serveStatic } from "@hono/node-server/serve-static";
export { Hono } from "hono";
export { bodyLimit } from "hono/body-limit";
export { every } from "hono/combine";
export { compress } from "hono/compress";
export { getCookie, setCookie } from "hono/cookie";
export { csrf } from "hono/csrf";
export { etag } from "hono/etag";
