// @ts-check
// A command's stand-in: opens the database of the folder in its argument, says so, and holds it until its input ends.

import { once } from "node:events";
import { openDatabase } from "../../sync/src/database.mjs";

const database = await openDatabase({ dataFolder: String(process.argv[2]) });
const { rows } = await database.query("SELECT pg_postmaster_start_time()::text AS started");
console.log(rows[0].started);
process.stdin.resume();
await once(process.stdin, "end");
await database.close();
