// @ts-check

/** @import { Page } from "./page.mjs" */

/**
 * What an export writes where the browser lets no page write to the disk: the Blob is taken before it is downloaded.
 * @param {Page} page
 * @param {"csv" | "ndjson"} form
 * @returns {Promise<{ text: string, type: string, file: string }>}
 */
export async function exported(page, form) {
  await page.run(`
    delete Window.prototype.showSaveFilePicker; delete window.showSaveFilePicker;
    window.taken = undefined;
    URL.createObjectURL = (blob) => { window.blob = blob; return "blob:taken"; };
    HTMLAnchorElement.prototype.click = function () {
      const file = this.download, blob = window.blob;
      blob.arrayBuffer().then((bytes) => {
        window.taken = { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), type: blob.type, file };
      });
    };`);
  await page.click(`[name=export-${form}]`);
  await page.until("return window.taken !== undefined;");
  return page.run("return window.taken;");
}
