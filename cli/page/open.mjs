// @ts-check
// `--open`: the page in the reader's browser.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Opens an address by the system's own way. Every process of the machine sees the arguments of a program, so an address with
 * a token goes into a file that this user alone can read, and the browser is sent to that.
 * @param {string} url
 * @returns {Promise<() => Promise<void>>} removes what was written
 */
export async function openInBrowser(url) {
  const { default: open } = await import("open");
  if (new URL(url).hash === "") {
    await open(url);
    return async () => {};
  }
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-page-")); // of mode 0700
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, "open.html");
    // The token is base64url: nothing of the address needs escaping.
    await writeFile(file, `<!doctype html><meta http-equiv="refresh" content="0; url=${url}">\n`, { mode: 0o600 });
    await open(file);
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
