// @ts-check

import { css } from "lit";

/** Narrower containers, print, and readers who want no motion. */
export const media = css`
  @container customer-profiles (width < 72rem) {
    .grid {
      --_columns: minmax(12rem, 2fr) minmax(10rem, 1.6fr) minmax(10rem, 1.4fr) 7.25rem 7.25rem var(--_own-columns,);
    }
    .cell.policy,
    .cell.created {
      display: none;
    }
  }
  @container customer-profiles (width < 56rem) {
    .grid {
      --_columns: minmax(11rem, 1.8fr) minmax(10rem, 1.5fr) minmax(8rem, 1.2fr) 7rem var(--_own-columns,);
    }
    .cell.validUntil {
      display: none;
    }
    .filters {
      grid-template-columns: 1fr 1fr;
    }
    .filters .buttons {
      grid-column: 1 / -1;
      padding-block: 0 0.5rem;
    }
  }
  @container customer-profiles (width < 40rem) {
    :is(.grid) {
      --_row: 7rem;
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
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
      gap: 0.5rem;
      margin-block-end: 0.4rem;
    }
    .searching,
    .since-day {
      grid-column: 1 / -1;
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
    .filters .buttons {
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
    .cell.updated .second {
      display: none;
    }
    .cell.own {
      display: none;
    }
    .cell.email,
    .cell.updated {
      font-size: 0.8125rem;
      color: var(--_soft);
    }
    .summary {
      flex-basis: 100%;
    }
  }
  .printed {
    margin-block-start: 0.5rem;
  }
  @media print {
    .view-bar,
    .scope,
    .filters,
    .toolbar .buttons,
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
    .cell .line,
    .cell.email .line {
      white-space: normal;
      overflow: visible;
    }
    .head {
      position: static;
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
