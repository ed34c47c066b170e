// @ts-check

import { cut } from "./readable.js";

/** A tooltip that fills the screen is read by nobody. */
const MOST_IN_TITLE = 1000;

/**
 * An element with attributes and children. Attributes that are null or false are left out, true is an empty one. There
 * is no way in for markup: texts of profiles can't become elements, nor styles that a Content Security Policy refuses.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string | boolean | null>>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function create(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : name === "title" ? cut(value, MOST_IN_TITLE) : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
