// @ts-check
// LISTEN on a connection of its own, opened again when it is lost. Why it is own code: DESIGN.md.

import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const heartbeat = 10_000; // how late a network that went away in silence is noticed
const longestWait = 30_000;

/**
 * @param {object} subscription
 * @param {pg.ClientConfig} subscription.settings
 * @param {string} subscription.channel
 * @param {(payload: string) => void} subscription.onNotify
 * @param {() => void} subscription.onReconnect what was notified in between is lost
 * @returns {Promise<() => Promise<void>>} resolves when it listens, rejects when the first connection fails; what it
 *   resolves with stops it
 */
export async function listen({ settings, channel, onNotify, onReconnect }) {
  const stop = new AbortController();
  let connection = await connect();
  const kept = keep();
  return async () => {
    stop.abort();
    await kept;
  };

  async function connect() {
    const client = new pg.Client({ ...settings, query_timeout: heartbeat });
    const lost = new Promise((resolve) => client.on("error", resolve).once("end", () => resolve(undefined)));
    client.on("notification", ({ payload }) => onNotify(payload ?? ""));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      return { client, lost };
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  }

  async function keep() {
    for (;;) {
      await untilLost(connection);
      // Not awaited: on a dead network the goodbye has no answer.
      connection.client.end().catch(() => {});
      for (let delay = 100; !stop.signal.aborted; delay = Math.min(delay * 2, longestWait)) {
        await wait(delay, undefined, { signal: stop.signal }).catch(() => {});
        const next = stop.signal.aborted ? null : await connect().catch(() => null);
        if (next === null) continue;
        connection = next;
        onReconnect();
        break;
      }
      if (stop.signal.aborted) return connection.client.end().catch(() => {});
    }
  }

  /** @param {{ client: pg.Client, lost: Promise<unknown> }} connection */
  async function untilLost({ client, lost }) {
    const ended = new AbortController();
    const end = () => ended.abort();
    lost.then(end);
    stop.signal.addEventListener("abort", end, { once: true });
    for (;;) {
      // Not a race: the promise that the connection is lost would keep what each one leaves there, for as long as it lives.
      await wait(heartbeat, undefined, { signal: ended.signal }).catch(() => {});
      if (ended.signal.aborted || stop.signal.aborted) {
        stop.signal.removeEventListener("abort", end);
        return;
      }
      const alive = await client.query("SELECT 1").then(
        () => true,
        () => false,
      );
      if (!alive) end();
    }
  }
}
