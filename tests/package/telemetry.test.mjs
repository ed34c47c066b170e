// @ts-check
// examples/prom-client.mjs and examples/opentelemetry.mjs: beside the installed package, with the real packages, against
// the emulator and its faults.

import assert from "node:assert/strict";
import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { SpanStatusCode, context } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { Registry } from "prom-client";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage, root } from "./installed.mjs";

/** @import { Attributes } from "@opentelemetry/api" */
/** @import { ReadableSpan } from "@opentelemetry/sdk-trace-base" */
/** @import { ClientEvent, ClientOptions } from "trusthub-profiles" */
/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

const PROFILES = 130;

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {Emulator} */
let emulator;
/** @type {typeof import("trusthub-profiles")} */
let library;
/** @type {typeof import("../../examples/prom-client.mjs")} */
let metricsExample;
/** @type {typeof import("../../examples/opentelemetry.mjs")} */
let spansExample;

before(async () => {
  installed = await installPackage();
  emulator = await startEmulator({ profiles: PROFILES });
  for (const name of ["prom-client", "@opentelemetry/api"]) {
    const link = join(installed.folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, "node_modules", name), link);
  }
  library = await installed.load();
  const load = async (/** @type {string} */ file) => {
    await cp(join(root, "examples", file), join(installed.folder, file));
    return import(pathToFileURL(join(installed.folder, file)).href);
  };
  metricsExample = await load("prom-client.mjs");
  spansExample = await load("opentelemetry.mjs");
});
afterEach(() => emulator.clearFaults());
after(async () => {
  await emulator.close();
  await installed.remove();
});

/** @param {ClientOptions} [more] @returns {ClientOptions} */
function options(more = {}) {
  const account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  return {
    baseUrl: emulator.url,
    credentials: { username: account.accountSid, password: account.authToken },
    maxRetryAfterMs: 10,
    ...more,
  };
}

describe("examples/prom-client.mjs", () => {
  /** @param {Registry} register @param {string} name @param {Record<string, string>} [labels] */
  async function value(register, name, labels = {}) {
    const metric = (await register.getMetricsAsJSON()).find((it) => name.startsWith(it.name));
    const found = metric?.values.find(
      (it) =>
        (!("metricName" in it) || it.metricName === name) &&
        Object.entries(labels).every(([key, label]) => /** @type {any} */ (it.labels)[key] === label),
    );
    return found?.value ?? 0;
  }

  it("counts requests, failures by reason, retries and profiles, and times every attempt", async () => {
    const register = new Registry();
    const client = library.createClient(options({ onEvent: metricsExample.recordMetrics(register) }));
    emulator.requests.length = 0;
    emulator.fault("status", { status: 503 });
    emulator.fault("reset", { page: 1 });
    emulator.fault("html", { page: 2, status: 200 });
    const error = await client
      .listCustomerProfiles({ pageSize: 50 })
      .toArray()
      .then(
        () => assert.fail("no error came"),
        (thrown) => thrown,
      );
    assert.equal(error.kind, "response");
    assert.equal(await value(register, "trusthub_requests_total"), emulator.requests.length);
    assert.deepEqual(
      await Promise.all(
        ["api", "network", "response", "timeout"].map((reason) =>
          value(register, "trusthub_failures_total", { reason }),
        ),
      ),
      [1, 1, 1, 0],
    );
    assert.deepEqual(
      await Promise.all(
        ["api", "network", "response"].map((reason) => value(register, "trusthub_retries_total", { reason })),
      ),
      [1, 1, 0],
    );
    assert.equal(await value(register, "trusthub_profiles_total"), 100);
    const name = "trusthub_attempt_duration_seconds_count";
    assert.equal(await value(register, name, { outcome: "page" }), 2);
    assert.equal(await value(register, name, { outcome: "failure" }), 3);
    assert.match(await register.metrics(), /^trusthub_requests_total 5$/m);
  });

  it("has the same series however many clients, walks, pages and faults there are", async () => {
    const register = new Registry();
    const onEvent = metricsExample.recordMetrics(register);
    const statuses = [400, 401, 403, 404, 418, 429, 500, 503];
    for (const [index, status] of statuses.entries()) {
      emulator.fault("status", { status, body: { code: 20000 + index, message: `fault ${index}` } });
      const client = library.createClient(options({ label: `account ${index}`, maxRetries: 0, onEvent }));
      await client.listCustomerProfiles({ pageSize: 20 + index }).then(
        () => {},
        () => {},
      );
      assert.equal((await client.listCustomerProfiles({ pageSize: 20 + index }).toArray()).length, PROFILES);
    }
    const series = (await register.metrics()).split("\n").filter((line) => /^trusthub_failures_total/.test(line));
    assert.deepEqual(series, [`trusthub_failures_total{reason="api"} ${statuses.length}`]);
    assert.doesNotMatch(await register.metrics(), /="(?:account|fault|2000)/);
  });
});

describe("examples/opentelemetry.mjs", () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = provider.getTracer("test");
  afterEach(() => exporter.reset());

  const finished = () => exporter.getFinishedSpans();
  const named = (/** @type {string} */ name) => finished().filter((span) => span.name === name);
  const parentOf = (/** @type {ReadableSpan} */ span) => span.parentSpanContext?.spanId;
  const idOf = (/** @type {ReadableSpan} */ span) => span.spanContext().spanId;
  const attribute = (/** @type {ReadableSpan} */ span, /** @type {keyof Attributes} */ name) => span.attributes[name];

  it("has a span for each attempt, below its walk and its job", async () => {
    emulator.requests.length = 0;
    emulator.fault("status", { status: 503, body: { code: 20503, message: "busy" } });
    emulator.fault("reset", { page: 1 });
    const job = (/** @type {import("trusthub-profiles").Client} */ client) =>
      client.listCustomerProfiles({ pageSize: 50 }).toArray();
    const profiles = await spansExample.traceJob(tracer, "nightly sync", options({ label: "ACME" }), job);
    assert.equal(profiles.length, PROFILES);

    const [root, ...otherRoots] = named("nightly sync");
    const [walk, ...otherWalks] = named("trusthub list");
    assert.ok(root && walk && otherRoots.length === 0 && otherWalks.length === 0);
    assert.equal(parentOf(root), undefined);
    assert.equal(parentOf(walk), idOf(root));
    const attempts = named("GET CustomerProfiles");
    assert.equal(attempts.length, emulator.requests.length);
    for (const span of attempts) {
      assert.equal(parentOf(span), idOf(walk));
      assert.equal(attribute(span, "trusthub.label"), "ACME");
    }
    assert.deepEqual(
      attempts.map((span) => [
        attribute(span, "trusthub.page"),
        attribute(span, "http.request.resend_count"),
        attribute(span, "http.response.status_code"),
        attribute(span, "error.type"),
        attribute(span, "trusthub.error_code"),
        attribute(span, "trusthub.will_retry"),
        attribute(span, "trusthub.profiles"),
        span.status.code === SpanStatusCode.ERROR,
      ]),
      [
        [0, 0, 503, "api", 20503, true, undefined, true],
        [0, 1, 200, undefined, undefined, undefined, 50, false],
        [1, 0, undefined, "network", undefined, true, undefined, true],
        [1, 1, 200, undefined, undefined, undefined, 50, false],
        [2, 0, 200, undefined, undefined, undefined, 30, false],
      ],
    );
    assert.deepEqual(
      walk.events.map(({ name, attributes }) => [name, attributes?.["trusthub.page"]]),
      [
        ["retry", 0],
        ["retry", 1],
      ],
    );
    for (const span of attempts) assert.match(String(attribute(span, "trusthub.request_id") ?? "RQ"), /^RQ/);
  });

  it("closes every span: of jobs at once, with prefetches, breaks, aborts and failures", async () => {
    const started = countSpans(tracer);
    emulator.fault("status", { status: 500, chance: 0.2, times: Infinity });
    emulator.fault("latency", { ms: 5, times: Infinity });
    const traced = (/** @type {string} */ name, /** @type {Parameters<typeof spansExample.traceJob>[3]} */ job) =>
      spansExample.traceJob(started.tracer, name, options({ maxRetries: 1 }), job).then(
        () => "done",
        () => "failed",
      );
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        traced(`job ${index}`, async (client) => {
          const list = client.listCustomerProfiles({ pageSize: 10, prefetch: index % 2 === 0 });
          if (index % 3 === 0)
            for await (const profile of list) if (profile.sid !== null && Math.random() < 0.05) break;
          if (index % 3 === 1) await client.listCustomerProfiles({ signal: AbortSignal.timeout(8) }).toArray();
          // Both end before the job does: a walk that goes on would take spans, and faults, into the next test.
          const both = index % 3 === 2 ? await Promise.allSettled([list.toArray(), list.toArray()]) : [];
          for (const walk of both) if (walk.status === "rejected") throw walk.reason;
        }),
      ),
    );
    assert.equal(finished().length, started.count());
    // Each attempt's parents are its own job's, though all ran at once.
    const byId = new Map(finished().map((span) => [idOf(span), span]));
    for (const span of named("GET CustomerProfiles")) {
      const walk = byId.get(String(parentOf(span)));
      const job = byId.get(String(walk && parentOf(walk)));
      assert.equal(walk?.name, "trusthub list");
      assert.match(String(job?.name), /^job \d+$/);
      assert.ok(job && walk && span.spanContext().traceId === job.spanContext().traceId);
    }
    const traces = new Set(finished().map((span) => span.spanContext().traceId));
    assert.equal(traces.size, 30);
  });

  it("is below the span that is active where the job starts", async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager());
    try {
      await tracer.startActiveSpan("request", async (span) => {
        await spansExample.traceJob(tracer, "job", options(), async (client) => {
          await client.listCustomerProfiles({ limit: 1 });
        });
        span.end();
      });
    } finally {
      context.disable();
    }
    const [request] = named("request");
    const [job] = named("job");
    assert.ok(request && job);
    assert.equal(parentOf(job), idOf(request));
  });

  it("marks a job that failed", async () => {
    emulator.fault("status", { status: 401 });
    const failed = spansExample.traceJob(tracer, "job", options(), (client) => client.listCustomerProfiles().toArray());
    await assert.rejects(failed, { name: "ApiError" });
    assert.equal(named("job")[0]?.status.code, SpanStatusCode.ERROR);
  });
});

/** A tracer that counts what it starts. @param {import("@opentelemetry/api").Tracer} tracer */
function countSpans(tracer) {
  let count = 0;
  const counting = Object.create(tracer, {
    startSpan: {
      value: (/** @type {Parameters<typeof tracer.startSpan>} */ ...args) => {
        count += 1;
        return tracer.startSpan(...args);
      },
    },
  });
  return { tracer: /** @type {typeof tracer} */ (counting), count: () => count };
}
