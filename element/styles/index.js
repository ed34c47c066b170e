// @ts-check

import { layout } from "./layout.js";
import { parts } from "./parts.js";
import { theme } from "./theme.js";

/** Lit makes style sheets of them by script and not as `<style>`, which a strict Content Security Policy refuses. */
export const styles = [theme, layout, parts];
