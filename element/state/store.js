// @ts-check
/** @import { Client, ClientEvent, ClientOptions, Cursor, CustomerProfile, CustomerProfilePage } from "trusthub-profiles" */
/** @import { FailureKind } from "./failure.js" */
/** @import { Filters, Place } from "./place.js" */

import { TrustHubError } from "trusthub-profiles";
import { Arrangement } from "./arrangement.js";
import { Connection } from "./connection.js";
import { failureKind } from "./failure.js";
import { IssueIndex } from "./issue-index.js";
import { LoadAll } from "./load-all.js";
import { covers, emptyPlace, inSameList, pageOptions, problemsOf, sameFilters } from "./place.js";
import { sinceInstant } from "./since.js";

/**
 * What is shown: a page's profiles, or all that are loaded.
 * @typedef {{ profiles: readonly CustomerProfile[], issues: IssueIndex, isWhole: boolean }} Rows
 *
 * @typedef {{ error: unknown, kind: FailureKind, isPartial: boolean }} Failure `isPartial`: what is loaded stays
 * @typedef {{ until: number, waitMs: number, attempt: number }} Wait before the next attempt
 *
 * @typedef {"idle" | "loading" | "page" | "loading-all" | "all" | "failed"} State
 *
 * An event for the host; `true` means that the host takes care of it, where that is possible.
 * @typedef {object} Listeners
 * @property {() => void} onChange
 * @property {(page: CustomerProfilePage) => void} onPage
 * @property {(all: LoadAll) => void} onAll
 * @property {(failure: Failure) => boolean} onFailure
 */

/** The list: where it is, what of it is loaded, what of that is shown, and what went wrong. It knows nothing of a document. */
export class Store {
  /** @type {Place} */
  place = emptyPlace;
  /** @type {CustomerProfilePage | null} */
  page = null;
  /** @type {LoadAll | null} */
  all = null;
  /** @type {Failure | null} */
  failure = null;
  /** @type {Wait | null} */
  wait = null;
  isLoading = false;
  /** Whether nothing is asked, because a filter can't be right. */
  isRefused = false;
  lang = "en";
  /** Names of policies by SID. @type {Readonly<Record<string, string>>} */
  policies = {};
  #listeners;
  #connection = new Connection((event) => this.#onEvent(event));
  #request = new AbortController();
  /** Where the page that is there was asked for. @type {Place | null} */
  #pagePlace = null;
  #pageIssues = new IssueIndex();
  /** When it came. @type {Date | null} */
  #pageAt = null;
  #arrangement = new Arrangement(() => this.#listeners.onChange());

  /** @param {Listeners} listeners */
  constructor(listeners) {
    this.#listeners = listeners;
  }

  /** @returns {State} */
  get state() {
    if (this.failure !== null || this.all?.state === "failed") return "failed";
    if (this.all !== null) return this.all.state === "running" ? "loading-all" : "all";
    if (this.isLoading) return "loading";
    return this.page === null ? "idle" : "page";
  }

  /** When what is shown was loaded. */
  get at() {
    return this.all === null ? this.#pageAt : this.all.at;
  }

  /** @returns {Rows} */
  get rows() {
    if (this.all !== null) {
      const { profiles, issues, state } = this.all;
      return { profiles, issues, isWhole: state === "complete" };
    }
    return { profiles: this.page?.profiles ?? [], issues: this.#pageIssues, isWhole: true };
  }

  /** Positions in `rows` in the order in which they are shown; null is as they came. */
  get positions() {
    return this.#arrangement.positions;
  }

  /** Another number where other rows are shown, or the same ones in another order, and not only more. */
  get version() {
    return this.#arrangement.version;
  }

  get isArranging() {
    return this.#arrangement.isBusy;
  }

  /** How many rows are shown. */
  get count() {
    return this.positions?.length ?? this.rows.profiles.length;
  }

  /**
   * Where a shown row's profile stands in `rows`.
   * @param {number} row
   */
  positionOf(row) {
    return this.positions === null ? row : (this.positions[row] ?? -1);
  }

  /** Whether only some of what is loaded are shown. */
  get isNarrowed() {
    return this.place.search.trim() !== "" || this.place.since !== "" || this.#narrowing.length > 0;
  }

  get isNarrowedByStatus() {
    return this.#narrowing.length > 0;
  }

  /** The statuses that are shown of a whole list of more. @returns {readonly string[]} */
  get #narrowing() {
    const { status } = this.place.filters;
    return this.all === null || sameFilters(this.all.filters, this.place.filters) ? [] : status;
  }

  /** @returns {Client | null} */
  get client() {
    return this.#connection.client;
  }

  /** @param {Pick<Place, "filters" | "pageSize">} candidate @returns {Map<string, string>} */
  problems(candidate) {
    return this.client === null ? new Map() : problemsOf(this.client, candidate);
  }

  /**
   * Another client, which begins at the place.
   * @param {() => ClientOptions} options
   */
  connect(options) {
    this.#connection.configure(options);
    this.#drop();
    return this.load();
  }

  /** Nobody looks any more: end what is under way. */
  disconnect() {
    this.#request.abort();
    this.all?.cancel();
    this.isLoading = false;
    this.wait = null;
  }

  /**
   * Be at another place, with as few requests as that takes.
   * @param {Place} place
   * @returns {Promise<void>} when it is there, or failed
   */
  async go(place) {
    const before = this.place;
    this.place = place;
    if (inSameList(before, place) && before.cursor === place.cursor) return this.arrange();
    const { all } = this;
    // All that was asked for is here already.
    const isHere = before.pageSize === place.pageSize && place.cursor === "";
    if (isHere && all?.state === "complete" && covers(all.filters, place.filters)) return this.arrange();
    return this.load();
  }

  /** Load what the place says. */
  load() {
    return this.place.filters.status.length > 1 ? this.loadAll() : this.#loadPage();
  }

  /** Load again what is shown; a whole list that failed goes on where it stopped. */
  async reload() {
    const { all } = this;
    if (all === null) return this.load();
    if (all.state === "failed" && all.canResume) return this.resume();
    return this.loadAll(all.filters);
  }

  /** Don't wait for the next attempt. */
  hurry() {
    if (this.all === null) return this.load();
    this.all.cancel();
    return this.resume();
  }

  async #loadPage() {
    this.#leaveAll();
    this.#request.abort();
    const { signal } = (this.#request = new AbortController());
    const { place } = this;
    this.failure = null;
    this.wait = null;
    this.isRefused = false;
    this.isLoading = true;
    this.arrange();
    try {
      const client = await this.#connection.ready();
      if (signal.aborted) return;
      if (this.#refuse(client)) return;
      const page = await client.listCustomerProfiles({ ...pageOptions(this.place), signal });
      if (signal.aborted) return;
      this.#take(page, place);
    } catch (error) {
      if (!signal.aborted) this.#fail(error, place.filters);
    }
  }

  /**
   * @param {CustomerProfilePage} page
   * @param {Place} place
   */
  #take(page, place) {
    this.page = page;
    this.#pagePlace = place;
    this.#pageIssues = new IssueIndex();
    this.#pageIssues.add(page.issues, (index) => index);
    this.#pageAt = new Date();
    this.isLoading = false;
    this.wait = null;
    this.arrange();
    this.#listeners.onPage(page);
  }

  /**
   * Whether a filter can't be right, so that nothing is asked.
   * @param {Client} client
   */
  #refuse(client) {
    this.isRefused = problemsOf(client, this.place).size > 0;
    if (!this.isRefused) return false;
    this.isLoading = false;
    this.#drop();
    this.arrange();
    return true;
  }

  /**
   * @param {unknown} error
   * @param {Filters} filters what was asked for
   */
  #fail(error, filters) {
    this.isLoading = false;
    this.wait = null;
    // What another filter brought is no answer to this one; another page of the same list stays to be read.
    const keeps = this.#pagePlace !== null && sameFilters(this.#pagePlace.filters, filters);
    if (!keeps) this.#drop();
    this.#report(error, keeps);
    this.arrange();
  }

  /**
   * @param {unknown} error
   * @param {boolean} isPartial
   */
  #report(error, isPartial) {
    const failure = { error, kind: this.kindOf(error), isPartial };
    this.failure = failure;
    if (this.#listeners.onFailure(failure)) this.failure = null;
  }

  /** @param {Filters} [filters] those of the place unless given */
  async loadAll(filters = this.place.filters) {
    this.#request.abort();
    const { signal } = (this.#request = new AbortController());
    this.all?.cancel();
    this.failure = null;
    this.wait = null;
    // Until there is a client. Who moves the element meanwhile wants it to go on, too.
    this.isLoading = this.client === null;
    /** @type {Client} */
    let client;
    try {
      // At once where it can be: the reader looks for what stops it.
      client = this.client ?? (await this.#connection.ready());
    } catch (error) {
      if (!signal.aborted) this.#fail(error, filters);
      return;
    }
    if (signal.aborted) return;
    this.isLoading = false;
    if (this.#refuse(client)) return;
    const all = new LoadAll(client, filters, () => all === this.all && this.#allChanged(all));
    this.all = all;
    this.arrange();
    await all.run();
  }

  /** Go on where a whole list stopped. */
  async resume() {
    const { all } = this;
    this.failure = null;
    await all?.stopped();
    if (this.all === all) await all?.run();
  }

  /** @param {LoadAll} all */
  #allChanged(all) {
    this.wait = null;
    if (all.state === "failed") this.#report(all.failure, true);
    this.#arrangement.grow();
    this.#listeners.onChange();
    this.#listeners.onAll(all);
  }

  /** From the whole list to its pages. @returns {Promise<void>} */
  async backToPages() {
    const [shown, place] = [this.#pagePlace, this.place];
    if (shown === null || shown.cursor !== place.cursor || !sameFilters(shown.filters, place.filters))
      return this.#loadPage();
    this.#leaveAll();
    this.failure = null;
    this.arrange();
  }

  /** The reader's wishes for what is loaded, applied anew. */
  arrange() {
    const { search, since, sort } = this.place;
    const { lang, policies } = this;
    const wish = { search, statuses: this.#narrowing, since: sinceInstant(since, new Date()), sort, lang, policies };
    this.#arrangement.arrange(this.rows.profiles, wish);
    this.#listeners.onChange();
  }

  #leaveAll() {
    const { all } = this;
    this.all = null;
    all?.cancel();
  }

  #drop() {
    this.#leaveAll();
    this.page = null;
    this.#pagePlace = null;
    this.#pageIssues = new IssueIndex();
    this.#pageAt = null;
  }

  /** @param {ClientEvent} event */
  #onEvent(event) {
    // Otherwise a page that takes its time looks like one that hangs.
    if (event.type === "retry") this.wait = { ...event, until: Date.now() + event.waitMs };
    else if (event.type === "request") this.wait = null;
    else return;
    this.#listeners.onChange();
  }

  /**
   * The position of a profile in `rows`.
   * @param {string} sid
   */
  find(sid) {
    return this.rows.profiles.findIndex((profile) => profile.sid === sid);
  }

  /**
   * One profile, which need not be loaded.
   * @param {string} sid
   * @param {AbortSignal} signal
   */
  async fetchProfile(sid, signal) {
    const client = await this.#connection.ready();
    try {
      return await client.fetchCustomerProfile(sid, { signal });
    } finally {
      // An abort in a wait is no event.
      this.wait = null;
      this.#listeners.onChange();
    }
  }

  /** @param {unknown} error */
  kindOf(error) {
    return failureKind(error, this.#connection.isHtml);
  }

  /** Whether asking again may help. */
  get canRetry() {
    const { failure } = this;
    return failure !== null && !(TrustHubError.is(failure.error) && failure.error.kind === "options");
  }

  /** @returns {Cursor | null} */
  get nextCursor() {
    return this.page?.nextCursor ?? null;
  }

  /** @returns {Cursor | null} */
  get previousCursor() {
    return this.page?.previousCursor ?? null;
  }
}
