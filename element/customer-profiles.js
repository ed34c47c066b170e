// @ts-check
/** @import { ClientOptions, Cursor, CustomerProfile, CustomerProfilePage } from "trusthub-profiles" */
/** @import { PropertyValues } from "lit" */
/** @import { CustomerProfilesFilters, CustomerProfilesSort } from "../pkg-template/element.js" */
/** @import { Actions } from "./actions.js" */
/** @import { Place } from "./state/place.js" */
/** @import { OwnColumn } from "./views/own-columns.js" */

import { LitElement, html } from "lit";
import { AddressBar } from "./controllers/address-bar.js";
import { Exporter } from "./controllers/exporter.js";
import { HostProperties } from "./controllers/host-properties.js";
import { Interruption } from "./controllers/interruption.js";
import { Keyboard } from "./controllers/keyboard.js";
import { RecordDialog } from "./controllers/record-dialog.js";
import { RecordState } from "./controllers/record.js";
import { Surroundings } from "./controllers/surroundings.js";
import { Ticker } from "./controllers/ticker.js";
import { hostEvents } from "./host-events.js";
import { readerActions } from "./reader-actions.js";
import { isEqual } from "./state/equal.js";
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
import { toolbar } from "./views/toolbar.js";
import { viewBar } from "./views/view-bar.js";

/**
 * Lists, filters, walks and exports the Customer-Profiles of a Twilio account.
 *
 * @tag customer-profiles
 * @fires {CustomEvent<{ filters: CustomerProfilesFilters, pageSize: number, search: string, sort: CustomerProfilesSort | null, updatedSince: string | null }>} profiles-filter - filters, page size, search or sort were chosen; cancelable
 * @fires {CustomEvent<{ cursor: Cursor | null }>} profiles-navigate - another page is wanted; cancelable
 * @fires {CustomEvent<{ page: CustomerProfilePage }>} profiles-page - a page came
 * @fires {CustomEvent<{ pages: number, profiles: number, elapsedMs: number }>} profiles-progress - a page of "load all" came
 * @fires {CustomEvent<{ state: "complete" | "cancelled" | "failed", pages: number, profiles: number, elapsedMs: number }>} profiles-end - "load all" ended
 * @fires {CustomEvent<{ error: unknown }>} profiles-error - a request failed, after its retries
 * @fires {CustomEvent<{ error: unknown }>} profiles-unauthorized - the server behind base-url wants a sign-in; cancelable
 * @fires {CustomEvent<{ profile: CustomerProfile }>} profiles-open - a record is opened; cancelable
 * @fires {CustomEvent<{ file: string, profiles: number }>} profiles-export - a file was written
 * @attr {string} lang - its language, where the page's own isn't wanted
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

  /** @type {Record<string, unknown>} */
  #texts = {};
  #words = new Words("en", textsOf("en"));
  #said = "";
  /** @type {readonly OwnColumn[]} */
  #columns = [];
  /** @type {string | null} */
  #lastSearch = null;
  /** What the narrow page's reader unfolded, and what the search field holds. @internal */
  draft = { search: "", isTyping: false, areFiltersOpen: false, isChoosingDay: false };

  /** @internal */
  #hostEvents = hostEvents(this);
  /** @internal */
  store = new Store(this.#hostEvents);
  #properties = new HostProperties(this, () => this.#words.texts.noBaseUrl);
  /** @internal */
  address = new AddressBar(this, {
    place: () => this.store.place,
    usual: () => this.#properties.usual,
    onMove: (place) => this.#moved(place),
  });
  #surroundings = new Surroundings(this, this.store, {
    onLanguage: () => this.#relabel(),
    onPrint: (isPrinting) => this.#print(isPrinting),
  });
  /** @internal */
  records = new RecordState(this.store, {
    words: () => this.#words,
    onChange: () => this.dialog.show(this.records.open),
    onFailure: this.#hostEvents.onFailure,
  });
  /** @internal */
  dialog = new RecordDialog(this, () => this.#words);
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

  constructor() {
    super();
    new Interruption(this);
    new Keyboard(this);
    new Ticker(this, () => this.store.wait !== null || this.store.all?.state === "running");
  }

  /** The prefix under which a server answers for the API and adds the credentials. @returns {string | URL | null} */
  get baseUrl() {
    return this.#properties.baseUrl;
  }

  set baseUrl(url) {
    this.#properties.setBaseUrl(url);
  }

  /** 1 to 1000. @returns {number} */
  get pageSize() {
    return this.#properties.pageSize;
  }

  set pageSize(size) {
    this.#properties.setPageSize(size);
  }

  /**
   * Keeps the place in the address bar, with this before the parameters' names; null keeps nothing there.
   * @returns {string | null}
   */
  get urlState() {
    return this.address.prefix;
  }

  set urlState(prefix) {
    this.#properties.setUrlState(prefix);
  }

  /** More options of `createClient`; functions within are replaced in place. @returns {Partial<Omit<ClientOptions, "baseUrl">>} */
  get clientOptions() {
    return this.#properties.clientOptions;
  }

  set clientOptions(options) {
    this.#properties.setClientOptions(options);
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
    this.#properties.want({ filters: wanted }, isEqual(wanted, this.#place.filters));
  }

  /** On what is loaded: part of a name, e-mail, SID or policy. @returns {string} */
  get search() {
    return this.#place.search;
  }

  set search(search) {
    const wanted = String(search ?? "");
    this.#properties.want({ search: wanted }, wanted === this.#place.search);
  }

  /** An order of what is loaded. @returns {CustomerProfilesSort | null} */
  get sort() {
    return this.#place.sort;
  }

  set sort(sort) {
    const wanted = sort == null ? null : { by: sort.by, descending: sort.descending ?? false };
    this.#properties.want({ sort: wanted }, isEqual(wanted, this.#place.sort));
  }

  /** "yesterday", "week", a day as `2026-11-25`, or null. @returns {string | null} */
  get updatedSince() {
    return this.#place.since === "" ? null : this.#place.since;
  }

  set updatedSince(since) {
    this.#properties.want({ since: since ?? "" }, (since ?? "") === this.#place.since);
  }

  /** @returns {Cursor | null} */
  get cursor() {
    return this.#place.cursor === "" ? null : /** @type {Cursor} */ (this.#place.cursor);
  }

  set cursor(cursor) {
    this.#properties.want({ cursor: cursor ?? "" }, (cursor ?? "") === this.#place.cursor);
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
    await this.updateComplete;
    await this.store.reload();
    // A record that waited for its reader's sign-in.
    const { waiting } = this.records;
    if (waiting !== null) await this.actions.openSid(waiting);
  }

  /** Load the whole of the list. @returns {Promise<void>} */
  async loadAll() {
    await this.updateComplete;
    await this.store.loadAll();
  }

  /**
   * Open the record of a profile, which need not be loaded.
   * @param {string} sid
   * @returns {Promise<void>}
   */
  async open(sid) {
    await this.updateComplete;
    await this.actions.openSid(sid);
  }

  get #place() {
    return this.#properties.place;
  }

  #relabel() {
    const lang = this.isConnected ? langOf(this) : "en";
    this.#words = new Words(lang, mergedTexts(textsOf(lang), this.#texts));
    this.#columns = ownColumnsOf(this);
    this.store.lang = lang;
    this.store.policies = this.#words.texts.policies;
    // Names that are searched and sorted may be others.
    this.store.arrange();
    this.requestUpdate();
  }

  /** @param {PropertyValues} changed */
  update(changed) {
    this.records.locate();
    const { search } = this.store.place;
    // While it is typed, a host that applies it late sets what was typed before.
    if (this.#lastSearch !== search && !this.draft.isTyping) this.draft.search = search;
    this.#lastSearch = search;
    const root = /** @type {ShadowRoot} */ (this.renderRoot);
    const before = /** @type {HTMLElement | null} */ (root.activeElement);
    super.update(changed);
    if (before === null || root.activeElement === before) return;
    // A row that Lit moved among the others lost the keyboard.
    if (root.contains(before)) return before.focus({ preventScroll: true });
    // What the keyboard was on went away: it goes on where the list says what came of it.
    // Not by `checkVisibility`, which lays everything out: that took twice as long as drawing the rows of a leap.
    const close = /** @type {HTMLElement | null} */ (root.querySelector("dialog[open] .close"));
    if (close === null) this.focusSummary();
    else close.focus();
  }

  render() {
    const { store, actions, draft, exporter } = this;
    const words = this.#words;
    // The message says to check the filters, so they have to be in sight.
    const areFiltersOpen = draft.areFiltersOpen || store.isRefused;
    return html`
      ${viewBar(store, words, actions, { ...draft, areFiltersOpen })}
      ${this.form.render(store.place, words, { isOpen: areFiltersOpen, canCheck: store.client !== null })}
      ${toolbar(store, words, actions, { said: this.#said, isExporting: exporter.isRunning, now: Date.now() })}
      ${store.all === null ? "" : loadPanel(store, store.all, words, actions)}
      ${notice(store, words, actions, this.#surroundings.isOnline)}
      ${this.grid.render(store, words, this.#columns)}
      ${this.dialog.render()}
      ${keysDialog(words)}
      <slot name="column" hidden @slotchange=${() => this.#readColumns()}></slot>
    `;
  }

  #readColumns() {
    this.#columns = ownColumnsOf(this);
    this.requestUpdate();
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

  /** @internal */
  drawNow() {
    this.requestUpdate();
    this.performUpdate();
  }

  /** @param {boolean} isPrinting */
  #print(isPrinting) {
    this.grid.isPrinting = isPrinting;
    this.drawNow();
    this.dialog.print(isPrinting);
  }

  /**
   * The address names another place.
   * @param {Place} place
   */
  #moved(place) {
    const { record } = place;
    this.draft.isChoosingDay = false;
    void this.store.go(place);
    if (record === (this.records.open?.sid ?? "")) return;
    if (record === "") this.dialog.close();
    else void this.actions.openSid(record);
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
