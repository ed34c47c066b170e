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

/**
 * The cells that a spreadsheet makes of a string when its separator is another one: a quote counts only where a cell
 * begins, what follows the closing quote belongs to the cell, and nothing is an error.
 * @param {string} text
 * @param {string} separator
 */
export function cellsOf(text, separator) {
  /** @type {string[]} */
  const cells = [];
  for (let at = 0; at < text.length; at += 1) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] === '"') {
          if (text[at + 1] !== '"') break;
          at += 1;
        }
        cell += text[at];
      }
      at += 1;
    }
    for (; at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r"; at += 1)
      cell += text[at];
    cells.push(cell);
  }
  return cells;
}
