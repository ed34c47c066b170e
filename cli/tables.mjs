// @ts-check
// What the command has in common with the element: the build bundles it into built/tables.mjs, so that both show the same
// names, columns and reasons.

export { fields, statuses } from "../element/facts.js";
export { csvColumns, csvHead, csvLine } from "../element/files/csv.js";
export { toJson } from "../element/files/json.js";
export { reasonInWords, rejectionsOf } from "../element/rejections.js";
export { en } from "../element/texts/en.js";
export { Words } from "../element/texts/words.js";
