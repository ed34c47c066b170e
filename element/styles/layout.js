// @ts-check

import { css } from "lit";

/** Where everything but the grid stands. */
export const layout = css`
  :host {
    display: block;
    container: customer-profiles / inline-size;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .view-bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: end;
    margin-block-end: 0.6rem;
  }
  .view-bar label {
    display: block;
  }
  .view-bar label > span {
    display: block;
    margin-block-end: 0.2rem;
    font-size: 0.8125rem;
    color: var(--_soft);
  }
  .view-bar :is(input, select) {
    inline-size: 100%;
  }
  .searching {
    flex: 1 1 16rem;
  }
  .since,
  .sorting {
    flex: 1 1 12rem;
    max-inline-size: 14rem;
  }
  .view-bar [name="show-filters"] {
    display: none;
  }
  .scope {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: center;
    margin-block-end: 0.6rem;
    padding: 0.4rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  .scope-line {
    flex: 1 1 14rem;
  }

  .filters {
    display: grid;
    grid-template-columns: minmax(0, 1.2fr) 14rem minmax(0, 1.5fr) 6.5rem auto;
    gap: 0.25rem 0.75rem;
    align-items: start;
  }
  .field label {
    display: block;
  }
  .field label > span {
    display: block;
    margin-block-end: 0.2rem;
    font-size: 0.8125rem;
    color: var(--_soft);
  }
  .field input,
  .field select {
    inline-size: 100%;
  }
  .field.Instant {
    grid-column: span 2;
  }
  .statuses {
    grid-row: 2;
    grid-column: 1 / -1;
    margin: 0 0 0.5rem;
    padding: 0.25rem 0.75rem 0.5rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .statuses legend {
    padding-inline: 0.25rem;
  }
  .statuses legend,
  .statuses .hint {
    font-size: 0.8125rem;
    color: var(--_soft);
  }
  .boxes {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
  }
  .boxes label {
    display: flex;
    gap: 0.4rem;
    align-items: center;
    min-block-size: 2rem;
    cursor: pointer;
  }
  .problem {
    display: block;
    min-block-size: 1.3em;
    font-size: 0.8125rem;
    line-height: 1.3;
    color: var(--_bad);
  }
  .filters .buttons {
    padding-block-start: 1.4rem;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
  .joined {
    display: inline-flex;
  }
  .joined button {
    border-radius: 0;
    margin-inline-start: -1px;
  }
  .joined button:first-child {
    border-start-start-radius: 0.375rem;
    border-end-start-radius: 0.375rem;
    margin: 0;
  }
  .joined button:last-child {
    border-start-end-radius: 0.375rem;
    border-end-end-radius: 0.375rem;
  }
  .joined button:focus-visible {
    z-index: 1;
    position: relative;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: center;
    justify-content: space-between;
    margin-block: 0.25rem 0.75rem;
  }
  .freshness {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
  .as-of {
    font-size: 0.875rem;
    color: var(--_soft);
  }
  .summary {
    flex: 1 1 14rem;
    min-block-size: 1.45em;
    color: var(--_soft);
  }
`;
