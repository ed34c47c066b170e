// @ts-check
/** @import { LoadAll } from "./load-all.js" */
/** @import { texts } from "./texts.js" */

import { create } from "./create.js";
import { formats } from "./formats.js";
import { StatusChart } from "./status-chart.js";

/** How the loading of a whole list goes: its numbers, a bar, the counts by status, and what can be done about it. */
export class LoadPanel {
  #words;
  #chart;
  #numbers = create("ul", { class: "numbers" });
  #bar;
  #main = create("button", { type: "button", name: "main", class: "primary", part: "button" });
  #back;
  /** @type {LoadAll | null} */
  #load = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * @param {typeof texts} words
   * @param {{ onBack: () => void, onAgain: () => void }} listeners
   */
  constructor(words, { onBack, onAgain }) {
    this.#words = words;
    this.#chart = new StatusChart(words);
    this.#bar = create(
      "div",
      { role: "progressbar", class: "progress", part: "progress", "aria-label": words.all },
      create("span", {}),
    );
    this.#back = create("button", { type: "button", name: "back", part: "button" }, words.toPages);
    this.element = create(
      "section",
      { class: "load-all", part: "load-all", "aria-label": words.all, hidden: true },
      create(
        "div",
        { class: "top" },
        create("div", {}, create("strong", {}, words.all), this.#numbers),
        create("div", { class: "buttons" }, this.#main, this.#back),
      ),
      this.#bar,
      create("p", { class: "no-total" }, words.noTotal),
      this.#chart.element,
    );
    this.#back.addEventListener("click", onBack);
    this.#main.addEventListener("click", () => {
      const load = /** @type {LoadAll} */ (this.#load);
      if (load.state === "running") load.cancel();
      else if (load.canResume) load.run();
      else onAgain();
    });
  }

  /** @param {LoadAll} load */
  show(load) {
    this.#load = load;
    this.element.hidden = false;
    // Between pages the seconds go on, also when a page takes long.
    this.#timer ??= setInterval(() => this.update(), 250);
    this.update();
  }

  hide() {
    this.element.hidden = true;
    this.#stopClock();
  }

  focus() {
    this.#main.focus();
  }

  update() {
    const load = this.#load;
    if (load === null || this.element.hidden) return;
    const { state, profiles, pages, elapsedMs } = load;
    const words = this.#words;
    const rate = elapsedMs === 0 ? 0 : Math.round((profiles.length / elapsedMs) * 1000);
    const numbers = words.progress(
      formats.number(pages),
      formats.number(profiles.length),
      formats.number(rate),
      formats.seconds(elapsedMs),
    );
    this.#numbers.replaceChildren(...numbers.map((number) => create("li", {}, number)));
    this.element.dataset["state"] = state;
    this.#bar.setAttribute("aria-valuetext", numbers.join(", "));
    // Without a total there is no share to tell, until it is all.
    if (state === "complete") this.#bar.setAttribute("aria-valuenow", "100");
    else this.#bar.removeAttribute("aria-valuenow");
    this.#main.textContent = state === "running" ? words.cancel : load.canResume ? words.resume : words.loadAgain;
    this.#main.classList.toggle("primary", state !== "complete");
    this.#chart.show(load.countByStatus);
    if (state !== "running") this.#stopClock();
  }

  #stopClock() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
