// @ts-check

/**
 * The records of a CSV text, by RFC 4180 to the letter: what the RFC doesn't allow is an error.
 * @param {string} text
 */
export function readCsv(text) {
  /** @type {string[][]} */
  const records = [];
  /** @type {string[]} */
  let record = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) throw new Error(`no field of a CSV at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") {
      records.push(record);
      record = [];
    }
  }
  if (record.length > 0) throw new Error("the last record has no line's end");
  return records;
}
