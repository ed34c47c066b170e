// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */

import { yieldToPage } from "../state/yield-to-page.js";

/** @import { Words } from "../texts/words.js" */

/** @typedef {{ name: string, extension: string, type: string, head: string, line: (profile: CustomerProfile, words: Words) => string }} FileForm */

/**
 * Not in TypeScript's library yet: Chromium alone has it.
 * @typedef {(options: object) => Promise<FileSystemFileHandle>} SaveFilePicker
 */

/** Some 200 KB, and a few milliseconds of work. */
const PROFILES_A_CHUNK = 500;

/**
 * Write profiles to a file of the reader's choice, chunk by chunk: to the disk where the browser lets a page write
 * there, otherwise into a Blob, which the browser may keep on disk, that is then downloaded.
 * @param {readonly CustomerProfile[]} profiles
 * @param {FileForm} form
 * @param {{ file: string, words: Words, onProgress: (done: number) => void }} options
 * @returns {Promise<string | null>} the file's name, or null when the reader chose none
 */
export async function exportProfiles(profiles, form, { file, words, onProgress }) {
  const pick = /** @type {{ showSaveFilePicker?: SaveFilePicker }} */ (/** @type {unknown} */ (globalThis))
    .showSaveFilePicker;
  /** @type {FileSystemFileHandle | undefined} */
  let handle;
  try {
    handle = await pick?.({
      suggestedName: file,
      types: [{ description: form.name, accept: { [form.type]: [`.${form.extension}`] } }],
    });
  } catch (error) {
    const { name } = /** @type {DOMException} */ (error);
    if (name === "AbortError") return null;
    // The click is more than five seconds ago, where all was loaded first; or the page is in a frame of another origin.
    if (name !== "SecurityError") throw error;
  }
  const stream = fileStream(profiles, form, words, onProgress);
  if (handle !== undefined) {
    await stream.pipeTo(await handle.createWritable());
    return handle.name;
  }
  const blob = await new Response(stream, { headers: { "Content-Type": form.type } }).blob();
  download(blob, file);
  return file;
}

/**
 * @param {readonly CustomerProfile[]} profiles
 * @param {FileForm} form
 * @param {Words} words
 * @param {(done: number) => void} onProgress
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
function fileStream(profiles, form, words, onProgress) {
  // What is loaded while the file is written is not part of it.
  const count = profiles.length;
  const encoder = new TextEncoder();
  let done = 0;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(form.head));
    },
    async pull(controller) {
      await yieldToPage();
      const end = Math.min(count, done + PROFILES_A_CHUNK);
      let text = "";
      for (; done < end; done += 1) {
        text += form.line(/** @type {CustomerProfile} */ (profiles[done]), words);
      }
      controller.enqueue(encoder.encode(text));
      onProgress(done);
      if (done === count) controller.close();
    },
  });
}

/**
 * @param {Blob} blob
 * @param {string} file
 */
function download(blob, file) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = file;
  link.click();
  // The browser reads the Blob after the click; a minute is long enough for any of them.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
