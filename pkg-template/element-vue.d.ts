/**
 * Vue's templates: `import type {} from "trusthub-profiles/element/vue"`. Types alone.
 *
 * @packageDocumentation
 */

import type { EmitFn, HTMLAttributes } from "vue";
import type { CustomerProfilesElement, CustomerProfilesEventMap, CustomerProfilesProperties } from "./element.js";

type Emits = { [Name in keyof CustomerProfilesEventMap]: (event: CustomerProfilesEventMap[Name]) => void };

/** What `@profiles-page="…"` is checked by. */
type Listeners = {
  [Name in keyof CustomerProfilesEventMap as `on${Capitalize<Name>}` | `on${Camel<Name>}`]?:
    | ((event: CustomerProfilesEventMap[Name]) => void)
    | undefined;
};
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Camel<Rest>}`
  : Capitalize<Name>;

/** The element, as Vue's compiler knows components. */
export type CustomerProfilesComponent = new () => CustomerProfilesElement & {
  $props: HTMLAttributes & CustomerProfilesProperties & Listeners;
  $emit: EmitFn<Emits>;
};

declare module "vue" {
  interface GlobalComponents {
    "customer-profiles": CustomerProfilesComponent;
    CustomerProfiles: CustomerProfilesComponent;
  }
}
