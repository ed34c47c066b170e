// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */

/**
 * A column of the embedder's: `<template slot="column" data-label="Account"><a href="/accounts/{accountSid}">open</a></template>`.
 * @typedef {{ label: string, template: HTMLTemplateElement }} OwnColumn
 */

/**
 * @param {HTMLElement} element
 * @returns {OwnColumn[]}
 */
export function ownColumnsOf(element) {
  const templates = [...element.children].filter(
    (child) => child instanceof HTMLTemplateElement && child.slot === "column",
  );
  return templates.map((child) => {
    const template = /** @type {HTMLTemplateElement} */ (child);
    return { label: template.dataset["label"] ?? "", template };
  });
}

/** Attributes that a reader or a style sheet reads: a value stands in them as it is. In any other it is encoded, as a URL's part. */
const READ = /^(?:title|alt|value|label|placeholder|class|datetime|aria-.+|data-.+)$/;

/** Attributes that run as a script: nothing is filled into these. */
const SCRIPT = /^on/i;

/**
 * What the template holds, with a profile's properties in the place of their names in braces. No value becomes a path or a
 * script.
 * @param {OwnColumn} column
 * @param {CustomerProfile} profile
 */
export function ownCell({ template }, profile) {
  const content = document.importNode(contentOf(template), true);
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const attribute of node.attributes) {
        if (SCRIPT.test(attribute.name)) continue;
        attribute.value = filled(attribute.value, profile, READ.test(attribute.name) ? asItIs : encodeURIComponent);
      }
    } else {
      node.nodeValue = filled(node.nodeValue ?? "", profile, asItIs);
    }
  }
  return content;
}

/**
 * React and Vue append a template's children to the element itself, and not to its content.
 * @param {HTMLTemplateElement} template
 */
function contentOf(template) {
  if (template.content.hasChildNodes()) return template.content;
  const content = document.createDocumentFragment();
  content.append(...[...template.childNodes].map((node) => node.cloneNode(true)));
  return content;
}

const asItIs = (/** @type {string} */ text) => text;

/** Half a surrogate pair can't be encoded. @param {string} text */
function wellFormed(text) {
  return text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/**
 * @param {string} text
 * @param {CustomerProfile} profile
 * @param {(value: string) => string} encode
 */
function filled(text, profile, encode) {
  return text.replaceAll(/\{(\w+)\}/g, (gap, name) => {
    if (!Object.hasOwn(profile, name)) return gap;
    const value = profile[/** @type {keyof CustomerProfile} */ (name)];
    if (value === null || value === undefined) return "";
    if (value instanceof Date) return encode(value.toISOString());
    return encode(typeof value === "string" ? wellFormed(value) : JSON.stringify(value));
  });
}
