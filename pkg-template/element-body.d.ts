// What the build writes into element-body.js.

/** The element's modules, evaluated with those of the package that they import, by their names. */
export declare function loadElement(
  modules: Readonly<Record<string, object>>,
): Pick<typeof import("./element.js"), "CustomerProfilesElement">;
