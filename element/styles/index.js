// @ts-check

import { controls } from "./controls.js";
import { dialogs } from "./dialogs.js";
import { grid } from "./grid.js";
import { layout } from "./layout.js";
import { media } from "./media.js";
import { panels } from "./panels.js";
import { theme } from "./theme.js";

/** Lit makes style sheets of them by script and not as `<style>`, which a strict Content Security Policy refuses. */
export const styles = [theme, layout, grid, controls, panels, dialogs, media];
