// @ts-check

import { css } from "lit";

/** The record and the keys, with what they and all before are in other containers and in forced colors. */
export const dialogs = css`
  .record {
    inline-size: min(46rem, 100%);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    margin-inline-start: auto;
    padding: 0;
    border: 0;
    border-inline-start: 1px solid var(--_line);
    background: var(--_background);
    color: var(--_text);
  }
  .record[open] {
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }
  .record::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .record header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    justify-content: space-between;
    align-items: start;
    padding: 0.75rem 1.25rem;
    border-block-end: 1px solid var(--_line);
  }
  .record header h2 {
    flex: 1 1 14rem;
    min-inline-size: 0;
  }
  .record header .buttons {
    flex-wrap: nowrap;
    margin-inline-start: auto;
  }
  .record-place {
    font-size: 0.875rem;
    color: var(--_soft);
    white-space: nowrap;
  }
  .record .copy-record {
    margin-block-start: 1.25rem;
  }
  .record .notice,
  .record .actions {
    margin-block-start: 0.5rem;
  }
  .keys {
    min-inline-size: min(24rem, 90vw);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
  }
  .keys::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .keys header {
    display: flex;
    gap: 1rem;
    justify-content: space-between;
    align-items: center;
    padding: 0.75rem 1rem;
    border-block-end: 1px solid var(--_line);
  }
  .keys h2 {
    font-size: 1.1rem;
  }
  .keys dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.4rem 0.75rem;
    padding: 0.75rem 1rem 1rem;
  }
  .keys dl > div {
    display: contents;
  }
  kbd {
    white-space: nowrap;
    padding: 0.05rem 0.4rem;
    border: 1px solid var(--_field-line);
    border-radius: 0.25rem;
    font: inherit;
    font-size: 0.875rem;
  }
  .record h2 {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    font-size: 1.2rem;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .record h3 {
    margin-block: 1.25rem 0.4rem;
    font-size: 0.9375rem;
  }
  .record .content {
    flex: 1;
    overflow: auto;
    padding: 0.75rem 1.25rem 1.25rem;
  }
  .record .said {
    min-block-size: 2.4rem;
    padding: 0.5rem 1.25rem;
    border-block-start: 1px solid var(--_line);
    font-size: 0.875rem;
    color: var(--_soft);
  }
  .record dl > div {
    display: grid;
    grid-template-columns: 9.5rem minmax(0, 1fr);
    gap: 0.1rem 1rem;
    padding-block: 0.4rem;
    border-block-end: 1px solid var(--_line);
  }
  .record dt {
    padding-block: 0.15rem;
    font-size: 0.875rem;
    color: var(--_soft);
    overflow-wrap: anywhere;
  }
  .record .links > div {
    grid-template-columns: minmax(0, 1fr);
  }
  .record dd {
    display: flex;
    gap: 0.5rem 0.75rem;
    align-items: center;
    min-block-size: 1.9rem;
    overflow-wrap: anywhere;
  }
  /* A character with a hundred marks is wider than its line, and can't be broken. */
  .record dd > :is(span, code) {
    min-inline-size: 0;
    overflow: hidden;
  }
  .record dt,
  .record section {
    overflow: hidden;
  }
  .record dd .copy {
    margin-inline-start: auto;
  }
  .both {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 0.75rem;
    align-items: center;
  }
  .record .copy {
    min-block-size: 1.75rem;
    padding: 0.1rem 0.6rem;
    font-size: 0.8125rem;
  }
  .record .copy-record .copy {
    min-block-size: 2.25rem;
  }
  .record section {
    margin-block: 0.5rem 0.75rem;
    padding: 0.75rem 1rem;
    border-radius: var(--_radius);
  }
  .record section h3 {
    margin-block: 0 0.35rem;
  }
  .record .rejections {
    background: var(--_bad-back);
  }
  .record .odd {
    margin-block-start: 1.25rem;
    background: var(--_warn-back);
  }
  .record li {
    overflow-wrap: anywhere;
  }
  .record li + li {
    margin-block-start: 0.35rem;
  }
  .record pre {
    margin: 0;
    padding: 0.75rem;
    overflow: auto;
    border-radius: var(--_radius);
    background: var(--_raised);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .record dd code {
    display: block;
  }
  .record .said:empty {
    min-block-size: 0;
    padding: 0;
    border: 0;
  }
  @container customer-profiles (width < 40rem) {
    .record dl > div {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (forced-colors: active) {
    button[aria-disabled="true"] {
      border-color: GrayText;
      color: GrayText;
    }
    /* Its transparent sides, which make a triangle of it, would be drawn. */
    :is(.field, .view-bar) label:has(select)::after {
      forced-color-adjust: none;
      border-block-start-color: CanvasText;
    }
    .choice[aria-pressed="true"] {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
