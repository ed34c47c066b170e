// @ts-check
// What a failed statement says of the database: whether another attempt may work, and why it failed.

// Connection, shutdown, resources, serialisation and deadlock: what another attempt may mend.
const PASSING = /^(?:08|53|57P|40|E(?!RR_)[A-Z])/;

// Besides them: transactions, privileges and names, limits, states, cancelled statements. Their messages name tables and
// limits; those of data that are refused (22, 23), of triggers (P0) and of what has no code may repeat a row's values.
const WITHOUT_VALUES = /^(?:25|42|54|55|57)/;

/** @param {unknown} error */
export function isDatabaseAway(error) {
  return error instanceof Error && mayPass(partsOf(error));
}

/** @param {unknown} error or a copy of an Error's properties, which pg-boss makes of some */
export function databaseReason(error) {
  if (typeof error !== "object" || error === null) return typeof error;
  const parts = partsOf(error);
  const { name, message, code } = parts;
  const isHarmless = mayPass(parts) || (code !== null && WITHOUT_VALUES.test(code));
  const what = isHarmless && message !== "" ? message : name;
  return code === null ? what : `${what} (${code})`;
}

/** @param {{ name?: unknown, message?: unknown, code?: unknown }} error */
function partsOf({ name, message, code }) {
  return {
    name: typeof name === "string" ? name : "error",
    message: typeof message === "string" ? message : "",
    code: typeof code === "string" ? code : null,
  };
}

/** @param {ReturnType<typeof partsOf>} error */
function mayPass({ message, code }) {
  return code === null ? /connection|timeout|pool/i.test(message) : PASSING.test(code);
}
