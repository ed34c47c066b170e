// @ts-check

import { css } from "lit";

/** Fields, buttons, links and badges. */
export const controls = css`
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button,
  :is(.field, .view-bar) :is(input, select) {
    min-block-size: 2.25rem;
    padding: 0.3rem 0.75rem;
    border: 1px solid var(--_field-line);
    border-radius: 0.375rem;
    background: var(--_background);
  }
  :is(.field, .view-bar) input {
    cursor: text;
    text-overflow: ellipsis;
  }
  /* Engines draw a select each in its own way, and WebKit's ignores the page's colours. */
  :is(.field, .view-bar) select {
    appearance: none;
    padding-inline-end: 1.75rem;
    text-overflow: ellipsis;
  }
  :is(.field, .view-bar) label:has(select) {
    position: relative;
  }
  :is(.field, .view-bar) label:has(select)::after {
    content: "";
    position: absolute;
    inset-inline-end: 0.8rem;
    inset-block-end: 0.95rem;
    pointer-events: none;
    border-inline: 0.3rem solid transparent;
    border-block-start: 0.35rem solid currentColor;
  }
  :is(.field, .view-bar) option {
    background: var(--_background);
    color: var(--_text);
  }
  :is(.field, .view-bar) input::placeholder {
    color: var(--_soft);
    opacity: 1;
  }
  .field [aria-invalid="true"] {
    border-color: var(--_bad);
  }
  button {
    cursor: pointer;
    white-space: nowrap;
  }
  button:hover {
    background: var(--_raised);
  }
  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  button[aria-disabled="true"] {
    cursor: default;
    border-color: var(--_line);
    background: var(--_background);
    color: color-mix(in srgb, var(--_soft) 70%, var(--_background));
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  a {
    color: var(--_accent);
  }
  .open {
    min-block-size: 0;
    padding: 0;
    border: 0;
    background: none;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    text-align: start;
    border-radius: 0.2rem;
  }
  .open:hover {
    background: none;
    text-decoration: underline;
  }
  .open:focus-visible {
    outline-offset: -2px;
    padding-inline: 0.25rem;
  }
  .mark {
    flex: none;
    inline-size: 1.15rem;
    block-size: 1.15rem;
    border-radius: 50%;
    background: var(--_warn-back);
    color: var(--_warn);
    border: 1px solid;
    font-size: 0.75rem;
    font-weight: 700;
    line-height: 1.05rem;
    text-align: center;
  }
  .badge {
    display: inline-block;
    max-inline-size: 100%;
    padding: 0.05rem 0.6rem;
    border-radius: 1rem;
    background: var(--_back);
    color: var(--_ink);
    font-size: 0.8125rem;
    font-weight: 600;
    line-height: 1.5;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: top;
  }
  .badge[data-status="unknown"] {
    outline: 1px dashed;
    outline-offset: -1px;
  }
`;
