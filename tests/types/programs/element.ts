// What pages do with the element, and what they can't.

import type { CustomerProfilesElement } from "trusthub-profiles/element";
import type { CustomerProfilesEventMap } from "trusthub-profiles/element";
import type { Cursor, CustomerProfile, CustomerProfilePage } from "trusthub-profiles";

const element = document.createElement("customer-profiles");
element satisfies CustomerProfilesElement;
document.querySelector("customer-profiles") satisfies CustomerProfilesElement | null;

element.baseUrl = new URL("https://page.example/twilio");
element.baseUrl = "/twilio";
element.clientOptions = { maxRetries: 0, onEvent: ({ type }) => type satisfies string };
element.texts = { loadAll: "Alle laden", columns: { name: "Name" } };
element.filters = { status: ["draft", "in-review"], friendlyName: "Acme" };
element.sort = { by: "dateUpdated", descending: true };
element.cursor satisfies Cursor | null;
element.profiles satisfies readonly CustomerProfile[];
element.page satisfies CustomerProfilePage | null;
element.state satisfies "idle" | "loading" | "page" | "loading-all" | "all" | "failed";
void element.open("BU0").then(() => element.reload());

element.addEventListener("profiles-page", function (event) {
  this satisfies CustomerProfilesElement;
  event.detail.page.nextCursor satisfies Cursor | null;
});
element.addEventListener("profiles-end", ({ detail: { state, pages } }) => {
  state satisfies "complete" | "cancelled" | "failed";
  pages satisfies number;
});
element.addEventListener("click", (event) => event.clientX satisfies number);
element.addEventListener("something-else", (event: Event) => event.preventDefault());
const heard = (event: CustomerProfilesEventMap["profiles-filter"]) =>
  event.detail.filters.status satisfies readonly string[] | undefined;
element.addEventListener("profiles-filter", heard);

// @ts-expect-error what is shown can't be set
element.profiles = [];
// @ts-expect-error the base is a property of its own
element.clientOptions = { baseUrl: "/twilio" };
// @ts-expect-error no property of a profile
element.sort = { by: "name" };
// @ts-expect-error statuses are a list
element.filters = { status: "draft" };
// @ts-expect-error a page's event has no cursor
element.addEventListener("profiles-page", ({ detail }) => detail.cursor);
