// @ts-check
// The examples of the declarations, and what stands around them: names that an example uses and doesn't declare are those
// that its reader has, such as a client.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * @typedef {object} Example
 * @property {string} of the entry and the name that it stands at, such as `index ApiError`
 * @property {string} source
 * @property {readonly string[]} prints what its comments say that it prints
 */

export const entries = /** @type {const} */ (["index", "slim", "handler"]);

/**
 * Every example of an entry's declarations.
 * @param {string} folder of the declarations
 * @param {typeof entries[number]} entry
 * @returns {Promise<Example[]>}
 */
export async function examplesOf(folder, entry) {
  const declarations = await readFile(join(folder, `${entry}.d.ts`), "utf8");
  const pattern = /^ \* @example\n \* ```[jt]s\n(.*?)^ \* ```\n \*\/\nexport (?:declare )?(?:abstract )?\w+ (\w+)/gms;
  return [...declarations.matchAll(pattern)].map(([, lines = "", name]) => {
    const source = lines.replace(/^ \* ?/gm, "");
    const prints = [...source.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => String(match[1]));
    return { of: `${entry} ${name}`, source, prints };
  });
}

/** How many examples an entry's declarations have, however they are written. @param {string} folder @param {string} entry */
export async function countOf(folder, entry) {
  return (await readFile(join(folder, `${entry}.d.ts`), "utf8")).split("@example").length - 1;
}

/** What a reader has, for the compiler. The package's names are there as in the examples that import them. */
export const declared = `
import * as library from "trusthub-profiles";
import * as server from "trusthub-profiles/handler";
declare global {
${["createClient", "listCustomerProfiles", "parseCustomerProfilePage", "parseCursor", "customerProfileSchema", "customerProfileStatuses", "isCustomerProfileStatus"].map((name) => `  const ${name}: typeof library.${name};`).join("\n")}
  const createListHandler: typeof server.createListHandler;
${["TrustHubError", "OptionsError", "ApiError", "NetworkError", "TimeoutError", "ResponseError", "PaginationError"].map((name) => `  const ${name}: typeof library.${name};\n  type ${name} = library.${name};`).join("\n")}
  type StandardSchemaV1<Input, Output> = library.StandardSchemaV1<Input, Output>;
  type CustomerProfile = library.CustomerProfile;
  const client: library.Client;
  const credentials: library.Credentials;
  const accountSid: string;
  const authToken: string;
  const apiKeySid: string;
  const profileSid: string;
  const apiKeySecret: string;
  function freshToken(): Promise<string>;
  function sessionOf(request: Request): Promise<{ mayReadProfiles: boolean } | null>;
}`;
