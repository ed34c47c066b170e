// @ts-check
/** @import { Place } from "./place.js" */
/** @import { FilterName } from "./facts.js" */
/** @import { texts } from "./texts.js" */

import { create } from "./create.js";
import { filters, statuses } from "./facts.js";
import { eachFilter } from "./place.js";

/** @typedef {FilterName | "pageSize"} FieldName */

/** Names first: who looks for one profile mostly knows that. */
const shown = [...filters].sort((one, other) => Number(other.takes === "Text") - Number(one.takes === "Text"));

const pageSizes = ["20", "50", "100", "250", "500", "1000"];

/** The filters as a form; what is wrong with them is said at their fields, as they are typed. */
export class FiltersForm {
  #problems;
  #onApply;
  /** @type {Record<FieldName, HTMLInputElement | HTMLSelectElement>} */
  #fields;
  /** @type {Map<string, HTMLElement>} */
  #messages = new Map();

  /**
   * @param {typeof texts} words
   * @param {(place: Place) => Map<string, string>} problems what the package refuses, by option
   * @param {(place: Place) => void} onApply
   */
  constructor(words, problems, onApply) {
    this.#problems = problems;
    this.#onApply = onApply;
    const option = (/** @type {string} */ value, /** @type {string} */ label) => create("option", { value }, label);
    const control = (/** @type {typeof filters[number]} */ { name, takes }) => {
      if (takes === "Status") {
        const choices = statuses.map((status) => option(status.name, words.statuses[status.name] ?? status.label));
        return create("select", { name }, option("", words.allStatuses), ...choices);
      }
      const placeholder = words.placeholders[name] ?? null;
      return takes === "Text"
        ? create("input", { name, autocomplete: "off", placeholder, dir: "auto" })
        : create("input", { name, class: "code", autocomplete: "off", spellcheck: "false", placeholder });
    };
    const controls = /** @type {Record<FilterName, HTMLInputElement | HTMLSelectElement>} */ (
      Object.fromEntries(shown.map((filter) => [filter.name, control(filter)]))
    );
    const sizes = pageSizes.map((size) => option(size, size));
    this.#fields = { ...controls, pageSize: create("select", { name: "pageSize" }, ...sizes) };
    const clear = create("button", { type: "button", name: "clear", part: "button" }, words.clear);
    this.element = create(
      "form",
      { class: "filters", part: "filters", "aria-label": words.filters, novalidate: true },
      ...shown.map(({ name, takes }) => this.#field(name, words.filterLabels[name], takes)),
      this.#field("pageSize", words.pageSize),
      create(
        "div",
        { class: "buttons" },
        create("button", { type: "submit", name: "apply", class: "primary", part: "button" }, words.apply),
        clear,
      ),
    );

    this.element.addEventListener("input", () => this.#check());
    this.element.addEventListener("change", (event) => event.target instanceof HTMLSelectElement && this.#apply());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply();
    });
    clear.addEventListener("click", () => {
      for (const { name } of filters) this.#fields[name].value = "";
      this.#apply();
    });
  }

  /**
   * Fill the form.
   * @param {Place} place
   */
  fill(place) {
    for (const [name, field] of Object.entries(this.#fields)) {
      const value = place[/** @type {keyof Place} */ (name)];
      // A size or status of the address bar that is none of the choices is shown all the same, and refused if it is wrong.
      if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) {
        field.append(create("option", { value }, value));
      }
      field.value = value;
    }
    return this.#check();
  }

  /** @returns {Place} */
  get #place() {
    const typed = eachFilter((name, takes) => {
      const { value } = this.#fields[name];
      return takes === "Text" || takes === "Status" ? value : value.trim();
    });
    return { ...typed, pageSize: this.#fields.pageSize.value, cursor: "" };
  }

  #apply() {
    if (this.#check()) return this.#onApply(this.#place);
    for (const field of Object.values(this.#fields)) {
      if (field.getAttribute("aria-invalid") === "true") return field.focus();
    }
  }

  /** Whether nothing is wrong. */
  #check() {
    const problems = this.#problems(this.#place);
    for (const [name, field] of Object.entries(this.#fields)) {
      const problem = problems.get(name) ?? "";
      const message = /** @type {HTMLElement} */ (this.#messages.get(name));
      if (message.textContent !== problem) message.textContent = problem;
      field.setAttribute("aria-invalid", String(problem !== ""));
    }
    return problems.size === 0;
  }

  /**
   * @param {FieldName} name
   * @param {string} label
   * @param {string} [takes]
   */
  #field(name, label, takes = "") {
    const id = `problem-${name}`;
    const message = create("span", { id, class: "problem", "aria-live": "polite" });
    this.#messages.set(name, message);
    const field = this.#fields[name];
    field.setAttribute("aria-describedby", id);
    // Beside the label, not in it: its text is not the field's name.
    return create(
      "div",
      { class: `field ${name} ${takes}`.trim() },
      create("label", {}, create("span", {}, label), field),
      message,
    );
  }
}
