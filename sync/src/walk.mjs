// @ts-check
// One walk: every page of an account, then what is gone.
/** @import { Client, ClientOptions, Credentials, CustomerProfilePage } from "trusthub-profiles" */
/** @import { Database } from "./database.mjs" */
/** @import { Walk } from "./walks.mjs" */
import { createClient, parseCursor, TrustHubError } from "trusthub-profiles";
import { assertAccount, isAuthentication, Permanent } from "./api-errors.mjs";
import { SyncError } from "./errors.mjs";
import { confirmGone, writeFound } from "./gone.mjs";
import { storedPage } from "./stored-profile.mjs";
import { finishWalk, markGone, missingProfiles, restartWalk } from "./walks.mjs";
import { writeChanges, writePage } from "./write-page.mjs";

const PAGE_SIZE = 1000; // the API's largest
const MOST_RESTARTS = 3; // of one walk, for a cursor that is refused

// Every statement of a page has its index. A plan that is kept from when the tables were nearly empty would read them whole.
const onlyByIndex = /** @type {const} */ (["enable_seqscan = off"]);

/**
 * @typedef {(accountSid: string) => Credentials | Promise<Credentials>} CredentialsOf
 * @typedef {Omit<ClientOptions, "credentials" | "label">} ClientSettings
 *
 * @typedef {object} WalkContext
 * @property {Database} database
 * @property {CredentialsOf} credentials
 * @property {ClientSettings} client
 * @property {number} leaseMs
 * @property {AbortSignal} signal ends the walk at once, in mid-page
 * @property {() => boolean} stopping asks the walk to end after the page under way
 * @property {(page: { accountSid: string, profiles: number, changes: number }) => void} onPage
 * @property {(query: import("./database.mjs").Query) => Promise<void>} finishJob in the transaction that ends the walk
 *
 * @typedef {{ end: "complete" } | { end: "suspicious", reason: string } | { end: "lost" } | { end: "stopped" }} Outcome
 */

/** The walk is another worker's. */
class Lost extends Error {}

/**
 * Rejects with what made it fail; what is written by then stays, and the next worker goes on behind it.
 * @param {Walk} walk
 * @param {WalkContext} context
 * @returns {Promise<Outcome>}
 */
export async function runWalk(walk, context) {
  const session = await openSession(walk.accountSid, context);
  try {
    if (!walk.listed) {
      const how = await listPages(walk, context, session);
      if (how !== "listed") return { end: how };
    }
    return await settle(walk, context, session);
  } catch (error) {
    if (error instanceof Lost) return { end: "lost" };
    throw error;
  }
}

/**
 * A client whose credentials are asked for again once after a 401 or a 403: tokens rotate.
 * @typedef {{ client: Client, generation: number, renewed: (used: number) => Promise<boolean>, answered: () => void }} Session
 * `generation` counts the credentials; `renewed` of the ones that a request used says whether it is worth repeating.
 * @param {string} accountSid
 * @param {WalkContext} context
 * @returns {Promise<Session>}
 */
async function openSession(accountSid, { credentials, client: settings }) {
  let current = await ask();
  let isFresh = false;
  /** @type {Promise<void> | null} */
  let renewing = null;
  /** @type {Session} */
  const session = {
    client: createClient({ ...settings, label: accountSid, credentials: () => current }),
    generation: 0,
    async renewed(used) {
      if (used < session.generation) return true;
      if (isFresh) return false;
      // Several requests may be refused at once.
      await (renewing ??= renew().finally(() => {
        renewing = null;
      }));
      return true;
    },
    answered: () => {
      isFresh = false;
    },
  };
  return session;

  async function renew() {
    current = await ask();
    isFresh = true;
    session.generation += 1;
  }

  async function ask() {
    try {
      return await credentials(accountSid);
    } catch (error) {
      // What a vault's client throws may repeat a secret: neither its message nor its cause goes on from here, but for
      // the package's own.
      if (error instanceof SyncError) throw error;
      const name = error instanceof Error ? error.name : typeof error;
      throw new SyncError("credentials", `the credentials function failed for ${accountSid} (${name})`);
    }
  }
}

/**
 * @param {Walk} walk its `cursor` and `pages` are kept up to date
 * @param {WalkContext} context
 * @param {Session} session
 * @returns {Promise<"listed" | "complete" | "stopped">} "complete" when the last page is written, and nothing was missing
 */
async function listPages(walk, context, session) {
  for (;;) {
    const used = session.generation;
    try {
      const { signal } = context;
      const list = session.client.listCustomerProfiles(
        walk.cursor === null
          ? { pageSize: PAGE_SIZE, prefetch: true, signal }
          : { cursor: parseCursor(walk.cursor), prefetch: true, signal },
      );
      for await (const page of list.pages()) {
        session.answered();
        if (await write(walk, page, context)) return "complete";
        if (walk.listed) return "listed";
        if (context.stopping()) return "stopped";
      }
      throw new Error("a list ended without its last page");
    } catch (error) {
      if (isAuthentication(error) && (await session.renewed(used))) continue;
      if (!isRefusedCursor(error, walk)) throw error;
      if (walk.restarts >= MOST_RESTARTS) {
        throw new Permanent(`began again ${MOST_RESTARTS} times, then: ${/** @type {Error} */ (error).message}`);
      }
      await restart(walk, context);
    }
  }
}

/**
 * @param {Walk} walk @param {CustomerProfilePage} page @param {WalkContext} context
 * @returns {Promise<boolean>} whether the walk is complete: the last page's transaction ends it when nothing is missing
 */
async function write(walk, page, { database, leaseMs, onPage, finishJob }) {
  const { accountSid } = walk;
  for (const profile of page.profiles) assertAccount(profile, accountSid);
  const { rows, oddities } = storedPage(page, accountSid);
  const { nextCursor } = page;
  let complete = false;
  const written = await database.transaction(async (transaction) => {
    const { prepared } = transaction;
    const it = await writePage(transaction, {
      walkId: walk.id,
      epoch: walk.epoch,
      nextCursor,
      accountSid,
      leaseMs,
      rows,
      oddities,
    });
    if (it === null) return null;
    if (nextCursor === null && (await missingProfiles(prepared, walk)).missing.length === 0) {
      // The page's first statement has locked the walk's row: it is this worker's until the transaction ends.
      await finishWalk(prepared, walk, { state: "complete" });
      await finishJob(prepared);
      complete = true;
    }
    await writeChanges(prepared, { walkId: walk.id, accountSid, changes: it.changes });
    return it;
  }, onlyByIndex);
  if (written === null) throw new Lost();
  walk.cursor = nextCursor;
  walk.listed = nextCursor === null;
  walk.pages += 1;
  onPage({ accountSid, profiles: page.profiles.length, changes: written.changes.length });
  return complete;
}

/** @param {Walk} walk @param {WalkContext} context */
async function restart(walk, { database }) {
  if (!(await database.transaction(({ query }) => restartWalk(query, walk)))) throw new Lost();
  Object.assign(walk, { cursor: null, listed: false, pages: 0, restarts: walk.restarts + 1 });
}

/**
 * The end of a walk that has seen every page.
 * @param {Walk} walk
 * @param {WalkContext} context
 * @param {Session} session
 * @returns {Promise<Outcome>}
 */
async function settle(walk, context, session) {
  const { database, finishJob } = context;
  const { missing, known, acceptGone } = await missingProfiles(database.query, walk);
  const most = Math.max(20, Math.floor(known / 10));
  const { id, accountSid } = walk;
  if (missing.length > most && !acceptGone) {
    const reason = `${missing.length} of ${known} profiles are no longer listed, more than ${most}: nothing was marked as gone`;
    await end({ state: "suspicious", reason }, []);
    return { end: "suspicious", reason };
  }
  const confirmed = await confirmGone(walk, missing, context, session);
  if (confirmed === null) return { end: "stopped" };
  const { gone, found } = confirmed;
  await end({ state: "complete", gone: gone.length }, gone, found);
  return { end: "complete" };

  /**
   * @param {Parameters<typeof finishWalk>[2]} how
   * @param {readonly string[]} sids that are gone
   * @param {import("./stored-profile.mjs").Row[]} [rows] profiles that are there, although no page had them
   */
  async function end(how, sids, rows = []) {
    const isMine = await database.transaction(async (transaction) => {
      const { query, prepared } = transaction;
      if (!(await finishWalk(prepared, walk, how))) return false;
      await finishJob(prepared);
      const changes = [
        ...(await writeFound(transaction, walk, rows)),
        ...(await markGone(query, { accountSid, sids })),
      ];
      await writeChanges(prepared, { walkId: id, accountSid, changes });
      return true;
    });
    if (!isMine) throw new Lost();
  }
}

/**
 * Whether the API, or the client, no longer takes the cursor at which the walk is: then it begins again.
 * @param {unknown} error
 * @param {Walk} walk
 */
function isRefusedCursor(error, walk) {
  if (walk.cursor === null || !TrustHubError.is(error)) return false;
  if (error.kind === "options") return error.option === "cursor";
  if (error.kind === "pagination") return error.reason === "loop";
  return (
    error.kind === "api" && error.status >= 400 && error.status < 500 && !error.retryable && !isAuthentication(error)
  );
}
