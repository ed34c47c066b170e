// @ts-check
/** @import { ErrorRecord, Host } from "./glue.js" */

import { errorFrom } from "./errors.js";
import { panicked } from "./instance.js";
import { pageObjects } from "./profiles.js";

const decoder = /* @__PURE__ */ new TextDecoder();

/** @param {Uint8Array} record */
const read = (record) => JSON.parse(decoder.decode(record));

/**
 * What JavaScript does for the core.
 * @type {Host}
 */
export const host = {
  errorFrom: (record, cause) => errorFrom(/** @type {ErrorRecord} */ (read(record)), cause),
  pageObjects,
  panicked,
  ignore,
  tell(listener, event) {
    try {
      ignore(listener(read(event)));
    } catch {
      // A listener changes nothing.
    }
  },
};

/** @param {unknown} promise */
function ignore(promise) {
  Promise.resolve(promise).catch(() => {});
}
