// @ts-check
// <customer-profiles> over the slim entry: the core is a file of its own, which streams in beside the scripts and is
// cached for as long as it stays the same. What the package's own entry of the element does with the inlined core.

import * as profiles from "trusthub-profiles/slim";
// The build takes the module that it wrote into pkg/.
import { loadElement } from "../pkg-template/element-body.js";

/** @import { Fetch } from "trusthub-profiles" */

/** The page preloads the core; the build puts in the address. */
const core = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=preload][type='application/wasm']"));

/** @param {Fetch} usualFetch */
export function defineElement(usualFetch) {
  const compile = { compileCore: () => profiles.init(core.href), usualFetch };
  loadElement({ "trusthub-profiles": profiles, "./compile.js": compile });
}
