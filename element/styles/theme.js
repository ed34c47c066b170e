// @ts-check

import { css } from "lit";

/**
 * Colours and sizes. Those with the prefix `--customer-profiles-` are the embedder's to set; the element follows the
 * page's own `color-scheme`, since a dark element in a page that knows no dark would be a fault.
 */
export const theme = css`
  :host {
    color-scheme: var(--customer-profiles-color-scheme, inherit);
    font: var(--customer-profiles-font, 0.9375rem / 1.45 system-ui, sans-serif);
    --_mono: var(--customer-profiles-font-mono, ui-monospace, "Liberation Mono", Menlo, monospace);
    --_background: var(--customer-profiles-background, light-dark(#fff, #16191e));
    --_raised: var(--customer-profiles-raised, light-dark(#f5f6f8, #1f242b));
    --_text: var(--customer-profiles-text, light-dark(#1b2027, #e6e9ee));
    --_soft: var(--customer-profiles-soft, light-dark(#57606a, #a5afba));
    --_line: var(--customer-profiles-line, light-dark(#d8dde3, #363d46));
    --_field-line: light-dark(#7d8793, #7b8692);
    --_accent: var(--customer-profiles-accent, light-dark(#0b5cad, #7db8ff));
    --_on-accent: var(--customer-profiles-on-accent, light-dark(#fff, #0b1a2b));
    --_bad: var(--customer-profiles-bad, light-dark(#a1170f, #ffaaa1));
    --_bad-back: light-dark(#fdeceb, #3a1a1b);
    --_warn-back: light-dark(#fdf3d9, #352a10);
    --_warn: light-dark(#6b4900, #f2ce78);
    --_radius: var(--customer-profiles-radius, 0.5rem);
    --_row: 3.5rem;
    color: var(--_text);
    background: var(--_background);
  }

  [data-status] {
    --_back: light-dark(#e8ebef, #2c323a);
    --_ink: light-dark(#3f464e, #cdd3da);
    --_fill: light-dark(#8a939d, #7d8792);
  }
  [data-status="twilio-approved"] {
    --_back: light-dark(#daf3e1, #143822);
    --_ink: light-dark(#0f5529, #93e2ad);
    --_fill: light-dark(#2a9a53, #37a763);
  }
  [data-status="twilio-rejected"] {
    --_back: light-dark(#fde0de, #481b1c);
    --_ink: light-dark(#8e1510, #ffb3ab);
    --_fill: light-dark(#cf4036, #dc5a50);
  }
  [data-status="in-review"] {
    --_back: light-dark(#dde9fd, #172f52);
    --_ink: light-dark(#124894, #abcfff);
    --_fill: light-dark(#3a7ad9, #5390ea);
  }
  [data-status="pending-review"] {
    --_back: light-dark(#fcedc6, #3b2e0c);
    --_ink: light-dark(#674600, #f3d07f);
    --_fill: light-dark(#d3971a, #c9952c);
  }
  [data-status="unknown"] {
    --_back: light-dark(#f0e4fb, #34214b);
    --_ink: light-dark(#582887, #dbbcff);
    --_fill: light-dark(#9155d3, #a26be0);
  }
`;
