// @ts-check
/** @import { ReactiveController, ReactiveControllerHost } from "lit" */
/** @import { FilterName } from "../facts.js" */
/** @import { Filters, Place } from "../state/place.js" */
/** @import { Words } from "../texts/words.js" */

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { filters, statuses } from "../facts.js";
import { eachFilter, sameFilters } from "../state/place.js";
import { button } from "./parts.js";
import { inOrder, statusBoxes } from "./status-boxes.js";
import { statusName } from "./status-badge.js";

/** @typedef {FilterName | "pageSize"} FieldName */
/** @typedef {Pick<Place, "filters" | "pageSize">} Choice */
/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** Names first: who looks for one profile mostly knows that. */
const shown = [...filters].sort((one, other) => Number(other.takes === "Text") - Number(one.takes === "Text"));

const pageSizes = ["20", "50", "100", "250", "500", "1000"];

/** What Twilio is looking at: two statuses, which the API lists apart. */
const UNDER_REVIEW = "pending-review,in-review";

/** The choice that unfolds a box for each status. */
const SEVERAL = "several";

/** How long a choice by the keyboard may still change: each arrow key chooses. */
const CHOOSING_MS = 700;

/** What the API is asked for, as a form; what is wrong is said at its field, as it is typed. */
export class FiltersForm {
  #host;
  #problems;
  #onApply;
  /** @type {Choice} what the form holds */
  #typed = { filters: eachFilter(() => ""), pageSize: "" };
  /** @type {Choice | null} what the list is at */
  #applied = null;
  /** @type {{ typed: Choice, canCheck: boolean, problems: Map<string, string> } | null} */
  #checked = null;
  #isKeyed = false;
  /** Whether there is a box for each status. */
  #isSeveral = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #choosing;

  /**
   * @param {ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }} host
   * @param {(choice: Choice) => Map<string, string>} problems what the package refuses, by option
   * @param {(choice: Choice) => void} onApply
   */
  constructor(host, problems, onApply) {
    this.#host = host;
    this.#problems = problems;
    this.#onApply = onApply;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostDisconnected() {
    clearTimeout(this.#choosing);
  }

  /**
   * @param {Choice} applied
   * @param {Words} words
   * @param {{ isOpen: boolean, canCheck: boolean }} state whether a narrow page shows it, and whether there is a client to check by
   */
  render(applied, words, { isOpen, canCheck }) {
    this.#follow(applied);
    const { texts } = words;
    const found = this.#currentProblems(canCheck);
    const problem = (/** @type {FieldName} */ name) => {
      const message = found.get(name);
      return message === undefined ? "" : words.say(texts.problems[name] ?? message, { message });
    };
    return html`<form
      id="filters"
      class="filters"
      part="filters"
      aria-label=${texts.filters}
      novalidate
      ?data-open=${isOpen}
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        this.#apply();
      }}
    >
      ${shown.map(
        ({ name, takes }) =>
          html`${field(name, texts.filterLabels[name], takes, problem(name), (attributes) =>
            this.#control(name, takes, words, attributes),
          )}${name === "status" && this.#isSeveral ? this.#boxes(words) : nothing}`,
      )}
      ${field("pageSize", texts.pageSize, "", problem("pageSize"), (attributes) =>
        this.#select("pageSize", pageSizes, this.#typed.pageSize, (size) => size, attributes),
      )}
      <div class="buttons">
        <button type="submit" name="apply" class="primary" part="button">${texts.apply}</button>
        ${button({ name: "clear", label: texts.clear, act: () => this.#clear() })}
      </div>
    </form>`;
  }

  /**
   * What is wrong with what is typed: asked once for each, since the element is drawn at each step of a scroll.
   * @param {boolean} canCheck
   */
  #currentProblems(canCheck) {
    if (this.#checked?.typed !== this.#typed || this.#checked.canCheck !== canCheck)
      this.#checked = { typed: this.#typed, canCheck, problems: this.#problems(this.#typed) };
    return this.#checked.problems;
  }

  /**
   * What was typed stays until the list is elsewhere.
   * @param {Choice} applied
   */
  #follow(applied) {
    const before = this.#applied;
    if (before?.pageSize === applied.pageSize && sameFilters(before.filters, applied.filters)) return;
    this.#applied = applied;
    this.#isSeveral = false;
    this.#typed = { filters: applied.filters, pageSize: applied.pageSize };
  }

  /**
   * @param {FilterName} name
   * @param {typeof filters[number]["takes"]} takes
   * @param {Words} words
   * @param {{ id: string, invalid: string }} attributes
   */
  #control(name, takes, words, { id, invalid }) {
    const { texts } = words;
    if (name === "status") {
      const chosen = this.#isSeveral ? SEVERAL : inOrder(this.#typed.filters.status).join(",");
      const known = ["", ...statuses.map((status) => status.name), UNDER_REVIEW];
      const choices = [...known, ...(this.#isSeveral || known.includes(chosen) ? [] : [chosen]), SEVERAL];
      const label = (/** @type {string} */ value) => {
        if (value === "") return texts.allStatuses;
        if (value === UNDER_REVIEW) return texts.underReview;
        if (value === SEVERAL) return texts.several;
        return value
          .split(",")
          .map((status) => statusName(status, words))
          .join(", ");
      };
      return this.#select(name, choices, chosen, label, { id, invalid });
    }
    const isText = takes === "Text";
    return html`<input
      name=${name}
      class=${isText ? nothing : "code"}
      autocomplete="off"
      spellcheck="false"
      dir=${isText ? "auto" : "ltr"}
      placeholder=${texts.placeholders[name] ?? nothing}
      aria-describedby=${id}
      aria-invalid=${invalid}
      .value=${live(this.#typed.filters[name])}
      @input=${(/** @type {Event} */ event) => {
        const { value } = /** @type {Field} */ (event.target);
        this.#type({ filters: { ...this.#typed.filters, [name]: isText ? value : value.trim() } });
      }}
    />`;
  }

  /** @param {Words} words */
  #boxes(words) {
    return statusBoxes(this.#typed.filters.status, words, (status) =>
      this.#type({ filters: { ...this.#typed.filters, status } }),
    );
  }

  /**
   * @param {"status" | "pageSize"} name
   * @param {readonly string[]} choices a value of the address bar that is none of them is shown all the same
   * @param {string} value
   * @param {(value: string) => string} label
   * @param {{ id: string, invalid: string }} attributes
   */
  #select(name, choices, value, label, { id, invalid }) {
    const all = choices.includes(value) ? choices : [...choices, value];
    return html`<select
      name=${name}
      aria-describedby=${id}
      aria-invalid=${invalid}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        this.#isKeyed = event.key !== "Enter";
        if (event.key === "Enter") this.#chosen();
      }}
      @pointerdown=${() => {
        this.#isKeyed = false;
      }}
      @blur=${() => this.#choosing !== undefined && this.#chosen()}
      @input=${(/** @type {Event} */ event) => this.#choose(name, /** @type {Field} */ (event.target).value)}
      @change=${(/** @type {Event} */ event) => {
        this.#choose(name, /** @type {Field} */ (event.target).value);
        if (!this.#isKeyed) return this.#chosen();
        clearTimeout(this.#choosing);
        this.#choosing = setTimeout(() => this.#chosen(), CHOOSING_MS);
      }}
    >
      ${all.map((one) => html`<option value=${one} .selected=${live(one === value)}>${label(one)}</option>`)}
    </select>`;
  }

  /**
   * @param {"status" | "pageSize"} name
   * @param {string} value
   */
  #choose(name, value) {
    if (name === "pageSize") return this.#type({ pageSize: value });
    this.#isSeveral = value === SEVERAL;
    // What was chosen before is ticked already.
    if (this.#isSeveral) return this.#host.requestUpdate();
    this.#type({ filters: { ...this.#typed.filters, status: value === "" ? [] : value.split(",") } });
  }

  #chosen() {
    clearTimeout(this.#choosing);
    this.#choosing = undefined;
    this.#isKeyed = false;
    // Nothing is asked before boxes are ticked.
    if (!this.#isSeveral) this.#apply();
  }

  /** @param {Partial<Choice>} change */
  #type(change) {
    this.#typed = { ...this.#typed, ...change };
    this.#host.requestUpdate();
  }

  #clear() {
    this.#isSeveral = false;
    this.#type({ filters: eachFilter(() => "") });
    this.#apply();
  }

  async #apply() {
    if (this.#problems(this.#typed).size === 0) {
      this.#isSeveral = false;
      this.#host.requestUpdate();
      return this.#onApply(this.#typed);
    }
    await this.#host.updateComplete;
    /** @type {Field | null} */ (this.#host.renderRoot.querySelector('.filters [aria-invalid="true"]'))?.focus();
  }
}

/**
 * @param {FieldName} name
 * @param {string} label
 * @param {string} takes
 * @param {string} problem
 * @param {(attributes: { id: string, invalid: string }) => unknown} control
 */
function field(name, label, takes, problem, control) {
  const id = `problem-${name}`;
  // Beside the label, not in it: its text is not the field's name.
  return html`<div class=${`field ${name} ${takes}`.trim()}>
    <label><span>${label}</span>${control({ id, invalid: String(problem !== "") })}</label>
    <span id=${id} class="problem" aria-live="polite">${problem}</span>
  </div>`;
}

/** How many filters hold, for a page too narrow to show the form. @param {Filters} chosen */
export function filterCount(chosen) {
  return Object.values(chosen).filter((value) => value.length > 0).length;
}
