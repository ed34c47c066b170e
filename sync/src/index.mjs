// @ts-check
export { readAccountsFile } from "./accounts-file.mjs";
export { SyncError } from "./errors.mjs";
export { createSync } from "./sync.mjs";
