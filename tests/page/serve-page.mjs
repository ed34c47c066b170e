// @ts-check

import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { root } from "../../scripts/tools.mjs";

/** @import { AddressInfo } from "node:net" */

/**
 * A server of one page, with a strict Content Security Policy, of the package under /pkg/, and of what another serves.
 * @param {string} html
 * @param {string} other
 * @param {Readonly<Record<string, string | null>>} [files] JSON served in the other's place, by path; null is a 404
 * @param {string} [ownPolicy] in the strict one's place
 * @param {(path: string) => Promise<void> | void} [hold] what another serves waits for it
 */
export async function servePage(html, other, files = {}, ownPolicy = undefined, hold = () => {}) {
  // Inline scripts, import maps among them, are let in by their hashes.
  const hashes = [...html.matchAll(/<script[^>]*>([^<]+)<\/script>/g)].map(
    (match) => `'sha256-${createHash("sha256").update(String(match[1])).digest("base64")}'`,
  );
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${hashes.join(" ")}; style-src 'self'; img-src data:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types trusthub-profiles`;
  const server = createServer(async (request, response) => {
    const path = String(request.url);
    const own = files[path];
    if (path === "/") {
      response
        .writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": ownPolicy ?? policy })
        .end(html);
    } else if (own !== undefined) {
      response.writeHead(own === null ? 404 : 200, { "Content-Type": "application/json" }).end(own);
    } else if (/^\/pkg\/[\w.-]+\.js$/.test(path)) {
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(await readFile(join(root, path)));
    } else {
      await hold(path);
      const answer = await fetch(new URL(path, other));
      response
        .writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "text/plain" })
        .end(Buffer.from(await answer.arrayBuffer()));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
