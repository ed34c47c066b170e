// @ts-check
// The emulator of bench:sync, in a process of its own. Answers are kept as bytes and sent again: making them takes as long
// as everything that sync does with them.

import { createServer } from "node:http";
import { startEmulator } from "../cli/emulator/emulator.mjs";

/** @type {{ accounts: number, profiles: number }} */
const { accounts, profiles } = JSON.parse(process.argv[2] ?? "{}");
const emulator = await startEmulator({
  plain: true,
  churn: 1,
  accounts: Array.from({ length: accounts }, () => ({ profiles: profiles / accounts })),
});
/** @type {Map<string, Buffer>} */
const kept = new Map();

const tokens = Object.fromEntries(emulator.accounts.map(({ accountSid, authToken }) => [accountSid, authToken]));

const server = createServer(async (request, response) => {
  if (request.url === "/tokens") return response.end(JSON.stringify(tokens));
  const body = kept.get(`${request.headers.authorization} ${request.url}`);
  if (body === undefined) return emulator.handle(request, response);
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
  response.end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
const address = server.address();
if (typeof address !== "object" || address === null) throw new Error("no port");
const url = `http://127.0.0.1:${address.port}`;

async function keepPages() {
  kept.clear();
  for (const { accountSid, authToken } of emulator.accounts) {
    const Authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
    /** @type {string | null} */
    let path = "/v1/CustomerProfiles?PageSize=1000";
    while (path !== null) {
      const body = Buffer.from(await (await fetch(url + path, { headers: { Authorization } })).arrayBuffer());
      kept.set(`${Authorization} ${path}`, body);
      const next = /** @type {string | null} */ (JSON.parse(body.toString()).meta.next_page_url);
      path = next === null ? null : next.slice(new URL(next).origin.length);
    }
  }
}

await keepPages();
process.on("message", async (/** @type {{ share: number }} */ { share }) => {
  const changes = emulator.advance({ days: share });
  await keepPages();
  process.send?.({ changed: new Set(changes.map(({ sid }) => sid)).size });
});
process.on("disconnect", () => process.exit());
process.send?.({ url });
