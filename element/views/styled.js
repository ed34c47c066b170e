// @ts-check
/** @import { ElementPart } from "lit/directive.js" */

import { noChange } from "lit";
import { Directive, directive } from "lit/directive.js";

/**
 * Styles of an element, set by script. Lit's own styleMap writes them as an attribute at first, which a strict Content Security
 * Policy refuses.
 */
class Styled extends Directive {
  /** @param {Readonly<Record<string, string>>} _styles */
  render(_styles) {
    return noChange;
  }

  /**
   * @param {ElementPart} part
   * @param {[Readonly<Record<string, string>>]} values
   */
  update(part, [styles]) {
    const { style } = /** @type {HTMLElement} */ (part.element);
    for (const [name, value] of Object.entries(styles)) {
      if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
    }
    return noChange;
  }
}

export const styled = directive(Styled);
