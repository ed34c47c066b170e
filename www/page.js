// @ts-check
/** @import { CustomerProfile, CustomerProfilePage, CustomerProfileStatus } from "trusthub-profiles" */

import { TrustHubError, createClient } from "trusthub-profiles";

// The server behind this prefix adds the credentials: a page must never know them.
const client = createClient({ baseUrl: new URL("/twilio", location.href) });

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const rows = /** @type {HTMLTableSectionElement} */ (document.querySelector("tbody"));
const status = /** @type {HTMLSelectElement} */ (form.elements.namedItem("status"));
const previous = /** @type {HTMLButtonElement} */ (form.elements.namedItem("previous"));
const next = /** @type {HTMLButtonElement} */ (form.elements.namedItem("next"));
const summary = /** @type {HTMLOutputElement} */ (form.elements.namedItem("summary"));
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** @type {CustomerProfilePage | null} */
let shown = null;
/** Which request the page waits for: an answer to an earlier one comes too late. */
let latest = 0;

/** @param {PromiseLike<CustomerProfilePage | null>} request */
async function show(request) {
  const mine = ++latest;
  summary.value = "Loading…";
  summary.dataset.state = "loading";
  try {
    const page = await request;
    if (mine !== latest || page === null) return;
    shown = page;
    rows.replaceChildren(...page.profiles.map(row));
    const issues = page.issues.length === 0 ? "" : `, ${page.issues.length} values not as promised`;
    summary.value = `Page ${(page.meta.page ?? 0) + 1}: ${page.profiles.length} profiles${issues}`;
    summary.dataset.state = "loaded";
  } catch (error) {
    if (mine !== latest) return;
    const id = TrustHubError.is(error) && error.requestId !== null ? ` (request ${error.requestId})` : "";
    summary.value = `${error instanceof Error ? error.message : error}${id}`;
    summary.dataset.state = "error";
  }
  previous.disabled = shown === null || shown.previousCursor === null;
  next.disabled = shown === null || shown.nextCursor === null;
}

/** @param {CustomerProfile} profile */
function row(profile) {
  const badge = document.createElement("span");
  badge.className = "status";
  badge.dataset.status = badge.textContent = profile.status ?? "none";
  const element = document.createElement("tr");
  element.append(
    cell(profile.friendlyName, "name"),
    cell(badge),
    cell(profile.email),
    cell(day(profile.validUntil)),
    cell(day(profile.dateUpdated)),
    cell(profile.sid, "sid"),
  );
  return element;
}

/**
 * @param {string | Node | null} content
 * @param {string} [name]
 */
function cell(content, name) {
  const element = document.createElement("td");
  if (name !== undefined) element.className = name;
  element.dir = "auto";
  element.append(content ?? "–");
  return element;
}

/** @param {Date | null} instant */
function day(instant) {
  if (instant === null) return null;
  const element = document.createElement("time");
  element.dateTime = element.title = instant.toISOString();
  element.textContent = date.format(instant);
  return element;
}

function firstPage() {
  const chosen = /** @type {CustomerProfileStatus | ""} */ (status.value);
  return client.listCustomerProfiles(chosen === "" ? { pageSize: 20 } : { pageSize: 20, status: chosen });
}

status.addEventListener("change", () => {
  // What another filter brought is no answer to this one, also when this one fails.
  shown = null;
  rows.replaceChildren();
  show(firstPage());
});
previous.addEventListener("click", () => shown && show(shown.previous()));
next.addEventListener("click", () => shown && show(shown.next()));
form.addEventListener("submit", (event) => event.preventDefault());
await show(firstPage());
