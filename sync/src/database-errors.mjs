// @ts-check
// What a failed statement says of the database: whether another attempt may work, and why it failed.

// Connection, shutdown, resources, serialisation and deadlock: what another attempt may mend.
const PASSING = /^(?:08|53|57P|40|E(?!RR_)[A-Z])/;

// Besides them: transactions, privileges and names, limits, states, cancelled statements. Their messages name tables and
// limits; those of data that are refused (22, 23), of triggers (P0) and of what has no code may repeat a row's values.
const WITHOUT_VALUES = /^(?:25|42|54|55|57)/;

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
  if (code === null) return isDatabaseAway(error) ? error.message : error.name;
  const isTold = (PASSING.test(code) || WITHOUT_VALUES.test(code)) && error.message !== "";
  return isTold ? `${error.message} (${code})` : `${error.name} ${code}`;
}
