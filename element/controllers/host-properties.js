// @ts-check
/** @import { ReactiveController } from "lit" */
/** @import { CustomerProfilesElement } from "../customer-profiles.js" */
/** @import { OwnOptions } from "../state/client-options.js" */
/** @import { Place } from "../state/place.js" */

import { absolute, clientOptions } from "../state/client-options.js";
import { isEqual } from "../state/equal.js";
import { asShown, emptyPlace, inSameList } from "../state/place.js";

/** What the API takes for itself, without the attribute. */
const PAGE_SIZE = 50;

/**
 * What the host's properties want, compared by value and applied together at the next update: a framework sets them one after
 * the other, and each alone would be a request.
 */
export class HostProperties {
  /** @type {string | URL | null} */
  baseUrl = null;
  /** @type {OwnOptions} */
  clientOptions = {};
  pageSize = PAGE_SIZE;
  #host;
  #noBaseUrl;
  /** @type {Partial<Place>} */
  #wanted = {};
  /** Whether the client has to be made anew, and whether that is another server's: cursors and SIDs are of one account. */
  #isStale = true;
  #isElsewhere = false;
  #isStarted = false;

  /**
   * @param {CustomerProfilesElement} host
   * @param {() => string} noBaseUrl what to say where there is none
   */
  constructor(host, noBaseUrl) {
    this.#host = host;
    this.#noBaseUrl = noBaseUrl;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  /** Where the list is, or will be once everything wanted is done. @returns {Place} */
  get place() {
    return { ...this.#host.store.place, ...this.#wanted };
  }

  /** Where the list is when neither the address nor a property says anything. @returns {Place} */
  get usual() {
    return asShown({ ...emptyPlace, pageSize: String(this.pageSize) });
  }

  /** @param {string | URL | null | undefined} url */
  setBaseUrl(url) {
    const isSame = absolute(url ?? null) === absolute(this.baseUrl);
    if (!isSame) {
      this.#isElsewhere ||= this.baseUrl !== null;
      this.#outdate();
    }
    this.baseUrl = url ?? null;
  }

  /** @param {OwnOptions | null | undefined} options */
  setClientOptions(options) {
    const own = options ?? {};
    const isSame = isEqual(own, this.clientOptions);
    // Its functions may be others: these are called from now on.
    this.clientOptions = own;
    if (!isSame) this.#outdate();
  }

  /** @param {number | null | undefined} size */
  setPageSize(size) {
    this.pageSize = size ?? PAGE_SIZE;
    const pageSize = String(this.pageSize);
    this.want({ pageSize }, pageSize === this.place.pageSize);
  }

  /** @param {string | null | undefined} prefix */
  setUrlState(prefix) {
    const { address } = this.#host;
    const wanted = prefix ?? null;
    if (wanted === address.prefix) return;
    address.prefix = wanted;
    if (this.#isStarted) address.write("replace");
  }

  /**
   * @param {Partial<Place>} change
   * @param {boolean} isThere whether it is so already
   */
  want(change, isThere) {
    if (isThere) return;
    Object.assign(this.#wanted, change);
    this.#host.requestUpdate();
  }

  #outdate() {
    this.#isStale = true;
    this.#host.requestUpdate();
  }

  hostUpdate() {
    const { store, address, records, dialog, actions, isConnected } = this.#host;
    if (!isConnected) return;
    const wanted = this.#wanted;
    this.#wanted = {};
    const place = asShown({ ...store.place, ...wanted, ...(this.#isElsewhere && { record: "" }) });
    // Another list begins at its first page, unless a cursor came with it.
    if (wanted.cursor === undefined && (this.#isElsewhere || !inSameList(store.place, place))) place.cursor = "";
    if (this.#isStale) {
      if (this.#isElsewhere && records.open !== null) dialog.close();
      if (this.#isStarted) {
        store.place = place;
        address.write("replace");
      } else {
        this.#start(wanted);
      }
      this.#isStale = false;
      this.#isElsewhere = false;
      const { record, filters } = store.place;
      const loaded = store.connect(() => this.#options());
      // It may be on the page; a whole list would take too long to wait for.
      const ready = filters.status.length > 1 ? this.#host.updateComplete : loaded;
      if (record !== "" && records.open === null)
        void ready.then(() => (this.#host.isConnected ? actions.openSid(record) : undefined));
    } else if (Object.keys(wanted).length > 0) {
      void store.go(place);
      address.write("replace");
    }
  }

  /** @param {Partial<Place>} wanted */
  #start(wanted) {
    this.#isStarted = true;
    const { usual } = this;
    const there = this.#host.address.read();
    this.#host.store.place = there === null || isEqual(there, usual) ? asShown({ ...usual, ...wanted }) : there;
  }

  #options() {
    if (this.baseUrl === null) throw new Error(this.#noBaseUrl());
    return clientOptions(this.baseUrl, () => this.clientOptions);
  }
}
