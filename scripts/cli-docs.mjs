// @ts-check
// docs/cli.md, made of what each command's --help prints.

import { ownCommands, helpOf } from "../cli/command/program.mjs";

const head = `# The command

\`trusthub-profiles\` lists Customer-Profiles at a terminal, serves an admin page, and emulates Trust Hub for tests. It is the
package \`trusthub-profiles-cli\`, built on the client [\`trusthub-profiles\`](../README.md).

\`\`\`sh
export TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=…
npx trusthub-profiles-cli list
\`\`\`

It needs Node 20.18.1 or newer. This page is what \`--help\` prints; the commands of \`trusthub-profiles-sync\` have
[a guide](sync.md) of their own.

<!-- repository:begin -->

\`npm run docs:cli\` writes this page.

<!-- repository:end -->

## What every command does

- **Data goes to standard output, everything else to standard error.** Progress is shown where standard error is a terminal.
  Colour is for terminals, and not where \`NO_COLOR\` is set. \`--quiet\` leaves nothing on standard error but failures.
- **Credentials come from the environment alone.** Arguments are seen by every process of a machine. No message holds a
  credential.
- **A failure is one line**, with the ID of the request, and the command that goes on where the list ended. \`--json-errors\`
  prints it as JSON, with the cursor.
- **Ctrl-C** ends a list after the page that is being written; a second one ends it at once. So do SIGTERM and SIGHUP.
- **No value steers a terminal.** Control characters are shown as \`\\u001b\`, in every format; a file or a pipe gets CSV as it is.

| exit status | |
|---|---|
| 0 | done; also when the reader of a pipe has enough (\`\\| head\`) |
| 1 | it failed |
| 2 | it was called wrongly: the command line, or the environment |
| 129, 130, 143 | ended by SIGHUP (its terminal was closed), by Ctrl-C, by SIGTERM |

## Lists that are interrupted

\`list --output FILE\` writes \`FILE.partial\` and renames it when the list is whole. \`FILE.partial.json\` says how far the partial
is whole, and is replaced after each page, once the page's rows are on the disk. Whatever ended the process, a power failure
too, the same call with \`--resume\` cuts the partial back to its last whole page and goes on: each profile is there once. A list
with another format, other fields or other filters is refused (2). If two calls write the same file, the later one goes on, and
the earlier one ends (2). A file that was there keeps its permissions.

A list to standard output is gone on with by \`--resume CURSOR\`, which the failure prints. A cursor holds the filters and the page
size; options that name others are refused (2). The call that goes on begins CSV with its head and JSON with its bracket, and adds
to the file of \`--issues\`.
`;

export async function cliDocs() {
  const parts = [section("trusthub-profiles", await helpOf([]))];
  for (const name of ownCommands) parts.push(section(`trusthub-profiles ${name}`, await helpOf([name])));
  return `${head}\n${parts.join("\n")}`;
}

/**
 * @param {string} title
 * @param {string} help
 */
function section(title, help) {
  return `## \`${title}\`\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`;
}
