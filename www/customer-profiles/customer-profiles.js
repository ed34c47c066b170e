// @ts-check
/** @import { Client, ClientEvent, ClientOptions, CustomerProfilePage } from "trusthub-profiles" */
/** @import { FileForm } from "./export-profiles.js" */
/** @import { SomeTexts } from "./merged-texts.js" */
/** @import { Place } from "./place.js" */

import { createClient } from "trusthub-profiles";
import { exportProfiles } from "./export-profiles.js";
import { formats } from "./formats.js";
import { LoadAll } from "./load-all.js";
import { mergedTexts } from "./merged-texts.js";
import { eachFilter, place } from "./place.js";
import { reasonOf } from "./readable.js";
import { styles } from "./styles.js";
import { texts } from "./texts.js";
import { UrlState } from "./url-state.js";
import { View } from "./view.js";

/** Lists, filters, walks and exports customer profiles. README.md names its attributes, properties, events and parts. */
export class CustomerProfiles extends HTMLElement {
  static observedAttributes = ["base-url", "page-size", "url-state"];

  #root = this.attachShadow({ mode: "open" });
  #words = texts;
  /** @type {Partial<ClientOptions>} */
  #clientOptions = {};
  /** @type {Client | null} */
  #client = null;
  /** @type {Place} */
  #place = { ...eachFilter(() => ""), pageSize: "", cursor: "" };
  /** @type {CustomerProfilePage | null} */
  #page = null;
  /** @type {LoadAll | null} */
  #all = null;
  #request = new AbortController();
  /** @type {AbortController | null} ends with the element's time in the document */
  #stay = null;
  /** Whether the place's filters break a rule of the package's. */
  #isRefused = false;
  #isExporting = false;
  #view = this.#build();

  get texts() {
    return this.#words;
  }

  /** @param {SomeTexts} some */
  set texts(some) {
    this.#words = mergedTexts(some);
    this.#view = this.#build();
    this.#restart();
  }

  get clientOptions() {
    return this.#clientOptions;
  }

  /** @param {Partial<ClientOptions>} options */
  set clientOptions(options) {
    this.#clientOptions = options;
    this.#restart();
  }

  connectedCallback() {
    // Properties that were set before this module came hide the accessors.
    for (const name of /** @type {const} */ (["texts", "clientOptions"])) {
      const own = Object.getOwnPropertyDescriptor(this, name);
      if (own === undefined) continue;
      delete (/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this))[name]);
      Object.assign(this, { [name]: own.value });
    }
    const { signal } = (this.#stay = new AbortController());
    window.addEventListener("popstate", () => this.#followUrl(), { signal });
    window.addEventListener("offline", () => this.#view.notice.offline(this.#all !== null), { signal });
    window.addEventListener("online", () => this.#view.notice.online(), { signal });
    this.#restart();
  }

  disconnectedCallback() {
    this.#stay?.abort();
    this.#stay = null;
    this.#request.abort();
    this.#all?.cancel();
  }

  /**
   * @param {string} _name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(_name, before, after) {
    if (before !== after) this.#restart();
  }

  #build() {
    const view = new View(this.#words, {
      problems: (candidate) => (this.#client === null ? new Map() : place.problems(this.#client, candidate)),
      onApply: (chosen) => {
        this.#emit("profiles-filter", { ...chosen });
        this.#go(chosen);
      },
      onPrevious: () => this.#turn(this.#page?.previousCursor ?? null),
      onNext: () => this.#turn(this.#page?.nextCursor ?? null),
      onLoadAll: () => this.#loadAll(),
      onBack: () => this.#toPages(),
      onExport: (form) => this.#export(form),
      onOpen: (index) => this.#open(index),
    });
    this.#root.adoptedStyleSheets = [...styles];
    this.#root.replaceChildren(...view.elements);
    return view;
  }

  get #urlState() {
    const prefix = this.getAttribute("url-state");
    return prefix === null ? null : new UrlState(prefix);
  }

  /** @returns {Place} */
  get #usualPlace() {
    return place.asShown({ ...eachFilter(() => ""), pageSize: this.getAttribute("page-size") || "50", cursor: "" });
  }

  /** Begin at the place of the address bar, or at the list's. */
  #restart() {
    // Attributes of a tag come one by one before the element is connected: one request is enough.
    if (this.#stay === null) return;
    this.#place = this.#urlState?.read(this.#usualPlace) ?? this.#usualPlace;
    const baseUrl = this.getAttribute("base-url");
    try {
      if (baseUrl === null) throw new Error(this.#words.noBaseUrl);
      const onEvent = (/** @type {ClientEvent} */ event) => {
        this.#heard(event);
        return this.#clientOptions.onEvent?.(event);
      };
      this.#client = createClient({ ...this.#clientOptions, baseUrl: new URL(baseUrl, document.baseURI), onEvent });
    } catch (error) {
      this.#client = null;
      this.#request.abort();
      this.#leaveAll();
      return this.#failed(error, null);
    }
    this.#loadPage();
  }

  /** The page's own links within itself change the address too, and are no reason to load anything. */
  #followUrl() {
    const there = this.#urlState?.read(this.#usualPlace);
    if (there !== undefined && JSON.stringify(there) !== JSON.stringify(this.#place)) this.#restart();
  }

  /** @param {Place} chosen */
  #go(chosen) {
    this.#place = chosen;
    this.#urlState?.push(chosen, this.#usualPlace);
    this.#loadPage();
  }

  /** @param {string | null} cursor */
  #turn(cursor) {
    if (cursor !== null) this.#go({ ...this.#place, cursor });
  }

  async #loadPage() {
    this.#leaveAll();
    this.#request.abort();
    this.#page = null;
    this.#isRefused = !this.#view.form.fill(this.#place);
    if (this.#isRefused || this.#client === null) {
      this.#view.nothing();
      this.#view.notice.refused();
      return this.#allow();
    }
    const { signal } = (this.#request = new AbortController());
    this.#view.waiting();
    this.#allow();
    try {
      const page = await this.#client.listCustomerProfiles({ ...place.options(this.#place), signal });
      if (signal.aborted) return;
      this.#showPage(page);
      this.#emit("profiles-page", {
        page: page.meta.page,
        profiles: page.profiles.length,
        issues: page.issues.length,
        cursor: page.cursor,
      });
    } catch (error) {
      if (!signal.aborted) this.#failed(error, () => this.#loadPage());
    }
  }

  /** @param {CustomerProfilePage} page */
  #showPage(page) {
    this.#page = page;
    this.#view.page(page, { isFiltered: this.#isFiltered, isFirst: this.#place.cursor === "" });
    this.#allow();
  }

  #loadAll() {
    if (this.#client === null) return;
    this.#request.abort();
    const all = new LoadAll(this.#client, place.filters(this.#place), () => all === this.#all && this.#allChanged(all));
    this.#all = all;
    this.#view.beginAll(all);
    all.run();
  }

  /** @param {LoadAll} all */
  #allChanged(all) {
    const { state, pages, profiles, elapsedMs, failure } = all;
    this.#view.all(all, this.#isFiltered);
    this.#allow();
    const detail = { state, pages, profiles: profiles.length, elapsedMs };
    if (state === "failed") this.#emit("profiles-error", { error: failure });
    this.#emit(state === "running" ? "profiles-progress" : "profiles-end", detail);
  }

  #leaveAll() {
    const all = this.#all;
    this.#all = null;
    all?.cancel();
  }

  #toPages() {
    this.#leaveAll();
    if (this.#page === null) this.#loadPage();
    else this.#showPage(this.#page);
    this.#view.toolbar.focus();
  }

  /**
   * @param {unknown} error
   * @param {(() => void) | null} retry
   */
  #failed(error, retry) {
    this.#view.nothing();
    const toFirstPage = this.#place.cursor === "" ? null : () => this.#go({ ...this.#place, cursor: "" });
    this.#view.notice.failure(error, { retry, toFirstPage });
    this.#allow();
    this.#emit("profiles-error", { error });
  }

  get #isFiltered() {
    return Object.keys(place.filters(this.#place)).length > 0;
  }

  #allow() {
    const isWaiting = this.#page === null || this.#all !== null;
    this.#view.toolbar.allow({
      previous: !isWaiting && this.#page?.previousCursor != null,
      next: !isWaiting && this.#page?.nextCursor != null,
      loadAll: this.#client !== null && !this.#isRefused && this.#all === null,
      export: this.#view.rows.profiles.length > 0 && !this.#isExporting,
    });
  }

  /** @param {number} index */
  #open(index) {
    const { profiles, issues } = this.#view.rows;
    const profile = profiles[index];
    if (profile === undefined) return;
    this.#view.dialog.open(profile, issues.of(index));
    this.#emit("profiles-open", { profile });
  }

  /** @param {FileForm} form */
  async #export(form) {
    const say = (/** @type {string} */ text) => this.#view.toolbar.say(text);
    const words = this.#words;
    const { profiles } = this.#view.rows;
    const count = words.profiles(profiles.length, formats.number(profiles.length));
    let lastSaid = performance.now();
    this.#isExporting = true;
    this.#allow();
    try {
      const file = await exportProfiles(profiles, form, (done) => {
        // Who hears the page would hear nothing else.
        if (performance.now() - lastSaid < 1000) return;
        lastSaid = performance.now();
        say(words.exporting(formats.number(done), count));
      });
      say(file === null ? "" : words.exported(count, file));
      if (file !== null) this.#emit("profiles-export", { file, profiles: profiles.length });
    } catch (error) {
      say(words.exportFailed(reasonOf(error)));
    }
    this.#isExporting = false;
    this.#allow();
  }

  /** @param {ClientEvent} event */
  #heard(event) {
    // Otherwise a page that takes its time looks like one that hangs.
    if (event.type === "retry")
      this.#view.toolbar.say(this.#words.waiting(formats.seconds(event.waitMs), event.attempt));
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

// A page that comes by two copies of this file keeps the first.
if (customElements.get("customer-profiles") === undefined) customElements.define("customer-profiles", CustomerProfiles);
