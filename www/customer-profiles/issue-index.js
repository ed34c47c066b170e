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
   * @param {number} offset where its profiles begin
   */
  add(issues, offset) {
    this.count += issues.length;
    for (const issue of issues) {
      const index = /^\/results\/(\d+)\//.exec(issue.path)?.[1];
      if (index === undefined) continue;
      const profile = offset + Number(index);
      const known = this.#byProfile.get(profile);
      if (known === undefined) this.#byProfile.set(profile, [issue]);
      else known.push(issue);
    }
  }

  /**
   * @param {number} profile its place in the list
   * @returns {readonly Issue[]}
   */
  of(profile) {
    return this.#byProfile.get(profile) ?? [];
  }
}
