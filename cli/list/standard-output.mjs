// @ts-check
import { open } from "node:fs/promises";
import { writing } from "../process/file-to-write.mjs";

/** @import { FileHandle } from "node:fs/promises" */
/** @import { Progress } from "../process/progress.mjs" */
/** @import { Output } from "../process/terminal.mjs" */

/** A list that goes to standard output: nothing of it is kept, so a later call goes on at a cursor. */
export class StandardOutput {
  #output;
  #progress;
  #head;
  /** @type {FileHandle | null} */
  #issues;
  state = { rows: 0, issues: { count: 0 } };

  /**
   * @param {Output} output
   * @param {Progress} progress
   * @param {string} head
   * @param {FileHandle | null} issues
   */
  constructor(output, progress, head, issues) {
    this.#output = output;
    this.#progress = progress;
    this.#head = head;
    this.#issues = issues;
  }

  /**
   * @param {Output} output
   * @param {Progress} progress
   * @param {{ head: string, issuesFile: string | null, goesOn: boolean }} list `goesOn`: at a cursor, so the issues that an
   *   earlier call wrote stay
   */
  static async create(output, progress, { head, issuesFile, goesOn }) {
    const issues = issuesFile === null ? null : await writing(issuesFile, () => open(issuesFile, goesOn ? "a" : "w"));
    return new StandardOutput(output, progress, head, issues);
  }

  /** @param {{ rows: Uint8Array, issues: string, count: number, issueCount: number }} page */
  async page({ rows, issues, count, issueCount }) {
    // Before the rows: if they can't be written, the call that goes on at this page would repeat its rows.
    if (issues !== "") await writing("the file of --issues", async () => this.#issues?.appendFile(issues));
    this.#progress.clear();
    await this.#writeHead();
    await this.#output.write(rows);
    this.state = { rows: this.state.rows + count, issues: { count: this.state.issues.count + issueCount } };
  }

  /** @param {string} tail */
  async finish(tail) {
    this.#progress.clear();
    await this.#writeHead();
    if (tail !== "") await this.#output.write(tail);
    await this.close();
  }

  async close() {
    await this.#issues?.close();
    this.#issues = null;
  }

  /** It goes out with the first page: a call that fails before it has printed nothing. */
  async #writeHead() {
    const head = this.#head;
    this.#head = "";
    if (head !== "") await this.#output.write(head);
  }
}
