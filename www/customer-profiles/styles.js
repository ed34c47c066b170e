// @ts-check

import { layout } from "./styles/layout.js";
import { parts } from "./styles/parts.js";
import { theme } from "./styles/theme.js";

/** Made by script and not as `<style>`, which a strict Content Security Policy refuses; shared by all elements. */
export const styles = [theme, layout, parts].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});
