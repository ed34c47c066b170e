// @ts-check
// Defines <customer-profiles>. A page that comes by two copies of this file keeps the first.

import { CustomerProfilesElement } from "./customer-profiles.js";

if (customElements.get("customer-profiles") === undefined)
  customElements.define("customer-profiles", CustomerProfilesElement);

export { CustomerProfilesElement };
