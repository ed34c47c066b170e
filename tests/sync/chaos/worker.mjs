// @ts-check
// A worker in a process of its own, to be killed: its settings are the first line of its input, its events lines of its
// output.

import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { createSync } from "../../../sync/src/index.mjs";

/** @import { Settings } from "./workers.mjs" */

const input = createInterface(process.stdin);
const [line = ""] = await new Promise((resolve) => input.once("line", (text) => resolve([text])));
// The parent was killed: nobody is there to end it.
input.once("close", () => process.exit(3));
const { url, baseUrl, tokens, concurrency, leaseMs } = /** @type {Settings} */ (JSON.parse(line));

const end = new AbortController();
process.once("SIGTERM", () => end.abort());

while (!end.signal.aborted) {
  const sync = createSync({
    database: url,
    credentials: (accountSid) => ({ username: accountSid, password: tokens[accountSid] ?? "" }),
    client: { baseUrl },
    concurrency,
    leaseMs,
    retryDelaySeconds: 1,
    onEvent: (event) => console.log(JSON.stringify(event)),
  });
  try {
    await sync.work({ signal: end.signal });
  } catch (error) {
    // The database is away: a supervisor would start the worker again.
    console.log(JSON.stringify({ type: "start", reason: String(error) }));
    await wait(200);
  }
  await sync.close();
}
process.exit(0);
