// @ts-check

import { css } from "lit";

/** Narrower containers, print, and readers who want no motion. */
export const media = css`
  @container customer-profiles (width >= 56rem) {
    .chart {
      grid-template-columns: repeat(2, max-content minmax(2rem, 1fr) max-content);
      column-gap: 0.75rem;
    }
    .chart li {
      grid-column: auto / span 3;
    }
    .chart li:nth-child(odd) .number {
      margin-inline-end: 1.5rem;
    }
  }
  @container customer-profiles (width < 72rem) {
    .grid {
      --_columns: minmax(12rem, 1.5fr) minmax(10rem, 2fr) minmax(10rem, 1.3fr) 7.25rem 7.25rem var(--_own-columns,);
      --_width: 52.25rem;
    }
    .cell.policy,
    .cell.created {
      display: none;
    }
  }
  @container customer-profiles (width < 56rem) {
    .grid {
      --_columns: minmax(10rem, 1.8fr) minmax(10rem, 1.5fr) minmax(7rem, 1.2fr) 7rem var(--_own-columns,);
      --_width: 38.75rem;
    }
    .cell.validUntil {
      display: none;
    }
    .filters {
      grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr) auto;
    }
    .field.status {
      grid-column: span 2;
    }
  }
  @container customer-profiles (width < 40rem) {
    .grid,
    .probe {
      --_row: 5.75rem;
    }
    .head,
    .body {
      min-inline-size: 0;
    }
    .head {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .head:focus-within {
      position: sticky;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
    .head:focus-within .row {
      display: flex;
      overflow: auto;
    }
    .view-bar {
      gap: 0.5rem;
      margin-block-end: 0.4rem;
    }
    .searching {
      flex: 1 1 60%;
    }
    .since,
    .sorting {
      flex: 1 1 8rem;
      max-inline-size: none;
    }
    .since-day {
      flex-basis: 100%;
    }
    .searching > span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .view-bar [name="show-filters"] {
      display: block;
      padding-inline: 0.5rem;
    }
    .filters:not([data-open]) {
      display: none;
    }
    .filters {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 0.5rem 0.75rem;
    }
    .field.status {
      grid-column: auto;
    }
    .filters .buttons {
      grid-column: 1 / -1;
      padding-block: 0.25rem;
    }
    .problem {
      min-block-size: 0;
    }
    .toolbar {
      gap: 0.25rem;
      margin-block: 0 0.5rem;
    }
    .toolbar .buttons {
      gap: 0.4rem;
    }
    .toolbar button {
      padding-inline: 0.35rem;
      font-size: 0.875rem;
    }
    .statuses {
      grid-row: 4;
    }
    .field.policySid {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    .field.friendlyName {
      grid-row: 1;
      grid-column: 1 / -1;
    }
    .body .row {
      grid-template-columns: minmax(0, 1fr) auto;
      align-content: center;
      gap: 0.125rem 0.75rem;
      padding-inline: 0.75rem;
    }
    .cell.name,
    .cell.status {
      grid-column: 1 / -1;
    }
    .cell.name .second {
      display: none;
    }
    .cell.status {
      display: flex;
      gap: 0.5rem;
      align-items: baseline;
    }
    .cell.status > .line {
      flex: none;
      max-inline-size: 60%;
    }
    .cell.status .reasons {
      flex: 1 1 0;
      min-inline-size: 0;
    }
    .cell.updated {
      display: flex;
      gap: 0.4rem;
    }
    .cell.updated .second {
      flex: none;
    }
    .cell.own {
      display: none;
    }
    .cell.email,
    .cell.updated {
      font-size: 0.8125rem;
      color: var(--_soft);
    }
    .cell.email .line {
      display: block;
      white-space: nowrap;
      font-size: inherit;
    }
    .summary {
      flex-basis: 100%;
    }
    .scope {
      gap: 0.25rem 0.5rem;
      padding: 0.25rem 0.5rem;
    }
    .scope-line {
      flex: 1 1 auto;
    }
    .scope button {
      padding-inline: 0.35rem;
      font-size: 0.875rem;
    }
    .freshness {
      display: contents;
    }
    .as-of {
      order: 1;
    }
    /* There are no pages to turn while the whole list is shown, and the rows are what the reader came for. */
    .toolbar[data-whole] :is(.turn, [name="load-all"]) {
      display: none;
    }
    .load-all {
      margin-block-end: 0.5rem;
      padding: 0.4rem 0.6rem;
    }
    .load-all[data-state="complete"] :is(.progress, .state) {
      display: none;
    }
    .load-all .top {
      justify-content: start;
    }
    .load-all .progress {
      margin-block: 0.4rem 0.25rem;
    }
    .load-all .buttons {
      gap: 0.4rem;
    }
    .load-all .top button {
      padding-inline: 0.6rem;
      font-size: 0.875rem;
    }
    .load-all .state strong {
      display: none;
    }
    .load-all:not([data-state="running"]) .no-total {
      display: none;
    }
    .numbers {
      gap: 0 0.6rem;
      font-size: 0.8125rem;
    }
    .chart .number,
    .merged {
      font-size: 0.875rem;
    }
    /* The counts in a line that scrolls, without their bars. */
    .chart {
      position: relative;
      display: flex;
      gap: 0.75rem;
      margin: 0.2rem -0.6rem 0;
      padding: 0.2rem 0.6rem;
      overflow-x: auto;
      scroll-padding-inline: 0.6rem;
      scrollbar-width: thin;
    }
    .chart li {
      display: flex;
      flex: none;
      gap: 0.3rem;
      align-items: center;
    }
    .chart .track {
      display: none;
    }
  }
  .printed {
    margin-block-start: 0.5rem;
  }
  @media print {
    .view-bar,
    .scope,
    .filters,
    .toolbar :is(button, slot),
    .notice[data-kind="offline"],
    .load-all .buttons,
    .progress {
      display: none !important;
    }
    .grid {
      max-block-size: none;
      overflow: visible;
      border: 0;
    }
    .head,
    .body {
      min-inline-size: 0;
    }
    .grid .body {
      block-size: auto !important;
      overflow: visible;
    }
    .grid .body .row {
      position: static;
      transform: none !important;
      contain: none;
      block-size: auto;
      min-block-size: 2.5rem;
      padding-block: 0.25rem;
      break-inside: avoid;
    }
    /* Paper has no tooltip: nothing is cut, and a SID that is wider than its column is broken. */
    .cell .line,
    .cell .open,
    .cell.email .line,
    .cell .policy-name {
      white-space: normal;
      overflow: visible;
      overflow-wrap: anywhere;
    }
    .cell.own,
    .cell.email .line,
    .cell .reasons .line,
    .cell .policy-name {
      display: block;
      -webkit-line-clamp: none;
    }
    .cell .middle {
      flex-wrap: wrap;
    }
    .head {
      position: static;
    }
    /* An open record is printed alone, and whole: over the list it hid half of that, and ended with the page. */
    :not(.record):has(~ .record[open]),
    .record :is(button, .said) {
      display: none !important;
    }
    .record[open] {
      position: static;
      inline-size: auto;
      block-size: auto;
      border: 0;
    }
    .record[open],
    .record .content {
      display: block;
      overflow: visible;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
