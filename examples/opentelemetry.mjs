// @ts-check
// Spans with OpenTelemetry: one for a job, one for each walk of its client, one for each attempt.
import { SpanKind, SpanStatusCode, context, trace } from "@opentelemetry/api";
import { createClient } from "trusthub-profiles";

/** @typedef {import("@opentelemetry/api").Context} Context */
/** @typedef {import("@opentelemetry/api").Span} Span */
/** @typedef {import("@opentelemetry/api").TimeInput} TimeInput */
/** @typedef {import("@opentelemetry/api").Tracer} Tracer */
/** @typedef {import("trusthub-profiles").Client} Client */
/** @typedef {import("trusthub-profiles").ClientEvent} ClientEvent */
/** @typedef {import("trusthub-profiles").ClientOptions} ClientOptions */

/**
 * Runs a job with a client of its own, whose attempts are spans below the job's. A client for each job is what tells the
 * jobs' attempts apart: events of one client come in no job's asynchronous context. Making one takes some 10 µs.
 * @template T
 * @param {Tracer} tracer
 * @param {string} name of the job's span
 * @param {ClientOptions} options
 * @param {(client: Client) => Promise<T>} job
 * @returns {Promise<T>}
 */
export function traceJob(tracer, name, options, job) {
  return tracer.startActiveSpan(name, async (span) => {
    const spans = attemptSpans(tracer, span);
    try {
      return await job(createClient({ ...options, onEvent: spans.onEvent }));
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      spans.end();
      span.end();
    }
  });
}

/** @param {Tracer} tracer @param {Span} parent */
function attemptSpans(tracer, parent) {
  /** @type {Map<number, { span: Span, context: Context, lastEvent: TimeInput }>} */
  const walks = new Map();
  /** Of each walk and page, the attempt under way: with `prefetch`, two pages of a walk have one. @type {Map<string, Span>} */
  const attempts = new Map();

  /** @param {number} number */
  const walkOf = (number) => {
    const known = walks.get(number);
    if (known !== undefined) return known;
    const span = tracer.startSpan("trusthub list", { attributes: { "trusthub.walk": number } }, contextOf(parent));
    const walk = { span, context: contextOf(span), lastEvent: Date.now() };
    walks.set(number, walk);
    return walk;
  };

  return {
    /** @param {ClientEvent} event */
    onEvent(event) {
      const walk = walkOf(event.walk);
      walk.lastEvent = Date.now();
      const key = `${event.walk}/${event.page}`;
      if (event.type === "request") {
        const attributes = {
          "http.request.method": "GET",
          "http.request.resend_count": event.attempt - 1,
          "trusthub.page": event.page,
          ...(event.label === null ? {} : { "trusthub.label": event.label }),
        };
        attempts.set(
          key,
          tracer.startSpan("GET CustomerProfiles", { kind: SpanKind.CLIENT, attributes }, walk.context),
        );
        return;
      }
      const span = attempts.get(key);
      if (event.type === "response") {
        span?.setAttribute("http.response.status_code", event.status);
        if (event.requestId !== null) span?.setAttribute("trusthub.request_id", event.requestId);
      } else if (event.type === "failure") {
        span?.setAttributes({ "error.type": event.reason, "trusthub.will_retry": event.willRetry });
        if (event.code !== null) span?.setAttribute("trusthub.error_code", event.code);
        span?.setStatus({ code: SpanStatusCode.ERROR });
      } else if (event.type === "page") {
        span?.setAttributes({
          "http.response.body.size": event.bytes,
          "trusthub.profiles": event.profiles,
          "trusthub.issues": event.issues,
        });
      } else {
        walk.span.addEvent("retry", { "trusthub.page": event.page, "trusthub.wait_ms": event.waitMs });
      }
      // Exactly one of these two ends an attempt.
      if (event.type === "failure" || event.type === "page") {
        span?.end();
        attempts.delete(key);
      }
    },
    /** No event says that a walk is over, so each one's span ends with its last event. */
    end() {
      for (const { span, lastEvent } of walks.values()) span.end(lastEvent);
    },
  };
}

/** @param {Span} span */
const contextOf = (span) => trace.setSpan(context.active(), span);
