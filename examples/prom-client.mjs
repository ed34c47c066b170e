// @ts-check
// Metrics with prom-client: `createClient({ …, onEvent: recordMetrics(register) })`.
import { Counter, Histogram } from "prom-client";

/** @typedef {import("prom-client").Registry} Registry */
/** @typedef {import("trusthub-profiles").ClientEvent} ClientEvent */

/**
 * A listener that counts in a registry. One listener serves any number of clients. Its labels have a fixed set of values,
 * so the number of time series does not grow: put what varies (the client's `label`, request ids) into logs instead.
 * @param {Registry} register
 */
export function recordMetrics(register) {
  const registers = [register];
  const requests = new Counter({
    name: "trusthub_requests_total",
    help: "Requests sent to Trust Hub, retries included.",
    registers,
  });
  const failures = new Counter({
    name: "trusthub_failures_total",
    help: "Attempts that failed, by reason.",
    labelNames: ["reason"],
    registers,
  });
  const retries = new Counter({
    name: "trusthub_retries_total",
    help: "Attempts that are repeated, by the reason of the failure.",
    labelNames: ["reason"],
    registers,
  });
  const profiles = new Counter({
    name: "trusthub_profiles_total",
    help: "Customer-Profiles received.",
    registers,
  });
  const duration = new Histogram({
    name: "trusthub_attempt_duration_seconds",
    help: "Time from an attempt's start to its page or failure.",
    labelNames: ["outcome"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });

  /** @param {ClientEvent} event */
  return (event) => {
    switch (event.type) {
      case "request":
        requests.inc();
        break;
      case "failure":
        failures.inc({ reason: event.reason });
        duration.observe({ outcome: "failure" }, event.elapsedMs / 1000);
        break;
      case "retry":
        retries.inc({ reason: event.reason });
        break;
      case "page":
        profiles.inc(event.profiles);
        duration.observe({ outcome: "page" }, event.elapsedMs / 1000);
        break;
    }
  };
}
