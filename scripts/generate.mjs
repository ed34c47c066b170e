// @ts-check
// `npm run generate`: writes what follows from the core's tables (decoder/src/model.rs, src/options/table.rs): parts of the
// declarations, the object literal of profiles.js, the statuses of profile-schema.js, the docs' tables, the element's facts.
// A test fails while they differ.

import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { Failure, main, run } from "./step.mjs";
import { root } from "./tools.mjs";

/**
 * @typedef {{ name: string, wire: string, rule: string, sidPrefix: string | null, documentation: string }} Property
 * @typedef {{ name: string, scope: string, takes: string, isFilter: boolean, wire: string | null, inWords: string, default: string | number | boolean | null, documentation: string }} Option
 * @typedef {{ profile: Property[], meta: Property[], options: Option[], statuses: string[], issueCodes: string[] }} Facts
 */

/** What a property is in TypeScript, where it isn't null. @type {Record<string, string>} */
const propertyTypes = {
  Sid: "string",
  Text: "string",
  Status: "CustomerProfileStatus | (string & {})",
  Uri: "string",
  Instant: "Date",
  Links: "Readonly<Record<string, string>>",
  Array: "readonly unknown[]",
  WholeNumber: "number",
};

/** What an option takes in TypeScript. @type {Record<string, string>} */
const optionTypes = {
  Credentials: "Credentials | (() => Credentials | Promise<Credentials>)",
  Url: "string | URL",
  Whole: "number",
  WholeOrInfinity: "number",
  Boolean: "boolean",
  Text: "string",
  Label: "string",
  Instant: "string",
  Status: "CustomerProfileStatus",
  Validation: '"report" | "strict"',
  Sid: "string",
  Cursor: "Cursor",
  Signal: "AbortSignal",
};

/** Functions, by the option's name. @type {Record<string, string>} */
const functionTypes = {
  fetch: "Fetch",
  onEvent: "((event: ClientEvent) => void)",
};

/** Filters that the element's form has a control for. */
const typedFilters = ["Status", "Text", "Sid", "Instant"];

/** @returns {Promise<Facts>} */
export async function facts() {
  return JSON.parse(await run("cargo", ["run", "--quiet", "--locked", "--example", "facts"], { quiet: true }));
}

/**
 * Every file that holds something generated, as it should be.
 * @returns {Promise<{ file: string, now: string, generated: string }[]>}
 */
export async function generated() {
  const all = await facts();
  /** @type {[string, (text: string) => string][]} */
  const files = [
    ["pkg-template/index.d.ts", (text) => declarations(text, all)],
    ["pkg-template/profiles.js", (text) => literal(text, all)],
    ["pkg-template/profile-schema.js", (text) => statusValues(text, all)],
    ["docs/start.md", (text) => tables(text, all, ["client-options"])],
    ["docs/lists.md", (text) => tables(text, all, ["fields", "list-options"])],
    ["element/facts.js", (text) => elementFacts(text, all)],
  ];
  return Promise.all(
    files.map(async ([file, generate]) => {
      const now = await readFile(join(root, file), "utf8");
      return { file, now, generated: await formatted(file, generate(now)) };
    }),
  );
}

/**
 * What the formatter makes of a file's text: nothing of Markdown, which it leaves alone.
 * @param {string} file
 * @param {string} text
 */
async function formatted(file, text) {
  if (file.endsWith(".md")) return text;
  const biome = join(root, "node_modules/.bin/biome");
  const child = spawn(biome, ["format", `--stdin-file-path=${file}`], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(text);
  return textOf(child.stdout);
}

/** @param {string} text @param {Facts} all */
function declarations(text, { profile, meta, options, statuses, issueCodes }) {
  const member = (/** @type {Property} */ { name, rule, documentation }) =>
    `${comment(links(documentation))}  readonly ${name}: ${known(propertyTypes, rule)} | null;\n`;
  const extra = `  /** Properties that this version doesn't know, as they came, by their names on the wire; absent when there are none. */
  readonly extra?: Readonly<Record<string, unknown>>;
`;
  const option = (/** @type {Option} */ { name, takes, documentation, inWords, default: value }) => {
    const range = ["Whole", "WholeOrInfinity", "Sid", "Label", "Instant"].includes(takes)
      ? ` ${inWords[0]?.toUpperCase()}${inWords.slice(1)}.`
      : "";
    const ending =
      value === null ? "" : ` Default ${typeof value === "string" ? `\`${JSON.stringify(value)}\`` : grouped(value)}.`;
    const type = takes === "Function" ? known(functionTypes, name) : known(optionTypes, takes);
    return `${comment(`${links(documentation)}${range}${ending}`)}  ${name}?: ${type} | undefined;\n`;
  };
  const of = (/** @type {string} */ scope) =>
    options
      .filter((it) => it.scope === scope)
      .map(option)
      .join("");
  let result = text;
  result = replaced(
    result,
    /(^export interface CustomerProfile \{\n).*?(^\}\n)/ms,
    profile.map(member).join("") + extra,
  );
  result = replaced(result, /(^export interface PageMeta \{\n).*?(^\}\n)/ms, meta.map(member).join(""));
  result = replaced(result, /(^export interface ClientOptions \{\n).*?(^\}\n)/ms, of("Client"));
  result = replaced(result, /(^export interface ListOptions \{\n).*?(^\}\n)/ms, of("List"));
  result = replaced(
    result,
    /(^export type CustomerProfileStatus =)[^;]*;(\n)/m,
    `${statuses.map((status) => ` "${status}"`).join(" |")};`,
  );
  return replaced(result, /(^  readonly code: ).*?;(\n)/m, `${issueCodes.map((code) => `"${code}"`).join(" | ")};`);
}

/** What turns a page's columns into a profile: see the core's `columns` for what comes how. @param {string} text @param {Facts} all */
function literal(text, { profile }) {
  const coded = profile.filter(({ name, rule }) => name !== "sid" && rule !== "Instant");
  const instants = profile.filter(({ rule }) => rule === "Instant");
  const code = (/** @type {Property} */ { name }) => {
    const place = coded.findIndex((it) => it.name === name);
    return `codes[at${place === 0 ? "" : ` + ${place}`}]`;
  };
  const slice = "(code & 3) === SLICE ? text.slice(textAt, (textAt += code >>> 2)) : valueOfCode(code)";
  const before = coded
    .filter(({ rule }) => ["Text", "Uri", "Links"].includes(rule))
    .map((property, index) => {
      const { name, rule } = property;
      const first = `    ${index === 0 ? "let " : ""}code = ${code(property)};\n`;
      if (rule === "Links") return `${first}    const links = code === DERIVED ? linksOf(url) : valueOfCode(code);\n`;
      // The profile's own address may follow from its SID.
      const value = name === "url" ? `code === DERIVED ? urlStart + sid : ${slice}` : slice;
      return `${first}    const ${name} = ${value};\n`;
    });
  const members = profile.map((property) => {
    const { name, rule } = property;
    if (name === "sid" || ["Text", "Uri", "Links"].includes(rule)) return `      ${name},\n`;
    if (rule !== "Instant") return `      ${name}: valueOfCode(${code(property)}),\n`;
    const place = instants.indexOf(property);
    return `      ${name}: dateOrNull(instants[instant${place === 0 ? "" : ` + ${place}`}]),\n`;
  });
  const sid = "    const sid = /** @type {string | null} */ (sids[index]);\n";
  const body =
    `${sid}${before.join("")}    const profile = {\n${members.join("")}    };\n` +
    `    const extra = valueOfCode(codes[at + ${coded.length}]);\n`;
  let result = replaced(text, /(^const CODES = ).*?(;\n)/m, String(coded.length + 1));
  result = replaced(result, /(^const INSTANTS = ).*?(;\n)/m, String(instants.length));
  return replaced(
    result,
    /(^    \/\/ From here on, npm run generate writes it\.[^\n]*\n).*?(^    profiles\[index\] = )/ms,
    body,
  );
}

/** @param {string} text @param {Facts} all */
function statusValues(text, { statuses }) {
  const place = /(^export const customerProfileStatuses = .*?\(\[).*?(\]\))/ms;
  return replaced(text, place, statuses.map((status) => JSON.stringify(status)).join(", "));
}

/**
 * A page's tables, between markers of their names.
 * @param {string} text
 * @param {Facts} all
 * @param {readonly string[]} names
 */
function tables(text, { profile, options }, names) {
  const fields = profile.map(
    ({ name, wire, rule, documentation }) =>
      `| \`${name}\` | \`${wire}\` | \`${known(propertyTypes, rule).replaceAll("|", "\\|")}\` | ${documentation} |`,
  );
  const rows = (/** @type {string} */ scope) =>
    options
      .filter((it) => it.scope === scope)
      .map(({ name, default: value, inWords, documentation }) => {
        const shown = value === null ? "" : typeof value === "string" ? `\`${value}\`` : grouped(value);
        return `| \`${name}\` | ${inWords} | ${shown} | ${documentation} |`;
      });
  /** @type {Readonly<Record<string, { head: string[], lines: string[] }>>} */
  const all = {
    fields: { head: ["property", "on the wire", "type", "what it is"], lines: fields },
    "client-options": { head: ["option", "takes", "default", "what it is"], lines: rows("Client") },
    "list-options": { head: ["option", "takes", "default", "what it is"], lines: rows("List") },
  };
  let result = text;
  for (const name of names) {
    const { head, lines } = /** @type {{ head: string[], lines: string[] }} */ (all[name]);
    const content = [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`, ...lines].join("\n");
    result = replaced(result, new RegExp(`(<!-- ${name}:begin -->\n).*?(<!-- ${name}:end -->)`, "s"), `${content}\n`);
  }
  return result;
}

/**
 * What the element shows of the tables: CSV columns, a record's rows, the filters of its form, statuses.
 * @param {string} text
 * @param {Facts} all
 */
function elementFacts(text, { profile, options, statuses }) {
  const row = (/** @type {Record<string, string>} */ entry) => {
    const members = Object.entries(entry).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return `  { ${members.join(", ")} },\n`;
  };
  const filters = options
    .filter(({ isFilter }) => isFilter)
    .map(({ name, takes }) => {
      if (!typedFilters.includes(takes)) {
        throw new Failure(`no control for ${takes}: see element/views/filters.js`);
      }
      return { name, takes, label: label(name) };
    });
  const tables = {
    fields: profile.map(({ name, rule }) => ({ name, rule, label: label(name) })),
    statuses: statuses.map((name) => ({ name, label: label(name) })),
    filters,
  };
  let result = text;
  for (const [name, entries] of Object.entries(tables)) {
    const place = new RegExp(`(^export const ${name} = [^\\n]*\\[\\n).*?(^\\]\\);\\n)`, "ms");
    result = replaced(result, place, entries.map(row).join(""));
  }
  return result;
}

/** A name in words: `validUntil` is "Valid until", `in-review` "In review". @param {string} name */
function label(name) {
  const small = name.replace(/-|(?=[A-Z])/g, " ").toLowerCase();
  const words = small.replace(/\b(?:sid|url)\b/g, (word) => word.toUpperCase());
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

/**
 * A text with what is between two groups replaced.
 * @param {string} text
 * @param {RegExp} place
 * @param {string} content
 */
function replaced(text, place, content) {
  if (!place.test(text)) throw new Failure(`nothing matches ${place}: see scripts/generate.mjs`);
  return text.replace(place, (_, begin, end) => `${begin}${content}${end}`);
}

/** @param {Record<string, string>} table @param {string} name */
function known(table, name) {
  const type = table[name];
  if (type === undefined) throw new Failure(`no TypeScript type for ${name}: see scripts/generate.mjs`);
  return type;
}

/** A member's comment, in lines of 120 characters. @param {string} text */
function comment(text) {
  if (text.length < 110) return `  /** ${text} */\n`;
  return `  /**\n${text.replace(/(.{1,114})(?: |$)/g, "   * $1\n")}   */\n`;
}

/** Names of our own are links in the declarations. @param {string} documentation */
function links(documentation) {
  return documentation.replace(/`((?:Options|Response|Pagination)Error)`/g, "{@link $1}");
}

/** @param {number | boolean} value */
function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    for (const { file, now, generated: text } of await generated()) {
      if (now === text) continue;
      await writeFile(join(root, file), text);
      console.log(`${file} was written`);
    }
  });
}
