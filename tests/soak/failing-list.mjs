// @ts-check
// A long list through an API that fails at random: `npm run soak -- [PROFILES]`, a million unless told otherwise. Every
// profile comes once and in its order, and memory stays flat; status 1 where it isn't so.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { generatedProfiles } from "../../cli/emulator/generated-profiles.mjs";
import { listCustomerProfiles } from "../../pkg/index.js";
import { PeakMemory, promise } from "./measure.mjs";

const SEED = 7;
const PAGE_SIZE = 500;
const FAULTS = "status:429@0.01,status:503@0.01,reset@0.01,cut-body@0.01,slow-body:5@0.01";

const profiles = Number(process.argv[2] ?? 1_000_000);
if (!Number.isInteger(profiles) || profiles < 1)
  throw new Error(`expected a number of profiles, got ${process.argv[2]}`);

/** Every profile of a list that fails now and then, in its order, once. */
async function failingList() {
  // A process of its own, so that the memory measured is the client's.
  const emulator = fork(fileURLToPath(new URL("emulator-process.mjs", import.meta.url)), [
    String(profiles),
    String(SEED),
    FAULTS,
  ]);
  const [{ url, accountSid, authToken }] = await once(emulator, "message");
  const expected = generatedProfiles({ accountSid, seed: SEED, count: profiles, plain: false });
  /** @type {Record<string, number>} */
  const retries = {};
  let requests = 0;
  const memory = new PeakMemory();
  let firstHalf = 0;
  let count = 0;
  let firstDifference = -1;
  const started = performance.now();
  const list = listCustomerProfiles({
    baseUrl: url,
    credentials: { username: accountSid, password: authToken },
    pageSize: PAGE_SIZE,
    maxRetries: 10,
    prefetch: true,
    onEvent(event) {
      if (event.type === "request") requests += 1;
      if (event.type === "retry") retries[event.reason] = (retries[event.reason] ?? 0) + 1;
    },
  });
  for await (const profile of list) {
    if (profile.sid !== expected.at(count).sid && firstDifference < 0) firstDifference = count;
    count += 1;
    if (count === Math.floor(profiles / 2)) firstHalf = memory.take();
  }
  const secondHalf = memory.take();
  memory.stop();
  emulator.kill();
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `  ${count} profiles in ${seconds.toFixed(1)} s, ${requests} requests, retries: ${JSON.stringify(retries)}`,
  );
  promise(
    `every SID once and in order${firstDifference < 0 ? "" : `: the first difference is at ${firstDifference}`}`,
    count === profiles && firstDifference < 0,
  );
  promise(
    `flat memory: peak RSS ${firstHalf.toFixed(0)} MiB in the first half, ${secondHalf.toFixed(0)} MiB in the second (${(secondHalf / firstHalf).toFixed(2)})`,
    secondHalf <= 1.1 * firstHalf,
  );
}

console.log(`▸ ${profiles} profiles, 5 % of the requests fail (${FAULTS})`);
await failingList();
