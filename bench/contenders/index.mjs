// @ts-check
/** @import { Contender } from "./rules.mjs" */
import { ajv } from "./ajv.mjs";
import { arktype } from "./arktype.mjs";
import { jsonParse } from "./json-parse.mjs";
import { mapping } from "./mapping.mjs";
import { official } from "./official.mjs";
import { ours } from "./ours.mjs";
import { typebox } from "./typebox.mjs";
import { typia } from "./typia.mjs";
import { valibot } from "./valibot.mjs";
import { zod } from "./zod.mjs";

/** @type {readonly Contender[]} */
export const contenders = [ours, jsonParse, mapping, official, ajv, zod, valibot, arktype, typebox, typia];

/** Those that give what we give: typed objects, validated or out of the official client. */
export const peers = [official, ajv, zod, valibot, arktype, typebox, typia];
