// @ts-check
// One walk through a list in this process, told as JSON: it prints what the walk took. What is loaded before it (a
// client's import) isn't counted; bench/cold.mjs measures that of ours.

import { mapPage } from "./contenders/mapping.mjs";

/** @typedef {{ url: string, accountSid: string, authToken: string, pageSize: number, pauseMs?: number }} Told */

/** @type {Told & { variant: string }} */
const { variant, ...told } = JSON.parse(process.argv[2] ?? "{}");
const { url, accountSid, authToken, pageSize, pauseMs = 0 } = told;

/** Each loads what it needs and gives the walk, which counts the profiles. @type {Record<string, () => Promise<() => Promise<number>>>} */
const variants = {
  async ours() {
    const { listCustomerProfiles } = await import("../pkg/index.js");
    return async () => {
      let count = 0;
      for await (const profile of listCustomerProfiles({ ...ourOptions(), pageSize })) count += counted(profile);
      return count;
    };
  },

  async "hand-written"() {
    return async () => {
      let count = 0;
      const headers = { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
      /** @type {string | null} */
      let next = `${url}/v1/CustomerProfiles?PageSize=${pageSize}`;
      while (next !== null) {
        const response = await fetch(next, { headers });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const page = mapPage(await response.json());
        for (const profile of page.profiles) count += counted(profile);
        next = page.meta.nextPageUrl;
      }
      return count;
    };
  },

  /** The requests alone, which no client can save: of a body the next link is looked for, and nothing else. */
  async "bodies thrown away"() {
    return async () => {
      let count = 0;
      const headers = { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
      /** @type {string | undefined} */
      let next = `${url}/v1/CustomerProfiles?PageSize=${pageSize}`;
      while (next !== undefined) {
        /** @type {Buffer} */
        const body = Buffer.from(await (await fetch(next, { headers })).arrayBuffer());
        count += pageSize;
        next = /"next_page_url":"([^"]+)"/.exec(body.subarray(-2000).toString())?.[1];
      }
      return count;
    };
  },

  async official() {
    const { default: twilio } = await import("twilio");
    class Redirected extends twilio.RequestClient {
      /** @param {any} options */
      request(options) {
        return super.request({ ...options, uri: options.uri.replace("https://trusthub.twilio.com", url) });
      }
    }
    const client = twilio(accountSid, authToken, { httpClient: new Redirected() });
    const profiles = client.trusthub.v1.customerProfiles;
    return () =>
      new Promise((resolve, reject) => {
        let count = 0;
        // `each` holds a page at a time, as the other two do; `list` would hold them all.
        profiles.each({
          pageSize,
          callback: (profile) => {
            count += counted(profile);
          },
          done: (/** @type {Error | undefined} */ error) => (error ? reject(error) : resolve(count)),
        });
      });
  },

  "one page after the other": () => pausing(false),
  prefetch: () => pausing(true),
};

/**
 * A consumer that is busy elsewhere for a while with each page.
 * @param {boolean} prefetch
 */
async function pausing(prefetch) {
  const { createClient } = await import("../pkg/index.js");
  return async () => {
    let count = 0;
    for await (const page of createClient(ourOptions()).listCustomerProfiles({ pageSize, prefetch }).pages()) {
      count += page.profiles.length;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return count;
  };
}

function ourOptions() {
  return { baseUrl: url, credentials: { username: accountSid, password: authToken } };
}

/** A look at a string and at a Date of each profile. @param {{ sid: string | null, dateCreated: Date | null }} profile */
function counted({ sid, dateCreated }) {
  return sid !== null && dateCreated !== null && dateCreated.getTime() > 0 ? 1 : 0;
}

const walk = await variants[variant]?.();
if (walk === undefined) throw new Error(`no variant ${variant}`);
const cpuBefore = process.cpuUsage();
const start = performance.now();
const profiles = await walk();
const wallMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpuBefore);
// The peak of the whole process, in kibibytes.
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ profiles, wallMs, cpuMs: (user + system) / 1000, peakBytes }));
process.exit();
