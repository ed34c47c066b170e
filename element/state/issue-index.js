// @ts-check
/** @import { Issue } from "trusthub-profiles" */

/** The issues of many pages, by the profile that they speak of. */
export class IssueIndex {
  /** @type {Map<number, Issue[]>} */
  #byProfile = new Map();
  /** How many, those of the pages' `meta` too. */
  count = 0;

  /**
   * @param {readonly Issue[]} issues of one page
   * @param {(index: number) => number | undefined} positionOf where the page's profiles stand in the list
   */
  add(issues, positionOf) {
    this.count += issues.length;
    for (const issue of issues) {
      const index = /^\/results\/(\d+)\//.exec(issue.path)?.[1];
      const position = index === undefined ? undefined : positionOf(Number(index));
      if (position === undefined) continue;
      const known = this.#byProfile.get(position);
      if (known === undefined) this.#byProfile.set(position, [issue]);
      else known.push(issue);
    }
  }

  /**
   * @param {number} position in the list
   * @returns {readonly Issue[]}
   */
  of(position) {
    return this.#byProfile.get(position) ?? [];
  }
}
