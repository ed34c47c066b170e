/**
 * JSX for React 19: `import type {} from "trusthub-profiles/element/react"`. Types alone.
 *
 * @packageDocumentation
 */

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CustomerProfilesElement, CustomerProfilesEventMap, CustomerProfilesProperties } from "./element.js";

/** React 19 listens to an element's events by properties of their names, with `on` before them. */
export type CustomerProfilesListeners = {
  [Name in keyof CustomerProfilesEventMap as `on${Name}`]?:
    | ((event: CustomerProfilesEventMap[Name]) => void)
    | undefined;
};

export interface CustomerProfilesAttributes extends CustomerProfilesProperties, CustomerProfilesListeners {
  "base-url"?: string | undefined;
  "page-size"?: number | string | undefined;
  "url-state"?: string | boolean | undefined;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "customer-profiles": DetailedHTMLProps<HTMLAttributes<CustomerProfilesElement>, CustomerProfilesElement> &
        CustomerProfilesAttributes;
    }
  }
}
