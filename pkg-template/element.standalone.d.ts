/**
 * The element with all that it needs in one file, for pages without a bundler.
 *
 * @packageDocumentation
 */

export * from "./element.js";
