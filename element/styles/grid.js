// @ts-check

import { css } from "lit";

/** The rows and their cells. */
export const grid = css`
  .grid {
    --_columns: minmax(15.5rem, 1.4fr) minmax(10.5rem, 4fr) minmax(8rem, 1.1fr) minmax(9.5rem, 1.5fr) 6.5rem 6.5rem
      6.5rem var(--_own-columns,);
    /* What the columns need at least, gaps and padding included. */
    --_width: 70.75rem;
    position: relative;
    overflow: auto;
    max-block-size: var(--customer-profiles-grid-height, max(24rem, 100dvh - 15rem));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_background);
  }
  /* With an embedder's columns they may need more than there is. */
  .head,
  .body {
    min-inline-size: calc(var(--_width) + var(--_own) * 7rem);
  }
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    overflow: hidden;
    background: var(--_raised);
    border-block-end: 1px solid var(--_line);
  }
  .head .row {
    min-block-size: 2.25rem;
    font-size: 0.8125rem;
    font-weight: 600;
    color: var(--_soft);
  }
  .sort {
    display: flex;
    gap: 0.25rem;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 0;
    padding: 0.2rem 0;
    border: 0;
    background: none;
    font-weight: inherit;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .sort:hover {
    background: none;
    text-decoration: underline;
  }
  .sort:focus-visible {
    outline-offset: -2px;
  }
  .arrow {
    font-size: 0.625rem;
  }
  .row {
    display: grid;
    grid-template-columns: var(--_columns);
    gap: 0 1rem;
    align-items: center;
    padding-inline: 0.875rem;
  }
  .body {
    position: relative;
    overflow: hidden;
  }
  .body .row,
  .probe {
    block-size: var(--_row);
  }
  .body .row {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 0;
    border-block-end: 1px solid var(--_line);
    contain: strict;
    cursor: pointer;
  }
  .body .row:hover {
    background: var(--_raised);
  }
  .body .row:focus-within {
    background: color-mix(in srgb, var(--_accent) 10%, var(--_background));
  }
  /* It takes no place, and no other size than a row's height changes it. */
  .probe {
    inline-size: 1px;
    margin-block-end: calc(-1 * var(--_row));
    visibility: hidden;
    pointer-events: none;
  }
  .cell {
    min-inline-size: 0;
  }
  .cell.own {
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .cell.own :focus-visible {
    outline-offset: -2px;
  }
  .cell .line {
    display: block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell time,
  .cell.validUntil,
  .cell.created,
  .cell.updated {
    font-variant-numeric: tabular-nums;
  }
  .cell.own,
  .cell.email .line,
  .cell .reasons .line,
  .cell .policy-name {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    white-space: normal;
  }
  .cell.email .line {
    word-break: break-all;
    font-size: 0.875rem;
    line-height: 1.3;
  }
  .second {
    font-size: 0.8125rem;
    color: var(--_soft);
  }
  .second.code {
    font-size: 0.75rem;
  }
  .second.reason,
  .second.expired {
    color: var(--_bad);
  }
  .reasons {
    display: flex;
    gap: 0.35rem;
    align-items: baseline;
  }
  /* Two lines, below the status in the height of a row. */
  .reasons .line {
    flex: 0 1 auto;
    min-inline-size: 0;
    font-size: 0.75rem;
    line-height: 1.25;
  }
  .cell.status > .line {
    font-size: 0.75rem;
  }
  .plus {
    flex: none;
    font-size: 0.75rem;
    font-weight: 600;
    color: var(--_bad);
  }
  .cell .policy-name {
    font-size: 0.875rem;
    line-height: 1.3;
  }
  .none {
    color: var(--_soft);
    font-style: italic;
  }
  /* What turns the direction of its text turns none of the text after it. */
  .code,
  code,
  .badge,
  .middle span {
    unicode-bidi: isolate;
  }
  /* Codes and SIDs read from left to right wherever they stand. */
  .code:not(input),
  code,
  pre,
  .middle,
  .plus {
    direction: ltr;
  }
  /* The texts' language may run the other way than the page. */
  p,
  li,
  h2,
  h3,
  strong,
  dt,
  dd > span,
  label > span,
  .line,
  .second,
  .number,
  .as-of,
  .record-place,
  .scope-line {
    unicode-bidi: plaintext;
  }
  :host(:dir(rtl)) :is(p, li, h2, h3, dt, dd > span, label > span, .line, .second, .code:not(input)) {
    text-align: right;
  }
  :host(:dir(rtl)) pre {
    text-align: left;
  }
  :host(:dir(rtl)) :is(.notice[data-kind="empty"], .notice[data-kind="empty"] p) {
    text-align: center;
  }
  .code,
  code,
  pre {
    font-family: var(--_mono);
    font-size: 0.8125rem;
  }
  .middle {
    display: flex !important;
  }
  .middle span:first-child {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .name .line:first-child {
    display: flex;
    gap: 0.4rem;
    align-items: center;
  }
  .name .open {
    min-inline-size: 0;
  }

  /* What is there stays readable while something else is on its way. */
  .grid[aria-busy="true"] {
    cursor: progress;
  }
  .grid[aria-busy="true"] .head::after {
    content: "";
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 0;
    inline-size: 30%;
    block-size: 3px;
    background: var(--_accent);
    animation: run 1.6s ease-in-out infinite;
  }
  .grid[aria-busy="true"] .body:empty {
    min-block-size: calc(8 * var(--_row));
    padding-inline: 0.875rem 35%;
    background: content-box
      repeating-linear-gradient(
        to bottom,
        transparent 0 1.25rem,
        var(--_line) 1.25rem 2rem,
        transparent 2rem var(--_row)
      );
    animation: wait 1.4s ease-in-out infinite alternate;
  }
  @keyframes wait {
    from {
      opacity: 0.75;
    }
    to {
      opacity: 0.35;
    }
  }
`;
