// @ts-check
// Pages of 1,000 profiles without end: the emulator's, each answered as fast as a socket takes it, so that what asks is
// measured and not what answers.

import { createServer } from "node:http";
import { startEmulator } from "../cli/emulator/emulator.mjs";

const BODIES = 20;
const PAGE_SIZE = 1000;
const PATH = "/v1/CustomerProfiles";

const { profiles } = JSON.parse(process.argv[2] ?? "{}");

const emulator = await startEmulator({ profiles: BODIES * PAGE_SIZE, plain: true });
const [account] = emulator.accounts;
const authorization = `Basic ${Buffer.from(`${account?.accountSid}:${account?.authToken}`).toString("base64")}`;

/** @type {{ results: unknown[], meta: Record<string, unknown> }[]} */
const bodies = [];
/** @type {string | null} */
let next = `${emulator.url}${PATH}?PageSize=${PAGE_SIZE}`;
while (next !== null) {
  const body = await (await fetch(next, { headers: { authorization } })).json();
  bodies.push(body);
  next = body.meta.next_page_url;
}
await emulator.close();

/**
 * The text up to the next link, which is the last member: by the page's size, of each body.
 * @type {Map<number, Buffer[]>}
 */
const beginnings = new Map();

/** @param {number} size */
function beginningsOf(size) {
  const known = beginnings.get(size);
  if (known !== undefined) return known;
  const made = bodies.map(({ results, meta: { next_page_url: _, ...meta } }) => {
    const text = JSON.stringify({ results: results.slice(0, size), meta });
    return Buffer.from(`${text.slice(0, -2)},"next_page_url":`);
  });
  beginnings.set(size, made);
  return made;
}

const server = createServer((request, response) => {
  const query = new URL(String(request.url), "http://localhost").searchParams;
  const page = Number(query.get("Page") ?? 0);
  const size = Number(query.get("PageSize") ?? 50);
  const link = `http://${request.headers.host}${PATH}?PageSize=${size}&Page=${page + 1}&PageToken=PA${page + 1}`;
  const end = `${(page + 1) * size < profiles ? JSON.stringify(link) : "null"}}}`;
  const beginning = /** @type {Buffer} */ (beginningsOf(size)[page % BODIES]);
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": beginning.length + Buffer.byteLength(end),
  });
  response.write(beginning);
  response.end(end);
});
server.listen(0, "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}`;
  process.send?.({ url, accountSid: account?.accountSid, authToken: account?.authToken });
});
process.on("disconnect", () => process.exit());
