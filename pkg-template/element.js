// @ts-check
// <customer-profiles>, for bundlers. Lit reads `document` as soon as it is evaluated, so all of the element stands in a
// function: where there is no DOM, importing does nothing. Nor is the core compiled here before the element asks for it.

import * as compile from "./compile.js";
import { loadElement } from "./element-body.js";
import * as profiles from "./index.js";

const hasDom = typeof document === "object" && typeof customElements === "object";

/** @type {typeof import("./element.js").CustomerProfilesElement} */
export const CustomerProfilesElement = hasDom
  ? loadElement({ "trusthub-profiles": profiles, "./compile.js": compile }).CustomerProfilesElement
  : /** @type {any} */ (class CustomerProfilesElement {});
