// @ts-check
// COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html

/** @type {Readonly<Record<string, string>>} */
const escapes = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * A row as COPY reads it.
 * @param {readonly (string | null)[]} values
 * @param {string} json that holds all of them: JSON escapes what COPY wants escaped, so that where it has no backslash,
 *   which is nearly always, no value needs to be looked at
 */
export function copyLine(values, json) {
  const isPlain = !json.includes("\\");
  const texts = values.map((value) => {
    if (value === null) return "\\N";
    return isPlain ? value : value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? "");
  });
  return `${texts.join("\t")}\n`;
}
