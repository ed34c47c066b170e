// @ts-check

/** @import { Environment } from "./environment.mjs" */
/** @import { Messages, Output } from "./terminal.mjs" */

/**
 * What every command gets.
 * @typedef {object} Context
 * @property {Output} output
 * @property {Messages} messages
 * @property {Environment} env
 * @property {(() => Promise<void>) | undefined} beforeServing what `npm start` does before the page is served
 * @property {string | null} cursor the page that a failure names
 * @property {string | undefined} resumeWith the command that goes on after a failure, where there is one
 */

export {};
