// @ts-check
// What a walk of 10,000 pages of 1,000 profiles takes in memory, in a process of its own: part of `npm run soak`.

import { generatedProfiles } from "../../cli/emulator/generated-profiles.mjs";
import { listCustomerProfiles } from "../../pkg/index.js";
import { PeakMemory, promise, residentMiB } from "./measure.mjs";

console.log("▸ 10,000 pages of 1,000 profiles");
const pages = 10_000;
const digits = (/** @type {number} */ number, /** @type {number} */ length) => String(number).padStart(length, "0");
const results = Array.from({ length: 1000 }, (_, index) => ({
  ...generatedProfiles({ accountSid: `AC${"0".repeat(32)}`, seed: 1, count: 1000, plain: true }).at(index),
}));
const body = Buffer.from(
  JSON.stringify({
    results,
    meta: {
      page: 0,
      next_page_url: `https://trusthub.twilio.com/v1/CustomerProfiles?PageSize=1000&Page=1&PageToken=PT${"0".repeat(32)}`,
    },
  }),
);
const sidAt = body.indexOf('"BU') + 3;
const tokenAt = body.indexOf("PageToken=PT") + 12;
const linkAt = body.indexOf('"next_page_url":') + 16;
let page = 0;
const fetch = async () => {
  page += 1;
  const bytes = Buffer.from(body);
  bytes.write(digits(page, 32), sidAt, "latin1");
  bytes.write(digits(page, 32), tokenAt, "latin1");
  if (page === pages) return new Response(`${bytes.toString("utf8", 0, linkAt)}null}}`);
  return new Response(bytes);
};
const walk = async (/** @type {number} */ limit) => {
  let count = 0;
  for await (const profile of listCustomerProfiles({ fetch, limit, pageSize: 1000 }))
    count += profile.sid === null ? 0 : 1;
  return count;
};
// Idle is a process whose code is compiled and whose heap has its usual size.
await walk(100_000);
page = 0;
globalThis.gc?.();
const idle = residentMiB();
const memory = new PeakMemory();
const started = performance.now();
const count = await walk(Infinity);
const seconds = (performance.now() - started) / 1000;
const above = memory.take() - idle;
memory.stop();
console.log(`  ${count} profiles in ${seconds.toFixed(1)} s`);
promise(
  `a walk of 10,000 pages of 1,000 takes ${above.toFixed(0)} MiB above the idle process at its peak`,
  count === pages * 1000 && above < 64,
);
