// @ts-check

import { css } from "lit";

/** The notice, the panel of "load all" and the chart. */
export const panels = css`
  .notice {
    margin-block-end: 0.75rem;
    padding: 0.875rem 1rem;
    border: 1px solid var(--_line);
    border-inline-start-width: 4px;
    border-radius: var(--_radius);
    background: var(--_raised);
    overflow-wrap: anywhere;
  }
  .notice p {
    margin-block-start: 0.25rem;
  }
  .notice .actions {
    display: flex;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }
  .notice .facts {
    font-size: 0.875rem;
  }
  .notice[data-kind="error"] {
    border-color: var(--_bad);
    background: var(--_bad-back);
  }
  .notice[data-kind="offline"] {
    border-color: var(--_warn);
    background: var(--_warn-back);
  }
  .notice[data-kind="empty"] {
    padding: 3rem 1rem;
    border-inline-start-width: 1px;
    text-align: center;
  }
  .notice[data-kind="empty"] p {
    color: var(--_soft);
  }

  .load-all {
    margin-block-end: 0.75rem;
    padding: 0.875rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  .load-all .top {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    justify-content: space-between;
    align-items: start;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    font-variant-numeric: tabular-nums;
    color: var(--_soft);
  }
  .progress {
    position: relative;
    block-size: 0.5rem;
    margin-block: 0.75rem 0.35rem;
    border-radius: 1rem;
    background: var(--_line);
    overflow: hidden;
  }
  .progress span {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 30%;
    border-radius: inherit;
    background: var(--_accent);
  }
  .load-all[data-state="running"] .progress span {
    animation: run 1.6s ease-in-out infinite;
  }
  .load-all[data-state="complete"] .progress span {
    inline-size: 100%;
    background: light-dark(#2a9a53, #37a763);
  }
  .load-all:is([data-state="failed"], [data-state="cancelled"]) .progress span {
    inline-size: 100%;
    background: repeating-linear-gradient(-45deg, var(--_field-line) 0 0.5rem, transparent 0.5rem 1rem);
  }
  .load-all[data-state="failed"] .progress span {
    background: repeating-linear-gradient(-45deg, var(--_bad) 0 0.5rem, transparent 0.5rem 1rem);
  }
  .load-all[data-state="complete"] .no-total {
    display: none;
  }
  @keyframes run {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(340%);
    }
  }
  .no-total {
    font-size: 0.8125rem;
    color: var(--_soft);
  }
  .chart {
    display: grid;
    grid-template-columns: max-content minmax(2rem, 1fr) max-content;
    gap: 0.3rem 0.75rem;
    margin-block-start: 0.75rem;
  }
  .chart .badge {
    justify-self: start;
  }
  .choice {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.9rem;
    padding: 0.1rem 0.2rem;
    border-color: var(--_line);
    border-radius: 1.25rem;
    background: none;
    justify-self: start;
  }
  .choice:hover {
    border-color: var(--_field-line);
    background: var(--_background);
  }
  .choice[aria-pressed="true"] {
    border-color: currentColor;
    background: var(--_background);
  }
  .chart li {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }
  .chart .track {
    block-size: 0.75rem;
    border-radius: 0.2rem;
    background: var(--_background);
  }
  .chart .bar {
    display: block;
    block-size: 100%;
    min-inline-size: 0;
    border-radius: inherit;
    background: var(--_fill);
  }
  .chart .bar,
  .progress span {
    forced-color-adjust: none;
  }
  .chart .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
`;
