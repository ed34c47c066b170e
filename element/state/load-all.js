// @ts-check
/** @import { Client, Cursor, CustomerProfile, CustomerProfilePage } from "trusthub-profiles" */
/** @import { Filters } from "./place.js" */

import { TrustHubError } from "trusthub-profiles";
import { IssueIndex } from "./issue-index.js";
import { walkOptions } from "./place.js";
import { yieldToPage } from "./yield-to-page.js";

/** @typedef {"running" | "complete" | "cancelled" | "failed"} LoadState */

/** The API's largest page: as few requests as there can be. */
const PAGE_SIZE = 1000;

/**
 * The whole of a list, page by page: a walk for each status, where there are several, merged by SID. It can be stopped, and
 * goes on where it stopped, whatever stopped it.
 */
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
  filters;
  /** When it ended, or began. */
  at = new Date();
  #client;
  #onChange;
  #walks;
  /** The walk under way. */
  #walk = 0;
  /** @type {Cursor | null} where to go on */
  #cursor = null;
  /** Positions by SID, where lists are merged. @type {Map<string, number> | null} */
  #positions;
  #controller = new AbortController();
  #earlierMs = 0;
  #startedAt = 0;

  /**
   * @param {Client} client
   * @param {Filters} filters
   * @param {() => void} onChange after each page and each change of state
   */
  constructor(client, filters, onChange) {
    this.#client = client;
    this.filters = filters;
    this.#walks = walkOptions(filters);
    this.#positions = this.#walks.length > 1 ? new Map() : null;
    this.#onChange = onChange;
  }

  /** How many lists are merged. */
  get walks() {
    return this.#walks.length;
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
    if (this.state === "running") return;
    const { signal } = (this.#controller = new AbortController());
    this.#startedAt = performance.now();
    this.failure = null;
    this.#become("running");
    try {
      for (; this.#walk < this.#walks.length; this.#walk += 1) {
        const from =
          this.#cursor === null ? { ...this.#walks[this.#walk], pageSize: PAGE_SIZE } : { cursor: this.#cursor };
        for await (const page of this.#client.listCustomerProfiles({ ...from, prefetch: true, signal }).pages()) {
          this.#take(page);
          // Not the walk's own end: one that is stopped after its last page would begin anew when it is resumed.
          if (page.nextCursor === null) break;
          await yieldToPage();
        }
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

  /** Until what was cancelled has stopped: that takes microtasks, in which someone may want it to go on. */
  async stopped() {
    while (this.state === "running" && this.#controller.signal.aborted) await new Promise((done) => setTimeout(done));
  }

  /** @param {CustomerProfilePage} page */
  #take(page) {
    const positions = page.profiles.map((profile) => this.#positionOf(profile));
    this.issues.add(page.issues, (index) => positions[index]);
    this.pages += 1;
    this.#cursor = page.nextCursor;
    this.#onChange();
  }

  /**
   * Where a profile comes to stand. One that moved from one status to the next while both lists were walked comes twice:
   * what came later counts.
   * @param {CustomerProfile} profile
   */
  #positionOf(profile) {
    const known = profile.sid === null ? undefined : this.#positions?.get(profile.sid);
    const position = known ?? this.profiles.length;
    if (known !== undefined) this.#count(/** @type {CustomerProfile} */ (this.profiles[known]).status, -1);
    else if (profile.sid !== null) this.#positions?.set(profile.sid, position);
    this.profiles[position] = profile;
    this.#count(profile.status, 1);
    return position;
  }

  /**
   * @param {string | null} status
   * @param {number} more
   */
  #count(status, more) {
    this.countByStatus.set(status, (this.countByStatus.get(status) ?? 0) + more);
  }

  /** @param {LoadState} state */
  #stop(state) {
    this.#earlierMs += performance.now() - this.#startedAt;
    this.#become(state);
  }

  /** @param {LoadState} state */
  #become(state) {
    this.state = state;
    this.at = new Date();
    this.#onChange();
  }
}
