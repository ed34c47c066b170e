// @ts-check
/** @import { ListQuery } from "./list-query.mjs" */
/** @import { PageTokens, Place } from "./page-tokens.mjs" */
/** @import { Selection, WireProfile } from "./profile-list.mjs" */
import { jsonText } from "./json-text.mjs";
import { invalidToken } from "./list-query.mjs";
import { draw, seedFor } from "./random.mjs";

/**
 * @typedef {object} PageMeta
 * @property {number} page
 * @property {number} page_size
 * @property {string} first_page_url
 * @property {string | null} previous_page_url
 * @property {string} url
 * @property {string | null} [next_page_url]
 * @property {string} key
 *
 * @typedef {object} PageContext
 * @property {string} accountSid
 * @property {string} origin Of the links, e.g. `https://trusthub.twilio.com`.
 * @property {Selection} selection
 * @property {ListQuery} query
 * @property {PageTokens} tokens
 */

/** The path of the list, which every link repeats. */
export const LIST_PATH = "/v1/CustomerProfiles";

/** One page of a list, still an object: faults alter it before it becomes bytes. */
export class Page {
  #context;
  /** The position of its first row. */
  start;

  /** @param {PageContext} context */
  constructor(context) {
    this.#context = context;
    const { query, selection, tokens } = context;
    const { page, pageSize } = query;
    const place = query.pageToken === null ? null : tokens.read(this.#scope(page), query.pageToken);
    if (query.pageToken !== null && place === null) throw invalidToken();

    const back = place?.direction === "back";
    // A token names a profile, not a number of profiles: what is added or deleted elsewhere shifts no page under way.
    const position = place === null ? 0 : selection.positionOf(place.key);
    this.start = back ? Math.max(0, position - pageSize) : position;
    const end = back ? Math.min(position, selection.count) : Math.min(position + pageSize, selection.count);
    /** @type {WireProfile[]} */
    this.results = this.rows(this.start, end);
    /** @type {PageMeta} */
    this.meta = {
      page,
      page_size: pageSize,
      first_page_url: this.link(0, null),
      previous_page_url:
        this.start > 0 ? this.link(Math.max(0, page - 1), { direction: "back", key: this.startKey }) : null,
      url: this.link(page, place),
      next_page_url:
        end < selection.count ? this.link(page + 1, { direction: "forward", key: this.#keyAfter(end) }) : null,
      key: "results",
    };
  }

  /** The key of its first row; behind the last row's where it has none. */
  get startKey() {
    const { selection } = this.#context;
    return this.start < selection.count ? selection.keyAt(this.start) : this.#keyAfter(this.start);
  }

  /**
   * The key that comes right after that of the row before a position.
   * @param {number} position
   */
  #keyAfter(position) {
    const { selection } = this.#context;
    return position > 0 ? selection.keyAt(position - 1) + 1 : selection.keyAt(0);
  }

  /**
   * The rows from one position up to another, as far as they exist.
   * @param {number} from
   * @param {number} to
   */
  rows(from, to) {
    const rows = [];
    for (let position = from; position < Math.min(to, this.#context.selection.count); position += 1) {
      rows.push(this.#context.selection.at(position));
    }
    return rows;
  }

  /**
   * A link to a page of the same list.
   * @param {number} page
   * @param {Place | null} place Null for the first page, which needs no token.
   */
  link(page, place) {
    const { accountSid, origin, query, tokens } = this.#context;
    const bits = draw(seedFor(place?.key ?? 0, accountSid), page, place === null ? 0 : 1);
    // Both spellings of a space are in use, and a client has to keep the one that it was given.
    const space = bits % 2 === 0 ? "%20" : "+";
    const { status, friendlyName, policySid } = query.filter;
    const parameters = [];
    if (status !== undefined) parameters.push(`Status=${status}`);
    if (friendlyName !== undefined) {
      parameters.push(`FriendlyName=${encodeURIComponent(friendlyName).replaceAll("%20", space)}`);
    }
    if (policySid !== undefined) parameters.push(`PolicySid=${policySid}`);
    parameters.push(`PageSize=${query.pageSize}`, `Page=${page}`);
    if (place !== null) parameters.push(`PageToken=${tokens.issue(this.#scope(page), place).wire}`);
    const turned = (bits >>> 1) % parameters.length;
    return `${origin}${LIST_PATH}?${[...parameters.slice(turned), ...parameters.slice(0, turned)].join("&")}`;
  }

  /** @param {number} page */
  #scope(page) {
    const { accountSid, query } = this.#context;
    const { status, friendlyName, policySid } = query.filter;
    return JSON.stringify([accountSid, status, friendlyName, policySid, query.pageSize, page]);
  }

  toBytes() {
    return Buffer.from(jsonText({ results: this.results, meta: this.meta }));
  }
}
