// @ts-check

import { create } from "./create.js";

/** @typedef {{ label: string, act: () => void }} Action */

/** A box that says what is the matter and what can be done. */
export class Notice {
  element = create("div", { class: "notice", part: "notice", hidden: true });

  /**
   * @param {{ kind: "error" | "offline" | "empty", title: string, lines: readonly (Node | string | null)[], actions?: readonly Action[] }} told
   */
  show({ kind, title, lines, actions = [] }) {
    this.element.dataset["kind"] = kind;
    // An alert is read out at once; that a list is empty may wait.
    this.element.setAttribute("role", kind === "empty" ? "status" : "alert");
    const buttons = actions.map(({ label, act }) => {
      const button = create("button", { type: "button", part: "button" }, label);
      button.addEventListener("click", act);
      return button;
    });
    this.element.replaceChildren(
      create("strong", {}, title),
      ...lines.filter((line) => line !== null).map((line) => create("p", {}, line)),
      ...(buttons.length === 0 ? [] : [create("p", { class: "actions" }, ...buttons)]),
    );
    this.element.hidden = false;
  }

  hide() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
