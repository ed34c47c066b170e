// @ts-check
// The address that the server prints has the token as its fragment, which browsers keep to themselves.

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const input = /** @type {HTMLInputElement} */ (document.querySelector("#token"));
const refusal = /** @type {HTMLElement} */ (document.querySelector("#refusal"));

const token = location.hash.slice(1);
if (token !== "") {
  // Not in the history either.
  history.replaceState(null, "", location.pathname);
  input.value = token;
  form.submit();
} else if (location.search === "?refused") {
  refusal.textContent = "That is not the token of this start. Each start prints another one.";
  input.setAttribute("aria-invalid", "true");
}
