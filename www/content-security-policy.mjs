// @ts-check

import { createHash } from "node:crypto";

/**
 * The policy of a page of ours: its own files alone, and of what stands in it the scripts that are there now, by their
 * digests (an import map can't be a file).
 * @param {string} [html]
 */
export function contentSecurityPolicy(html = "") {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)];
  const digests = scripts.map(([, source = ""]) => `'sha256-${createHash("sha256").update(source).digest("base64")}'`);
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...digests].join(" "),
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    // Lit's, under the name that the element gives it.
    "require-trusted-types-for 'script'",
    "trusted-types trusthub-profiles",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
