/**
 * The element `<customer-profiles>`, an admin page: it lists, filters, walks and exports Customer-Profiles. Importing it defines it
 * where there is a DOM and the name is free; elsewhere importing does nothing, and the class is empty.
 *
 * @packageDocumentation
 */

import type { ClientOptions, Cursor, CustomerProfile, CustomerProfilePage } from "./index.js";

/** What the API is asked for. */
export interface CustomerProfilesFilters {
  /** Several are a walk each, merged by SID, on *load all* alone. */
  readonly status?: readonly string[] | undefined;
  readonly friendlyName?: string | undefined;
  readonly policySid?: string | undefined;
}

/** An order of what is loaded. */
export interface CustomerProfilesSort {
  readonly by: keyof CustomerProfile;
  readonly descending?: boolean | undefined;
}

/** The properties that can be set. They are compared by value: setting an equal one asks for nothing. */
export interface CustomerProfilesProperties {
  /** The prefix under which a server answers for the API. */
  baseUrl?: string | URL | null | undefined;
  pageSize?: number | undefined;
  /** Keeps the place in the address bar, with this before the parameters' names; null keeps nothing there. */
  urlState?: string | null | undefined;
  /** More options of `createClient`; functions within are replaced in place. */
  clientOptions?: Partial<Omit<ClientOptions, "baseUrl">> | undefined;
  /** Replaces texts, also in groups; changing them asks for nothing. */
  texts?: Record<string, unknown> | undefined;
  filters?: CustomerProfilesFilters | undefined;
  /** On what is loaded: part of a name, e-mail, SID or policy. */
  search?: string | undefined;
  sort?: CustomerProfilesSort | null | undefined;
  /** On what is loaded: `"yesterday"`, `"week"`, a day as `2026-11-25`, or null. */
  updatedSince?: string | null | undefined;
  cursor?: Cursor | null | undefined;
}

/**
 * `<customer-profiles>`. Attributes: `base-url`, `page-size`, `url-state`, `lang`. Slots: `toolbar`, `empty`, and `column`, a template
 * whose content is cloned for each row.
 *
 * @example
 * ```html
 * <customer-profiles base-url="/twilio" url-state></customer-profiles>
 * ```
 */
export declare class CustomerProfilesElement extends HTMLElement {
  /** The prefix under which a server answers for the API and adds the credentials. */
  baseUrl: string | URL | null;
  pageSize: number;
  /** Keeps the place in the address bar, with this before the parameters' names; null keeps nothing there. */
  urlState: string | null;
  /** More options of `createClient`; functions within are replaced in place. */
  clientOptions: Partial<Omit<ClientOptions, "baseUrl">>;
  /** Replaces texts, also in groups; changing them asks for nothing. */
  texts: Record<string, unknown>;
  /** What the API is asked for. */
  filters: CustomerProfilesFilters;
  /** On what is loaded: part of a name, e-mail, SID or policy. */
  search: string;
  sort: CustomerProfilesSort | null;
  /** On what is loaded: `"yesterday"`, `"week"`, a day as `2026-11-25`, or null. */
  updatedSince: string | null;
  /** What is shown: a page's profiles, or all that are loaded. */
  readonly profiles: readonly CustomerProfile[];
  readonly page: CustomerProfilePage | null;
  cursor: Cursor | null;
  readonly state: "idle" | "loading" | "page" | "loading-all" | "all" | "failed";
  /** Load again what is shown; a whole list that failed goes on where it stopped. */
  reload(): Promise<void>;
  /** Load the whole of the list. */
  loadAll(): Promise<void>;
  /** Open the record of a profile, which need not be loaded. */
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
  /** Filters, page size, search or sort were chosen. Cancelable (a router applies them by properties). */
  "profiles-filter": CustomEvent<{
    filters: CustomerProfilesFilters;
    pageSize: number;
    search: string;
    sort: CustomerProfilesSort | null;
    updatedSince: string | null;
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
  /**
   * The server behind `base-url` wants a sign-in: 401, 403, a redirect, or a page of HTML. `reload()` goes on. Cancelable.
   */
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
