// @ts-check
// One walk through pages, and the pages that callers get. Which page comes next, and when to stop, is the core's to say;
// this asks ahead, and lets go of what the core holds.
/** @import { CheckedList, ListPage, WalkHandle } from "./glue.js" */
/** @import { Cursor, CustomerProfilePage } from "./index.js" */
/** @import { CallSite, CreateWalk, OpenedHandle, Walk, WalkStart } from "./internal.js" */

import { TrustHubError } from "./errors.js";
import { openHandle } from "./instance.js";
import { abortReason } from "./runtime.js";

/** @type {CreateWalk} */
export function createWalk({ client, signal, site, first = 0, prefetch = false }, begin) {
  /** @type {OpenedHandle<WalkHandle> | undefined} */
  let opened;
  /** @type {Promise<CustomerProfilePage | null> | undefined} */
  let ahead;
  let pages = first;

  /** @returns {Promise<CustomerProfilePage | null>} */
  async function request() {
    if (signal?.aborted) throw abortReason(signal);
    opened ??= openHandle((core) => begin(core, (client.walks += 1)), signal);
    try {
      const page = await opened.wait((handle) => handle.nextPage());
      return page === undefined ? null : pageOf(page, client, signal, pages++);
    } catch (error) {
      throw withCallSite(error, site);
    }
  }

  return {
    signal,

    async nextPage() {
      const page = await (ahead ?? request());
      ahead = undefined;
      if (page !== null && prefetch && opened?.read((handle) => handle.goesOn)) {
        ahead = request();
        // Its error is reported when that page is reached, and to nobody when it never is.
        ahead.catch(() => {});
      }
      return page;
    },

    close() {
      ahead = undefined;
      opened?.close();
      opened = undefined;
    },
  };
}

/** A walk's first page alone. @param {Walk} walk */
export async function onlyPage(walk) {
  try {
    // It is never null: a walk's end comes after a page.
    return /** @type {CustomerProfilePage} */ (await walk.nextPage());
  } finally {
    walk.close();
  }
}

/**
 * The page that callers get: plain data and two closures, so that it works behind a Proxy.
 * @type {(page: ListPage, client: WalkStart["client"], signal: WalkStart["signal"], number: number) => CustomerProfilePage}
 */
function pageOf(page, client, signal, number) {
  const { nextCursor, previousCursor } = page;
  /** @param {Function} publicCall @param {Cursor | null} cursor @param {number} first */
  async function neighbour(publicCall, cursor, first) {
    if (cursor === null) return null;
    const options = /** @type {CheckedList} */ ({ cursor });
    const start = { client, signal, site: callSite(publicCall), first };
    return onlyPage(createWalk(start, (core, walk) => new core.Walk(client.options, options, walk, first, false)));
  }
  /** @type {CustomerProfilePage["next"]} */
  const next = () => neighbour(next, nextCursor, number + 1);
  /** @type {CustomerProfilePage["previous"]} */
  const previous = () => neighbour(previous, previousCursor, Math.max(0, number - 1));
  return { .../** @type {ListPage & { cursor: Cursor }} */ (page), next, previous };
}

/** @type {(publicCall: Function) => CallSite} The public call's own frames are left out, where the engine can. */
export function callSite(publicCall) {
  const site = Error.captureStackTrace === undefined ? new Error() : {};
  Error.captureStackTrace?.(site, publicCall);
  return site;
}

/**
 * An error with the frames of the call that it came of, where it is one of ours. Its own show the core alone, and their ten
 * lines would hide the caller's: they stay only where the engine writes frames in a form of its own.
 * @type {(error: unknown, site: CallSite) => unknown}
 */
function withCallSite(error, site) {
  if (error instanceof TrustHubError) {
    const own = Error.captureStackTrace === undefined ? error.stack : String(error);
    error.stack = `${own}\n${String(site.stack).replace(/^Error\n/, "")}`;
  }
  return error;
}
