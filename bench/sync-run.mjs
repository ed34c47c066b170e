// @ts-check
// One night of bench:sync, in a process of its own on Node 22: by sync, or by what people write by hand.

import { createClient } from "trusthub-profiles";
import { createSync } from "../sync/src/index.mjs";
import { byCopy, byRows } from "./sync-contenders.mjs";

/** @type {{ how: "sync" | "rows" | "copy", database: string, baseUrl: string, concurrency: number }} */
const { how, database, baseUrl, concurrency } = JSON.parse(process.argv[2] ?? "{}");
const tokens = /** @type {Record<string, string>} */ (await (await fetch(`${baseUrl}/tokens`)).json());
const credentials = (/** @type {string} */ sid) => ({ username: sid, password: tokens[sid] ?? "" });
const accounts = Object.keys(tokens);
const start = performance.now();
const cpu = process.cpuUsage();
let profiles = 0;
if (how === "sync") {
  const sync = createSync({ database, accounts, credentials, client: { baseUrl }, concurrency });
  const summary = await sync.run();
  if (summary.complete !== accounts.length) throw new Error(JSON.stringify(summary.failed.slice(0, 3)));
  profiles = summary.profiles;
  await sync.close();
} else {
  const listOf = (/** @type {string} */ sid) =>
    createClient({ baseUrl, credentials: credentials(sid) }).listCustomerProfiles({ pageSize: 1000 });
  profiles = await { rows: byRows, copy: byCopy }[how]({ database, accounts, concurrency, listOf });
}
const { user, system } = process.cpuUsage(cpu);
const result = {
  profiles,
  ms: performance.now() - start,
  cpuMs: (user + system) / 1000,
  peakMb: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(result));
