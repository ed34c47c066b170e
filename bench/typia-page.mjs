// @ts-check
// typia's validator of a page: typia writes it out of a TypeScript type, by a transform of the compiler.

import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { ABSOLUTE_URI, ACCOUNT_SID, CUSTOMER_PROFILE_SID, INSTANT, POLICY_SID, STATUSES } from "./contenders/rules.mjs";
import { installed } from "./installed.mjs";

// The newest whose transform is JavaScript, and the newest compiler that it takes. Since 13 the transform is Go, which is
// compiled when it is first used, from modules of Go's proxy.
const PACKAGES = { typia: "12.2.1", typescript: "6.0.3" };

const CONFIGURATION = {
  compilerOptions: { target: "es2022", module: "esnext", moduleResolution: "bundler", strict: true, types: [] },
  include: ["source"],
};

/** @param {RegExp} pattern */
const matching = ({ source }) => `(string & tags.Pattern<${JSON.stringify(source)}>)`;

const SOURCE = `import typia, { tags } from "typia";

type Uri = ${matching(ABSOLUTE_URI)};
type Instant = ${matching(INSTANT)};
type WholeNumber = number & tags.Type<"uint64">;

interface Profile {
  sid?: ${matching(CUSTOMER_PROFILE_SID)} | null;
  account_sid?: ${matching(ACCOUNT_SID)} | null;
  policy_sid?: ${matching(POLICY_SID)} | null;
  friendly_name?: string | null;
  status?: ${STATUSES.map((status) => JSON.stringify(status)).join(" | ")} | null;
  email?: string | null;
  status_callback?: Uri | null;
  valid_until?: Instant | null;
  date_created?: Instant | null;
  date_updated?: Instant | null;
  url?: Uri | null;
  links?: Record<string, Uri> | null;
  errors?: unknown[] | null;
}

interface Page {
  results: Profile[];
  meta: {
    page?: WholeNumber | null;
    page_size?: WholeNumber | null;
    key?: string | null;
    url?: Uri | null;
    first_page_url?: Uri | null;
    previous_page_url?: Uri | null;
    next_page_url: Uri | null;
  };
}

export const assertPage = typia.createAssert<Page>();
`;

/** The address of a module with `assertPage`, which is made where it is missing or of another type. */
export async function typiaPage() {
  const folder = await installed("typia", PACKAGES);
  const [source, made] = [join(folder, "source/page.ts"), join(folder, "page.mjs")];
  const [oldSource, oldMade] = await Promise.all([source, made].map((file) => readFile(file, "utf8").catch(() => "")));
  if (oldSource === SOURCE && oldMade !== "") return made;
  await writeFile(made, "");
  await mkdir(join(folder, "source"), { recursive: true });
  await writeFile(source, SOURCE);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(CONFIGURATION));
  const typia = [join(folder, "node_modules/typia/lib/executable/typia.js"), "generate"];
  await promisify(execFile)(
    process.execPath,
    [...typia, "--input", "source", "--output", "generated", "--project", "tsconfig.json"],
    { cwd: folder },
  );
  await build({
    entryPoints: [join(folder, "generated/page.ts")],
    outfile: made,
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  return made;
}
