// @ts-check
/** @import { Actions } from "./actions.js" */
/** @import { OpenRecord } from "./controllers/record.js" */
/** @import { CustomerProfilesElement } from "./customer-profiles.js" */
/** @import { Place } from "./state/place.js" */

import { publicFilters } from "./state/public-filters.js";
import { isDay } from "./state/since.js";

/** How long a search waits for the next letter. */
const TYPING_MS = 150;

/**
 * What a reader does. An event goes to the host first where the host may take it over.
 * @param {CustomerProfilesElement} element
 * @returns {Actions}
 */
export function readerActions(element) {
  const { store } = element;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;

  /**
   * @param {Place} place
   * @param {"push" | "replace"} how it stands in the address bar
   */
  const go = (place, how) => {
    element.address.remember(store.place, element.grid.scrollTop);
    element.say("");
    const done = store.go(place);
    element.address.write(how);
    return done;
  };

  /**
   * Other filters, or another view of what is loaded.
   * @param {Partial<Place>} change
   * @param {"push" | "replace"} [how]
   * @returns {boolean} whether the host left it to the element
   */
  const choose = (change, how = "push") => {
    const place = { ...store.place, ...change };
    const { filters, pageSize, search, sort, since } = place;
    const detail = {
      filters: publicFilters(filters),
      pageSize: Number(pageSize),
      search,
      sort,
      updatedSince: since === "" ? null : since,
    };
    const isOurs = element.emit("profiles-filter", detail, true);
    if (isOurs) void go(place, how);
    return isOurs;
  };

  /** @param {OpenRecord | null} record @param {"push" | "replace"} how */
  const openRecord = (record, how) => {
    if (record === null || !element.emit("profiles-open", { profile: record.profile }, true)) return;
    element.records.waiting = null;
    element.dialog.show(record);
    void go({ ...store.place, record: record.sid }, how);
  };

  const loadAll = () => {
    const done = store.loadAll();
    void element.focusPanel();
    return done;
  };

  return {
    filter: ({ filters, pageSize }) => choose({ filters, pageSize, cursor: "" }),
    turn(cursor) {
      if (!element.emit("profiles-navigate", { cursor }, true)) return;
      void go({ ...store.place, cursor: cursor ?? "" }, "push");
    },
    firstPage() {
      this.turn(null);
    },
    reload: () => void store.reload(),
    retry: () => void store.load(),
    hurry: () => void store.hurry(),
    loadAll: () => void loadAll(),
    resume: () => void store.resume(),
    loadAgain: () => void store.loadAll(store.all?.filters),
    backToPages() {
      const { all, place } = store;
      // A page is of one status, or of all: whose rows would be shown under several of them?
      if (all !== null && place.filters.status.length > 1 && !choose({ filters: all.filters })) return;
      void store.backToPages();
      element.focusSummary();
    },
    export: (form) => void element.exporter.run(form),
    async exportAll() {
      await loadAll();
      if (store.all?.state === "complete") await element.exporter.run("csv", { isWhole: true });
    },
    search(search) {
      const { draft } = element;
      draft.search = search;
      draft.isTyping = true;
      clearTimeout(typing);
      typing = setTimeout(() => {
        draft.isTyping = false;
        if (element.isConnected) choose({ search }, "replace");
        else draft.search = store.place.search;
      }, TYPING_MS);
    },
    chooseSince(choice) {
      const { isChoosingDay } = element.draft;
      element.draft.isChoosingDay = choice === "day";
      // The day's field comes or goes, whether or not the host applies the rest.
      if (isChoosingDay !== element.draft.isChoosingDay) element.requestUpdate();
      if (choice !== "day") choose({ since: choice });
    },
    since(day) {
      element.draft.isChoosingDay = true;
      // Chromium calls each digit of a year a change.
      choose({ since: day }, isDay(store.place.since) ? "replace" : "push");
    },
    sort: (sort) => choose({ sort }),
    resetView() {
      clearTimeout(typing);
      Object.assign(element.draft, { search: "", isTyping: false, isChoosingDay: false });
      const filters = store.all?.state === "complete" ? store.all.filters : store.place.filters;
      choose({ search: "", since: "", filters });
      element.focusSummary();
    },
    toggleStatus(status) {
      const { place, all } = store;
      const base = all?.filters.status ?? [];
      const chosen = store.isNarrowedByStatus ? place.filters.status : [];
      const next = chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status];
      choose({ filters: { ...place.filters, status: next.length === 0 ? base : next }, cursor: "" });
    },
    toggleFilters() {
      element.draft.areFiltersOpen = !element.draft.areFiltersOpen;
      element.requestUpdate();
    },
    opener(row) {
      const record = element.records.ofRow(row);
      return () => openRecord(record, "push");
    },
    async openSid(sid) {
      const row = element.records.rowOf(sid);
      if (row !== null) return openRecord(element.records.ofRow(row), "push");
      const record = await element.records.ask(sid);
      if (record === null) return element.records.open === null ? element.dialog.close() : undefined;
      if (record.profile !== null && !element.emit("profiles-open", { profile: record.profile }, true)) {
        return element.dialog.close();
      }
      element.dialog.show(record);
      void go({ ...store.place, record: sid }, "push");
    },
    stepRecord(by) {
      const row = element.records.open?.row ?? null;
      if (row === null || row + by < 0 || row + by >= store.count) return;
      element.grid.select(row + by);
      openRecord(element.records.ofRow(row + by), "replace");
    },
    closeRecord() {
      // It may have been opened again before its end was reported.
      if (element.dialog.isOpen) return;
      const row = element.records.open?.row ?? null;
      element.dialog.show(null);
      void go({ ...store.place, record: "" }, "replace");
      if (row === null) return element.focusSummary();
      element.grid.select(row);
      element.grid.focus();
    },
  };
}
