// The public contract of `trusthub-profiles/element`: a file of its own, so that programs without DOM types need none of it.
// "./element" (element.js) has Lit bundled and imports the package's own entry, so that there is one core and one set of error classes;
// "./element.standalone.js" holds everything, for pages without a bundler. Both define <customer-profiles> where there is a DOM and the name is free;
// where there is none (SSR) importing does nothing, and the class is a stub.
import type { ClientOptions, CustomerProfile, CustomerProfilePage, Cursor } from "trusthub-profiles";

export interface CustomerProfilesFilters {
  readonly status?: readonly string[] | undefined;
  readonly friendlyName?: string | undefined;
  readonly policySid?: string | undefined;
}
export interface CustomerProfilesSort {
  readonly by: keyof CustomerProfile;
  readonly descending?: boolean | undefined;
}

/**
 * Attributes `base-url`, `page-size`, `url-state`, `lang`. Properties are compared by value, functions inside them are replaced in place, URLs compare by their
 * text: setting an equal one asks for nothing, closes nothing and moves nothing. Slots: `toolbar`, `empty`, `column` (a template whose content is cloned a row).
 */
export declare class CustomerProfilesElement extends HTMLElement {
  baseUrl: string | URL | null;
  pageSize: number;
  /** Keeps filters, search, sort and cursor in the address bar, with this before the parameters' names; null keeps nothing there (a router does, by events and properties). */
  urlState: string | null;
  /** More options of `createClient`. */
  clientOptions: Partial<Omit<ClientOptions, "baseUrl">>;
  /** Replaces texts, also in groups; changing them asks for nothing. */
  texts: Record<string, unknown>;
  /** What the API is asked for. Several statuses are a walk each, merged by SID, on *load all* alone. */
  filters: CustomerProfilesFilters;
  /** On what is loaded: part of a name, e-mail, SID or policy. */
  search: string;
  sort: CustomerProfilesSort | null;
  /** What is shown: a page's profiles, or all that are loaded. */
  readonly profiles: readonly CustomerProfile[];
  readonly page: CustomerProfilePage | null;
  cursor: Cursor | null;
  readonly state: "idle" | "loading" | "page" | "loading-all" | "all" | "failed";
  reload(): Promise<void>;
  loadAll(): Promise<void>;
  open(sid: string): Promise<void>;
  addEventListener<K extends keyof CustomerProfilesEventMap>(
    type: K,
    listener: (this: CustomerProfilesElement, event: CustomerProfilesEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: CustomerProfilesElement, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Events bubble out of shadow roots. Those named cancelable do nothing more when their default is prevented. */
export interface CustomerProfilesEventMap {
  /** Filters, search or sort were chosen. Cancelable (a router applies them by properties). */
  "profiles-filter": CustomEvent<{
    filters: CustomerProfilesFilters;
    search: string;
    sort: CustomerProfilesSort | null;
  }>;
  /** Another page is wanted. Cancelable. */
  "profiles-navigate": CustomEvent<{ cursor: Cursor | null }>;
  "profiles-page": CustomEvent<{ page: CustomerProfilePage }>;
  "profiles-progress": CustomEvent<{ pages: number; profiles: number; elapsedMs: number }>;
  "profiles-end": CustomEvent<{
    state: "complete" | "cancelled" | "failed";
    pages: number;
    profiles: number;
    elapsedMs: number;
  }>;
  "profiles-error": CustomEvent<{ error: unknown }>;
  /** The server behind `base-url` wants a sign-in: 401, 403, a redirect, or a page of HTML. `reload()` goes on. Cancelable. */
  "profiles-unauthorized": CustomEvent<{ error: unknown }>;
  /** Cancelable: the host shows the record itself. */
  "profiles-open": CustomEvent<{ profile: CustomerProfile }>;
  "profiles-export": CustomEvent<{ file: string; profiles: number }>;
}
declare global {
  interface HTMLElementTagNameMap {
    "customer-profiles": CustomerProfilesElement;
  }
}
