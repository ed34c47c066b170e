// @ts-check
/** @import { CustomerProfilesElement } from "./customer-profiles.js" */
/** @import { Listeners } from "./state/store.js" */

/**
 * What happens to the list, as the element draws it and the host hears it.
 * @param {CustomerProfilesElement} element
 * @returns {Listeners}
 */
export function hostEvents(element) {
  return {
    onChange: () => element.requestUpdate(),
    onPage(page) {
      element.say("");
      element.emit("profiles-page", { page });
      const top = element.address.takeScrollTop();
      if (top > 0)
        void element.updateComplete.then(() => element.updateComplete).then(() => element.grid.scrollTo(top));
    },
    onAll({ state, pages, profiles, elapsedMs }) {
      element.say("");
      const numbers = { pages, profiles: profiles.length, elapsedMs };
      if (state === "running") element.emit("profiles-progress", numbers);
      else element.emit("profiles-end", { state, ...numbers });
    },
    onFailure({ error, kind }) {
      element.say("");
      if (kind === "unauthorised" && !element.emit("profiles-unauthorized", { error }, true)) return true;
      element.emit("profiles-error", { error });
      return false;
    },
  };
}
