// @ts-check

/**
 * The functions of a wasm file: their names, from its name section, and how many bytes of code each has.
 * @param {Uint8Array} bytes
 * @returns {{ codeBytes: number, functions: { name: string, bytes: number }[] }}
 */
export function functionsOf(bytes) {
  const reader = new Reader(bytes, 8); // after the magic number and the version
  const IMPORTS = 2;
  const CODE = 10;
  const CUSTOM = 0;
  let imported = 0;
  let codeBytes = 0;
  /** @type {number[]} */
  const sizes = [];
  /** @type {Map<number, string>} */
  let names = new Map();
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    if (id === IMPORTS) imported = reader.importedFunctions();
    if (id === CODE) {
      codeBytes = size;
      for (let left = reader.number(); left > 0; left -= 1) {
        const length = reader.number();
        sizes.push(length);
        reader.at += length;
      }
    }
    if (id === CUSTOM && reader.text() === "name") names = reader.functionNames(end);
    reader.at = end;
  }
  const functions = sizes.map((size, index) => ({ name: names.get(index + imported) ?? "", bytes: size }));
  return { codeBytes, functions };
}

/** https://webassembly.github.io/spec/core/binary/modules.html */
class Reader {
  /**
   * @param {Uint8Array} bytes
   * @param {number} at
   */
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError("the wasm file ends too early");
    this.at += 1;
    return byte;
  }

  /** LEB128, unsigned. */
  number() {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      number += (byte & 127) * factor;
      if (byte < 128) return number;
    }
  }

  text() {
    const length = this.number();
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return text;
  }

  /** Of an import section: functions count from there. */
  importedFunctions() {
    let functions = 0;
    for (let left = this.number(); left > 0; left -= 1) {
      this.text();
      this.text();
      const kind = this.byte();
      if (kind === 0) {
        this.number();
        functions += 1;
      } else {
        if (kind === 1 || kind === 3) this.byte(); // a table's type, a global's
        if (kind === 3 || kind === 4) this.byte(); // whether it changes; a tag's attribute
        if (kind === 4) this.number();
        if (kind === 1 || kind === 2) this.limits();
      }
    }
    return functions;
  }

  limits() {
    const flags = this.byte();
    this.number();
    if ((flags & 1) === 1) this.number();
  }

  /** @param {number} end of the name section */
  functionNames(end) {
    const FUNCTIONS = 1;
    /** @type {Map<number, string>} */
    const names = new Map();
    while (this.at < end) {
      const id = this.byte();
      const size = this.number();
      const next = this.at + size;
      if (id === FUNCTIONS) {
        for (let left = this.number(); left > 0; left -= 1) names.set(this.number(), this.text());
      }
      this.at = next;
    }
    return names;
  }
}
