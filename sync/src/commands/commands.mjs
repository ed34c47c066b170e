// @ts-check
// The subcommands of `trusthub-profiles` that this package brings. What they need of a database is loaded when one runs.

import { define as changes } from "./changes.mjs";
import { define as forget } from "./forget.mjs";
import { define as status } from "./status.mjs";
import { define as sync } from "./sync.mjs";
import { define as work } from "./work.mjs";

export const commands = {
  sync: { define: sync },
  work: { define: work },
  changes: { define: changes },
  status: { define: status },
  forget: { define: forget },
};
