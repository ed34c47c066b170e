// @ts-check
/** @import { ClientOptions, Cursor, CustomerProfile, CustomerProfilePage } from "trusthub-profiles" */
/** @import { PropertyValues } from "lit" */
/** @import { CustomerProfilesFilters, CustomerProfilesSort } from "../pkg-template/element.js" */
/** @import { Actions } from "./actions.js" */
/** @import { OpenRecord } from "./controllers/record.js" */
/** @import { LoadAll } from "./state/load-all.js" */
/** @import { Place } from "./state/place.js" */
/** @import { Failure } from "./state/store.js" */
/** @import { OwnColumn } from "./views/own-columns.js" */

import { LitElement, html } from "lit";
import { AddressBar } from "./controllers/address-bar.js";
import { Exporter } from "./controllers/exporter.js";
import { RecordState } from "./controllers/record.js";
import { readerActions } from "./reader-actions.js";
import { isEqual } from "./state/equal.js";
import { isConnection } from "./state/failure.js";
import { asShown, emptyPlace } from "./state/place.js";
import { placeFilters, publicFilters } from "./state/public-filters.js";
import { Store } from "./state/store.js";
import { styles } from "./styles/index.js";
import { langOf, textsOf } from "./texts/languages.js";
import { mergedTexts } from "./texts/merged-texts.js";
import { Words } from "./texts/words.js";
import { FiltersForm } from "./views/filters.js";
import { ProfileGrid } from "./views/grid.js";
import { keysDialog } from "./views/keys.js";
import { loadPanel } from "./views/load-panel.js";
import { notice } from "./views/notice.js";
import { ownColumnsOf } from "./views/own-columns.js";
import { recordDialog, title } from "./views/record.js";
import { toolbar } from "./views/toolbar.js";
import { viewBar } from "./views/view-bar.js";

/** How often what counts seconds is drawn. */
const TICK_MS = 250;

/**
 * Lists, filters, walks and exports the Customer-Profiles of a Twilio account.
 *
 * @tag customer-profiles
 * @fires {CustomEvent<{ filters: CustomerProfilesFilters, search: string, sort: CustomerProfilesSort | null, updatedSince: string | null }>} profiles-filter - filters, search or sort were chosen; cancelable
 * @fires {CustomEvent<{ cursor: Cursor | null }>} profiles-navigate - another page is wanted; cancelable
 * @fires {CustomEvent<{ page: CustomerProfilePage }>} profiles-page - a page came
 * @fires {CustomEvent<{ pages: number, profiles: number, elapsedMs: number }>} profiles-progress - a page of "load all" came
 * @fires {CustomEvent<{ state: "complete" | "cancelled" | "failed", pages: number, profiles: number, elapsedMs: number }>} profiles-end - "load all" ended
 * @fires {CustomEvent<{ error: unknown }>} profiles-error - a request failed, after its retries
 * @fires {CustomEvent<{ error: unknown }>} profiles-unauthorized - the server behind base-url wants a sign-in; cancelable
 * @fires {CustomEvent<{ profile: CustomerProfile }>} profiles-open - a record is opened; cancelable
 * @fires {CustomEvent<{ file: string, profiles: number }>} profiles-export - a file was written
 * @slot toolbar - more buttons
 * @slot empty - in the place of what is said of an empty list
 * @slot column - a template whose content is cloned for each row
 * @cssproperty --customer-profiles-color-scheme - light or dark, whatever the page has
 * @cssproperty --customer-profiles-accent - the main buttons, links and the focus
 * @cssproperty --customer-profiles-on-accent - what is written on the accent
 * @cssproperty --customer-profiles-background - behind everything
 * @cssproperty --customer-profiles-raised - behind panels and heads
 * @cssproperty --customer-profiles-text - what counts
 * @cssproperty --customer-profiles-soft - what counts less
 * @cssproperty --customer-profiles-line - lines
 * @cssproperty --customer-profiles-bad - failures
 * @cssproperty --customer-profiles-font - as in CSS font
 * @cssproperty --customer-profiles-font-mono - a family for SIDs
 * @cssproperty --customer-profiles-radius - of corners
 * @cssproperty --customer-profiles-grid-height - the most that the rows take before they scroll
 * @csspart view-bar - the search, the days and the order
 * @csspart scope - of how many a search speaks
 * @csspart filters - the form
 * @csspart toolbar - what is shown, and buttons
 * @csspart summary - what is shown, in a line
 * @csspart button - each button
 * @csspart notice - a failure, or an empty list
 * @csspart load-all - how the loading of a whole list goes
 * @csspart progress - its bar
 * @csspart chart - the counts by status
 * @csspart grid - the rows
 * @csspart head - the columns' names
 * @csspart row - a row
 * @csspart badge - a status
 * @csspart record - the dialog of a record
 * @csspart keys - the dialog of the keys
 */
export class CustomerProfilesElement extends LitElement {
  static properties = {
    baseUrl: { attribute: "base-url", noAccessor: true },
    pageSize: { attribute: "page-size", type: Number, noAccessor: true },
    urlState: { attribute: "url-state", noAccessor: true },
    clientOptions: { attribute: false, noAccessor: true },
    texts: { attribute: false, noAccessor: true },
    filters: { attribute: false, noAccessor: true },
    search: { attribute: false, noAccessor: true },
    sort: { attribute: false, noAccessor: true },
    updatedSince: { attribute: false, noAccessor: true },
    cursor: { attribute: false, noAccessor: true },
  };

  static styles = styles;

  /** @returns {string[]} */
  static get observedAttributes() {
    return [...Reflect.get(LitElement, "observedAttributes", CustomerProfilesElement), "lang"];
  }

  /** @type {string | URL | null} */
  #baseUrl = null;
  #pageSize = 50;
  /** @type {Partial<Omit<ClientOptions, "baseUrl">>} */
  #clientOptions = {};
  /** @type {Record<string, unknown>} */
  #texts = {};
  /** What properties asked for since the last update. @type {Partial<Place>} */
  #wanted = {};
  /** Whether the client has to be made anew. */
  #isStale = true;
  #isStarted = false;
  #isOnline = true;
  #words = new Words("en", textsOf("en"));
  #said = "";
  #recordSaid = "";
  /** @type {readonly OwnColumn[]} */
  #columns = [];
  #scrollTop = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  /** @type {AbortController | null} ends with the element's time in the document */
  #stay = null;
  /** The page's own title, while a record's stands in its place. @type {string | null} */
  #pageTitle = null;
  /** What was under way when the element left the document. @type {"page" | "all" | null} */
  #interrupted = null;

  /** @internal */
  store = new Store({
    onChange: () => this.requestUpdate(),
    onPage: (page) => this.#pageCame(page),
    onAll: (all) => this.#allChanged(all),
    onFailure: (failure) => this.#failed(failure),
  });
  /** @internal */
  address = new AddressBar(this, {
    place: () => this.store.place,
    usual: () => this.#usual,
    onMove: (place, scrollTop) => this.#moved(place, scrollTop),
  });
  /** @internal */
  records = new RecordState(this.store, { words: () => this.#words, onChange: () => this.#showRecord() });
  /** @internal */
  exporter = new Exporter(this.store, {
    words: () => this.#words,
    say: (message) => this.say(message),
    onExport: (detail) => this.emit("profiles-export", detail),
  });
  /** @internal @type {Actions} */
  actions = readerActions(this);
  /** @internal */
  form = new FiltersForm(
    this,
    (choice) => this.store.problems(choice),
    (choice) => this.actions.filter(choice),
  );
  /** @internal */
  grid = new ProfileGrid(this, this.actions);
  /** What the narrow page's reader unfolded, and what the search field holds. @internal */
  draft = { search: "", areFiltersOpen: false, isChoosingDay: false };
  /** @type {string | null} */
  #lastSearch = null;

  /** The prefix under which a server answers for the API and adds the credentials. @returns {string | URL | null} */
  get baseUrl() {
    return this.#baseUrl;
  }

  set baseUrl(url) {
    const isSame = absolute(url) === absolute(this.#baseUrl);
    this.#baseUrl = url;
    if (isSame) return;
    this.#isStale = true;
    this.requestUpdate();
  }

  /** 1 to 1000. @returns {number} */
  get pageSize() {
    return this.#pageSize;
  }

  set pageSize(size) {
    // Without the attribute it is what the API takes for itself.
    this.#pageSize = size ?? 50;
    this.#want({ pageSize: String(this.#pageSize), cursor: "" }, String(this.#pageSize) === this.#place.pageSize);
  }

  /**
   * Keeps the place in the address bar, with this before the parameters' names; null keeps nothing there.
   * @returns {string | null}
   */
  get urlState() {
    return this.address.prefix;
  }

  set urlState(prefix) {
    if (prefix === this.address.prefix) return;
    this.address.prefix = prefix;
    if (this.#isStarted) this.address.write("replace");
  }

  /** More options of `createClient`; functions within are replaced in place. @returns {Partial<Omit<ClientOptions, "baseUrl">>} */
  get clientOptions() {
    return this.#clientOptions;
  }

  set clientOptions(options) {
    const isSame = isEqual(options, this.#clientOptions);
    // Its functions may be others: these are called from now on.
    this.#clientOptions = options ?? {};
    if (isSame) return;
    this.#isStale = true;
    this.requestUpdate();
  }

  /** Replaces texts, also in groups; changing them asks for nothing. @returns {Record<string, unknown>} */
  get texts() {
    return this.#texts;
  }

  set texts(own) {
    this.#texts = own ?? {};
    this.#relabel();
  }

  /** What the API is asked for. @returns {CustomerProfilesFilters} */
  get filters() {
    return publicFilters(this.#place.filters);
  }

  set filters(filters) {
    const wanted = placeFilters(filters ?? {});
    this.#want({ filters: wanted }, isEqual(wanted, this.#place.filters));
  }

  /** On what is loaded: part of a name, e-mail, SID or policy. @returns {string} */
  get search() {
    return this.#place.search;
  }

  set search(search) {
    this.#want({ search: search ?? "" }, (search ?? "") === this.#place.search);
  }

  /** An order of what is loaded. @returns {CustomerProfilesSort | null} */
  get sort() {
    return this.#place.sort;
  }

  set sort(sort) {
    const wanted = sort == null ? null : { by: sort.by, descending: sort.descending ?? false };
    this.#want({ sort: wanted }, isEqual(wanted, this.#place.sort));
  }

  /** "yesterday", "week", a day as `2026-11-25`, or null. @returns {string | null} */
  get updatedSince() {
    return this.#place.since === "" ? null : this.#place.since;
  }

  set updatedSince(since) {
    this.#want({ since: since ?? "" }, (since ?? "") === this.#place.since);
  }

  /** @returns {Cursor | null} */
  get cursor() {
    return this.#place.cursor === "" ? null : /** @type {Cursor} */ (this.#place.cursor);
  }

  set cursor(cursor) {
    this.#want({ cursor: cursor ?? "" }, (cursor ?? "") === this.#place.cursor);
  }

  /** What is shown: a page's profiles, or all that are loaded. @returns {readonly CustomerProfile[]} */
  get profiles() {
    return this.store.rows.profiles;
  }

  /** @returns {CustomerProfilePage | null} */
  get page() {
    return this.store.page;
  }

  /** @returns {"idle" | "loading" | "page" | "loading-all" | "all" | "failed"} */
  get state() {
    return this.store.state;
  }

  /** Load again what is shown, or go on where it failed. @returns {Promise<void>} */
  async reload() {
    await this.#settled();
    await this.store.reload();
  }

  /** Load the whole of the list. @returns {Promise<void>} */
  async loadAll() {
    await this.#settled();
    await this.store.loadAll();
  }

  /**
   * Open the record of a profile, which need not be loaded.
   * @param {string} sid
   * @returns {Promise<void>}
   */
  async open(sid) {
    await this.#settled();
    await this.actions.openSid(sid);
  }

  connectedCallback() {
    super.connectedCallback();
    const { signal } = (this.#stay = new AbortController());
    this.#isOnline = navigator.onLine;
    window.addEventListener("offline", () => this.#connectionChanged(), { signal });
    window.addEventListener("online", () => this.#connectionChanged(), { signal });
    window.addEventListener("beforeprint", () => this.#print(true), { signal });
    window.addEventListener("afterprint", () => this.#print(false), { signal });
    const observer = new MutationObserver(() => this.#relabel());
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
    signal.addEventListener("abort", () => observer.disconnect());
    this.#relabel();
    if (this.#interrupted === "page") void this.store.load();
    if (this.#interrupted === "all") void this.store.resume();
    this.#interrupted = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stay?.abort();
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    // Who moves it takes it out and puts it in again at once; what was loaded stays either way.
    queueMicrotask(() => {
      if (this.isConnected || this.#interrupted !== null) return;
      const { isLoading, all } = this.store;
      this.#interrupted = all?.state === "running" ? "all" : isLoading ? "page" : null;
      this.store.disconnect();
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (name === "lang") this.#relabel();
    else super.attributeChangedCallback(name, before, after);
  }

  /** Where it is, or will be once what properties asked for is done. */
  get #place() {
    return { ...this.store.place, ...this.#wanted };
  }

  /** @returns {Place} */
  get #usual() {
    return asShown({ ...emptyPlace, pageSize: String(this.#pageSize) });
  }

  /**
   * @param {Partial<Place>} change
   * @param {boolean} isThere whether it is so already
   */
  #want(change, isThere) {
    if (isThere) return;
    Object.assign(this.#wanted, change);
    this.requestUpdate();
  }

  #relabel() {
    const lang = this.isConnected ? langOf(this) : "en";
    this.#words = new Words(lang, mergedTexts(textsOf(lang), this.#texts));
    this.store.lang = lang;
    this.requestUpdate();
  }

  async #settled() {
    await this.updateComplete;
  }

  /** @param {PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    const wanted = this.#wanted;
    this.#wanted = {};
    // Other filters begin at their first page, unless a cursor came with them.
    const first = wanted.filters !== undefined && wanted.cursor === undefined ? { cursor: "" } : {};
    if (this.#isStale) {
      this.#isStale = false;
      if (!this.#isStarted) this.#start(wanted);
      else Object.assign(this.store, { place: asShown({ ...this.store.place, ...first, ...wanted }) });
      const { record, filters } = this.store.place;
      const loaded = this.store.connect(() => this.#options());
      // It may be on the page; a whole list would take too long to wait for.
      const ready = filters.status.length > 1 ? this.updateComplete : loaded;
      if (record !== "" && this.records.open === null) void ready.then(() => this.actions.openSid(record));
    } else if (Object.keys(wanted).length > 0) {
      void this.store.go(asShown({ ...this.store.place, ...first, ...wanted }));
      this.address.write("replace");
    }
    this.records.locate();
    if (this.#lastSearch !== this.store.place.search) this.draft.search = this.store.place.search;
    this.#lastSearch = this.store.place.search;
  }

  /** @param {Partial<Place>} wanted */
  #start(wanted) {
    this.#isStarted = true;
    const usual = this.#usual;
    const there = this.address.read();
    this.store.place = there === null || isEqual(there, usual) ? asShown({ ...usual, ...wanted }) : there;
  }

  /** @returns {ClientOptions} */
  #options() {
    if (this.#baseUrl === null) throw new Error(this.#words.texts.noBaseUrl);
    const options = Object.entries(this.#clientOptions).map(([name, value]) => {
      if (typeof value !== "function") return [name, value];
      // Whichever is set when it is called.
      const latest = (/** @type {unknown[]} */ ...call) =>
        /** @type {Record<string, Function | undefined>} */ (this.#clientOptions)[name]?.(...call);
      return [name, latest];
    });
    return { ...Object.fromEntries(options), baseUrl: new URL(this.#baseUrl, document.baseURI) };
  }

  render() {
    const { store, actions, draft } = this;
    const words = this.#words;
    const isExporting = this.exporter.isRunning;
    return html`
      ${viewBar(store, words, actions, draft)}
      ${this.form.render(store.place, words, { isOpen: draft.areFiltersOpen, canCheck: store.client !== null })}
      ${toolbar(store, words, actions, { said: this.#said, isExporting, now: Date.now() })}
      ${notice(store, words, actions, this.#isOnline)}
      ${store.all === null ? "" : loadPanel(store, store.all, words, actions)}
      ${this.grid.render(store, words, this.#columns)}
      ${recordDialog(this.records.open, words, actions, {
        said: this.#recordSaid,
        say: (message) => {
          this.#recordSaid = message;
          this.requestUpdate();
        },
        rows: store.count,
      })}
      ${keysDialog(words)}
      <slot name="column" hidden @slotchange=${() => this.#readColumns()}></slot>
    `;
  }

  #readColumns() {
    this.#columns = ownColumnsOf(this);
    this.requestUpdate();
  }

  /** @param {PropertyValues} changed */
  firstUpdated(changed) {
    super.firstUpdated(changed);
    this.renderRoot.addEventListener("keydown", (event) => this.#key(/** @type {KeyboardEvent} */ (event)));
  }

  /** @param {PropertyValues} changed */
  update(changed) {
    const root = /** @type {ShadowRoot} */ (this.renderRoot);
    const before = root.activeElement;
    super.update(changed);
    // What the keyboard was on went away: it goes on where the list says what came of it.
    // Not by `checkVisibility`, which lays everything out: that took twice as long as drawing the rows of a leap.
    if (before !== null && !root.contains(before) && root.querySelector("dialog[open]") === null) this.focusSummary();
    this.#tick();
  }

  #tick() {
    const isCounting = this.store.wait !== null || this.store.all?.state === "running";
    if (!isCounting) clearInterval(this.#ticking);
    if (!isCounting) this.#ticking = undefined;
    else this.#ticking ??= setInterval(() => this.requestUpdate(), TICK_MS);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const [target] = event.composedPath();
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (target instanceof Element && target.closest("input, select, textarea, dialog") !== null) return;
    if (event.key === "/") this.#find("[name=search]").focus();
    else if (event.key === "?") this.#showKeys();
    else return;
    event.preventDefault();
  }

  #showKeys() {
    const dialog = /** @type {HTMLDialogElement} */ (this.#find("dialog.keys"));
    const before = /** @type {HTMLElement | null} */ (/** @type {ShadowRoot} */ (this.renderRoot).activeElement);
    // Engines give the focus back to the element, which has none of its own.
    dialog.addEventListener("close", () => before?.focus(), { once: true });
    dialog.showModal();
  }

  /** @param {string} selector */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.renderRoot.querySelector(selector));
  }

  /** @internal */
  focusSummary() {
    this.#find(".summary").focus();
  }

  /** Where a whole list is stopped, and goes on. @internal */
  async focusPanel() {
    await this.updateComplete;
    this.#find(".load-all [name=main]")?.focus();
  }

  /** @internal @param {string} message */
  say(message) {
    this.#said = message;
    this.requestUpdate();
  }

  /** @param {CustomerProfilePage} page */
  #pageCame(page) {
    this.#said = "";
    this.emit("profiles-page", { page });
    const top = this.#scrollTop;
    this.#scrollTop = 0;
    if (top > 0) void this.updateComplete.then(() => this.updateComplete).then(() => this.grid.scrollTo(top));
  }

  /** @param {LoadAll} all */
  #allChanged(all) {
    const { state, pages, profiles, elapsedMs } = all;
    this.#said = "";
    const numbers = { pages, profiles: profiles.length, elapsedMs };
    if (state === "running") this.emit("profiles-progress", numbers);
    else this.emit("profiles-end", { state, ...numbers });
  }

  /**
   * @param {Failure} failure
   * @returns {boolean} whether the host takes care of it
   */
  #failed({ error, kind }) {
    this.#said = "";
    if (kind === "unauthorised" && !this.emit("profiles-unauthorized", { error }, true)) return true;
    this.emit("profiles-error", { error });
    return false;
  }

  #connectionChanged() {
    this.#isOnline = navigator.onLine;
    const { failure, all } = this.store;
    if (this.#isOnline && failure !== null && isConnection(failure.kind) && all === null) void this.store.load();
    this.requestUpdate();
  }

  /** @param {boolean} isPrinting */
  #print(isPrinting) {
    this.grid.isPrinting = isPrinting;
    this.requestUpdate();
    this.performUpdate();
  }

  /**
   * The address names another place.
   * @param {Place} place
   * @param {number} scrollTop
   */
  #moved(place, scrollTop) {
    this.#scrollTop = scrollTop;
    const { record } = place;
    void this.store.go(place);
    if (record !== (this.records.open?.sid ?? "")) {
      if (record === "") this.closeRecord();
      else void this.actions.openSid(record);
    }
  }

  /** @internal */
  closeRecord() {
    /** @type {HTMLDialogElement} */ (this.#find("dialog.record")).close();
  }

  /** At once: who opens a record may look at it. */
  #showRecord() {
    const { open } = this.records;
    this.#recordSaid = "";
    this.requestUpdate();
    this.performUpdate();
    const dialog = /** @type {HTMLDialogElement} */ (this.#find("dialog.record"));
    if (open !== null && !dialog.open) dialog.showModal();
    this.#find("dialog.record .content").scrollTop = 0;
    this.#followTitle(open);
  }

  /**
   * A record with an address of its own has a title of its own.
   * @param {OpenRecord | null} open
   */
  #followTitle(open) {
    if (open === null || this.urlState === null) {
      if (this.#pageTitle !== null) document.title = this.#pageTitle;
      this.#pageTitle = null;
      return;
    }
    this.#pageTitle ??= document.title;
    document.title = `${title(open.profile, this.#words)} – ${this.#pageTitle}`;
  }

  /** @internal @param {OpenRecord | null} open */
  showRecord(open) {
    this.records.open = open;
    this.#showRecord();
  }

  /** @internal */
  get isRecordOpen() {
    return /** @type {HTMLDialogElement} */ (this.#find("dialog.record")).open;
  }

  /**
   * @internal
   * @param {string} name
   * @param {object} detail
   * @param {boolean} [cancelable]
   * @returns {boolean} whether nobody prevented what would follow
   */
  emit(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }
}

/**
 * An address as text, wherever it is relative to; null where there is none.
 * @param {string | URL | null} url
 */
function absolute(url) {
  if (url === null) return null;
  return URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).href : String(url);
}
