// @ts-check
// What a failed statement says of the database: whether another attempt may work, and why it failed.

// Connection, shutdown, resources, serialisation and deadlock: what another attempt may mend.
const PASSING = /^(?:08|53|57P|40|E(?!RR_)[A-Z])/;

/** @param {unknown} error */
export function isDatabaseAway(error) {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string") return PASSING.test(error.code);
  return /connection|timeout|pool/i.test(error.message);
}

/** @param {unknown} error */
export function databaseReason(error) {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  if (code === null) return error.message;
  // Other messages of PostgreSQL may repeat a row's values.
  return PASSING.test(code) && error.message !== "" ? `${error.message} (${code})` : `${error.name} ${code}`;
}
