// @ts-check

import { css } from "lit";

/** Buttons and fields, badges, the notice, the panel of "load all", and the record. */
export const parts = css`
button, input, select { font: inherit; color: inherit; }
button, :is(.field, .view-bar) :is(input, select) {
  min-block-size: 2.25rem; padding: 0.3rem 0.75rem; border: 1px solid var(--_field-line); border-radius: 0.375rem; background: var(--_background);
}
:is(.field, .view-bar) input { cursor: text; }
/* Engines draw a select each in its own way, and WebKit's ignores the page's colours. */
:is(.field, .view-bar) select { appearance: none; padding-inline-end: 1.75rem; text-overflow: ellipsis; }
:is(.field, .view-bar) label:has(select) { position: relative; }
:is(.field, .view-bar) label:has(select)::after {
  content: ""; position: absolute; inset-inline-end: 0.8rem; inset-block-end: 0.95rem; pointer-events: none;
  border-inline: 0.3rem solid transparent; border-block-start: 0.35rem solid currentColor;
}
:is(.field, .view-bar) option { background: var(--_background); color: var(--_text); }
:is(.field, .view-bar) input::placeholder { color: var(--_soft); opacity: 1; }
.field [aria-invalid="true"] { border-color: var(--_bad); }
button { cursor: pointer; white-space: nowrap; }
button:hover { background: var(--_raised); }
button.primary { border-color: var(--_accent); background: var(--_accent); color: var(--_on-accent); font-weight: 600; }
button.primary:hover { background: color-mix(in srgb, var(--_accent) 88%, var(--_text)); }
button[aria-disabled="true"] { cursor: default; border-color: var(--_line); background: var(--_background); color: color-mix(in srgb, var(--_soft) 70%, var(--_background)); }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
a { color: var(--_accent); }
.open { min-block-size: 0; padding: 0; border: 0; background: none; font-weight: 600; overflow: hidden; text-overflow: ellipsis; text-align: start; border-radius: 0.2rem; }
.open:hover { background: none; text-decoration: underline; }
.open:focus-visible { outline-offset: -2px; padding-inline: 0.25rem; }
.mark { flex: none; inline-size: 1.15rem; block-size: 1.15rem; border-radius: 50%; background: var(--_warn-back); color: var(--_warn); border: 1px solid; font-size: 0.75rem; font-weight: 700; line-height: 1.05rem; text-align: center; }
.badge { display: inline-block; max-inline-size: 100%; padding: 0.05rem 0.6rem; border-radius: 1rem; background: var(--_back); color: var(--_ink); font-size: 0.8125rem; font-weight: 600; line-height: 1.5; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: top; }
.badge[data-status="unknown"] { outline: 1px dashed; outline-offset: -1px; }

.notice { margin-block-end: 0.75rem; padding: 0.875rem 1rem; border: 1px solid var(--_line); border-inline-start-width: 4px; border-radius: var(--_radius); background: var(--_raised); overflow-wrap: anywhere; }
.notice p { margin-block-start: 0.25rem; }
.notice .actions { display: flex; gap: 0.5rem; margin-block-start: 0.75rem; }
.notice .facts { font-size: 0.875rem; }
.notice[data-kind="error"] { border-color: var(--_bad); background: var(--_bad-back); }
.notice[data-kind="offline"] { border-color: var(--_warn); background: var(--_warn-back); }
.notice[data-kind="empty"] { padding: 3rem 1rem; border-inline-start-width: 1px; text-align: center; }
.notice[data-kind="empty"] p { color: var(--_soft); }

.load-all { margin-block-end: 0.75rem; padding: 0.875rem 1rem; border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_raised); }
.load-all .top { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; justify-content: space-between; align-items: start; }
.numbers { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-variant-numeric: tabular-nums; color: var(--_soft); }
.progress { position: relative; block-size: 0.5rem; margin-block: 0.75rem 0.35rem; border-radius: 1rem; background: var(--_line); overflow: hidden; }
.progress span { position: absolute; inset-block: 0; inset-inline-start: 0; inline-size: 30%; border-radius: inherit; background: var(--_accent); }
.load-all[data-state="running"] .progress span { animation: run 1.6s ease-in-out infinite; }
.load-all[data-state="complete"] .progress span { inline-size: 100%; background: light-dark(#2a9a53, #37a763); }
.load-all:is([data-state="failed"], [data-state="cancelled"]) .progress span { inline-size: 100%; background: repeating-linear-gradient(-45deg, var(--_field-line) 0 0.5rem, transparent 0.5rem 1rem); }
.load-all[data-state="failed"] .progress span { background: repeating-linear-gradient(-45deg, var(--_bad) 0 0.5rem, transparent 0.5rem 1rem); }
.load-all[data-state="complete"] .no-total { display: none; }
@keyframes run { from { transform: translateX(-100%); } to { transform: translateX(340%); } }
.no-total { font-size: 0.8125rem; color: var(--_soft); }
.chart { display: grid; grid-template-columns: max-content minmax(2rem, 1fr) max-content; gap: 0.3rem 0.75rem; margin-block-start: 0.75rem; }
.chart .badge { justify-self: start; }
.choice { display: inline-flex; align-items: center; min-block-size: 1.9rem; padding: 0.1rem 0.2rem; border-color: var(--_line); border-radius: 1.25rem; background: none; justify-self: start; }
.choice:hover { border-color: var(--_field-line); background: var(--_background); }
.choice[aria-pressed="true"] { border-color: currentColor; background: var(--_background); }
.chart li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; }
.chart .track { block-size: 0.75rem; border-radius: 0.2rem; background: var(--_background); }
.chart .bar { display: block; block-size: 100%; min-inline-size: 0; border-radius: inherit; background: var(--_fill); }
.chart .bar, .progress span { forced-color-adjust: none; }
.chart .number { text-align: end; font-variant-numeric: tabular-nums; }

.record { inline-size: min(46rem, 100%); max-inline-size: none; block-size: 100dvh; max-block-size: none; margin: 0; margin-inline-start: auto; padding: 0; border: 0; border-inline-start: 1px solid var(--_line); background: var(--_background); color: var(--_text); }
.record[open] { display: flex; flex-direction: column; overflow: hidden; }
.record::backdrop { background: rgb(0 0 0 / 45%); }
.record header { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; justify-content: space-between; align-items: start; padding: 0.75rem 1.25rem; border-block-end: 1px solid var(--_line); }
.record header h2 { flex: 1 1 14rem; min-inline-size: 0; }
.record header .buttons { flex-wrap: nowrap; margin-inline-start: auto; }
.record-place { font-size: 0.875rem; color: var(--_soft); white-space: nowrap; }
.record .copy-record { margin-block-start: 1.25rem; }
.record .notice { margin-block-start: 0.5rem; }
.keys { min-inline-size: min(24rem, 90vw); padding: 0; border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_background); color: var(--_text); }
.keys::backdrop { background: rgb(0 0 0 / 45%); }
.keys header { display: flex; gap: 1rem; justify-content: space-between; align-items: center; padding: 0.75rem 1rem; border-block-end: 1px solid var(--_line); }
.keys h2 { font-size: 1.1rem; }
.keys dl { padding: 0.75rem 1rem 1rem; }
.keys dl > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0.75rem; padding-block: 0.2rem; }
kbd { padding: 0.05rem 0.4rem; border: 1px solid var(--_field-line); border-radius: 0.25rem; font: inherit; font-size: 0.875rem; }
.record h2 { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; font-size: 1.2rem; line-height: 1.35; overflow-wrap: anywhere; }
.record h3 { margin-block: 1.25rem 0.4rem; font-size: 0.9375rem; }
.record .content { flex: 1; overflow: auto; padding: 0.75rem 1.25rem 1.25rem; }
.record .said { min-block-size: 2.4rem; padding: 0.5rem 1.25rem; border-block-start: 1px solid var(--_line); font-size: 0.875rem; color: var(--_soft); }
.record dl > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0.1rem 1rem; padding-block: 0.4rem; border-block-end: 1px solid var(--_line); }
.record dt { padding-block: 0.15rem; font-size: 0.875rem; color: var(--_soft); overflow-wrap: anywhere; }
.record .links > div { grid-template-columns: minmax(0, 1fr); }
.record dd { display: flex; gap: 0.5rem 0.75rem; align-items: center; min-block-size: 1.9rem; overflow-wrap: anywhere; }
/* A character with a hundred marks is wider than its line, and can't be broken. */
.record dd > :is(span, code) { min-inline-size: 0; overflow: hidden; }
.record dt, .record section { overflow: hidden; }
.record dd .copy { margin-inline-start: auto; }
.both { display: flex; flex-wrap: wrap; gap: 0.1rem 0.75rem; align-items: center; }
.record .copy { min-block-size: 1.75rem; padding: 0.1rem 0.6rem; font-size: 0.8125rem; }
.record .copy-record .copy { min-block-size: 2.25rem; }
.record section { margin-block: 0.5rem 0.75rem; padding: 0.75rem 1rem; border-radius: var(--_radius); }
.record section h3 { margin-block: 0 0.35rem; }
.record .rejections { background: var(--_bad-back); }
.record .odd { margin-block-start: 1.25rem; background: var(--_warn-back); }
.record li { overflow-wrap: anywhere; }
.record li + li { margin-block-start: 0.35rem; }
.record pre { margin: 0; padding: 0.75rem; overflow: auto; border-radius: var(--_radius); background: var(--_raised); white-space: pre-wrap; overflow-wrap: anywhere; }
.record dd code { display: block; }
.record .said:empty { min-block-size: 0; padding: 0; border: 0; }
@container customer-profiles (width >= 56rem) {
  .chart { grid-template-columns: repeat(2, max-content minmax(2rem, 1fr) max-content); column-gap: 0.75rem; }
  .chart li { grid-column: auto / span 3; }
  .chart li:nth-child(odd) .number { margin-inline-end: 1.5rem; }
}
@container customer-profiles (width < 40rem) {
  .record dl > div { grid-template-columns: minmax(0, 1fr); }
  .chart { grid-template-columns: minmax(0, 1fr) max-content; gap: 0.5rem; }
  .chart li { row-gap: 0.2rem; }
  .chart .number { grid-column: 2; grid-row: 1; font-size: 0.875rem; }
  .chart .track { grid-column: 1 / -1; grid-row: 2; block-size: 0.5rem; }
}
@media (forced-colors: active) {
  button[aria-disabled="true"] { border-color: GrayText; color: GrayText; }
  .choice[aria-pressed="true"] { border-color: Highlight; outline: 2px solid Highlight; }
}
`;
