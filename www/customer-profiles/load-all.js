// @ts-check
/** @import { Client, Cursor, CustomerProfile, CustomerProfilePage, ListOptions } from "trusthub-profiles" */

import { TrustHubError } from "trusthub-profiles";
import { IssueIndex } from "./issue-index.js";
import { yieldToPage } from "./yield-to-page.js";

/** @typedef {"running" | "complete" | "cancelled" | "failed"} LoadState */

/** The API's largest page: as few requests as there can be. */
const PAGE_SIZE = 1000;

/** The whole of a list, page by page. It can be stopped, and goes on where it stopped, whatever stopped it. */
export class LoadAll {
  /** @type {CustomerProfile[]} */
  profiles = [];
  issues = new IssueIndex();
  /** @type {Map<string | null, number>} */
  countByStatus = new Map();
  pages = 0;
  /** @type {LoadState} */
  state = "cancelled";
  /** @type {unknown} what failed it */
  failure = null;
  #client;
  #filters;
  #onChange;
  /** @type {Cursor | null} where to go on */
  #cursor = null;
  #controller = new AbortController();
  #earlierMs = 0;
  #startedAt = 0;

  /**
   * @param {Client} client
   * @param {ListOptions} filters
   * @param {() => void} onChange after each page and each change of state
   */
  constructor(client, filters, onChange) {
    this.#client = client;
    this.#filters = filters;
    this.#onChange = onChange;
  }

  /** How long it ran, pauses left out. */
  get elapsedMs() {
    return this.#earlierMs + (this.state === "running" ? performance.now() - this.#startedAt : 0);
  }

  /** A loop or a link that leads nowhere would be met again. */
  get canResume() {
    if (this.state === "cancelled") return true;
    if (this.state !== "failed" || !TrustHubError.is(this.failure)) return false;
    return (
      this.failure.kind !== "options" &&
      !(this.failure.kind === "pagination" && this.failure.reason !== "too-many-pages")
    );
  }

  /** Start, or go on. */
  async run() {
    const { signal } = (this.#controller = new AbortController());
    this.#startedAt = performance.now();
    this.failure = null;
    this.#become("running");
    const from = this.#cursor === null ? { ...this.#filters, pageSize: PAGE_SIZE } : { cursor: this.#cursor };
    try {
      for await (const page of this.#client.listCustomerProfiles({ ...from, prefetch: true, signal }).pages()) {
        this.#take(page);
        // Not the walk's own end: one that is stopped after its last page would begin anew when it is resumed.
        if (page.nextCursor === null) break;
        await yieldToPage();
      }
      this.#stop("complete");
    } catch (error) {
      if (signal.aborted) return this.#stop("cancelled");
      this.failure = error;
      if (TrustHubError.is(error) && error.cursor !== null) this.#cursor = error.cursor;
      this.#stop("failed");
    }
  }

  cancel() {
    this.#controller.abort();
  }

  /** @param {CustomerProfilePage} page */
  #take(page) {
    this.issues.add(page.issues, this.profiles.length);
    for (const profile of page.profiles) {
      this.profiles.push(profile);
      this.countByStatus.set(profile.status, (this.countByStatus.get(profile.status) ?? 0) + 1);
    }
    this.pages += 1;
    this.#cursor = page.nextCursor;
    this.#onChange();
  }

  /** @param {LoadState} state */
  #stop(state) {
    this.#earlierMs += performance.now() - this.#startedAt;
    this.#become(state);
  }

  /** @param {LoadState} state */
  #become(state) {
    this.state = state;
    this.#onChange();
  }
}
