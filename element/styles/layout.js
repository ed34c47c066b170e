// @ts-check

import { css } from "lit";

/** The grid and where everything stands, from the narrowest container to the widest. */
export const layout = css`
:host { display: block; container: customer-profiles / inline-size; }
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.view-bar { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: end; margin-block-end: 0.6rem; }
.view-bar label { display: block; }
.view-bar label > span { display: block; margin-block-end: 0.2rem; font-size: 0.8125rem; color: var(--_soft); }
.view-bar :is(input, select) { inline-size: 100%; }
.searching { flex: 1 1 16rem; }
.since, .sorting { flex: 0 1 12rem; }
.view-bar [name="show-filters"] { display: none; }
.scope { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; margin-block-end: 0.6rem; padding: 0.4rem 0.75rem; border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_raised); }
.scope-line { flex: 1 1 14rem; }

.filters { display: grid; grid-template-columns: minmax(0, 1.2fr) 12rem minmax(0, 1.5fr) 6.5rem auto; gap: 0.25rem 0.75rem; align-items: start; }
.field label { display: block; }
.field label > span { display: block; margin-block-end: 0.2rem; font-size: 0.8125rem; color: var(--_soft); }
.field input, .field select { inline-size: 100%; }
.field.Instant { grid-column: span 2; }
.problem { display: block; min-block-size: 1.3em; font-size: 0.8125rem; line-height: 1.3; color: var(--_bad); }
.filters .buttons { padding-block-start: 1.4rem; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.joined { display: inline-flex; }
.joined button { border-radius: 0; margin-inline-start: -1px; }
.joined button:first-child { border-start-start-radius: 0.375rem; border-end-start-radius: 0.375rem; margin: 0; }
.joined button:last-child { border-start-end-radius: 0.375rem; border-end-end-radius: 0.375rem; }
.joined button:focus-visible { z-index: 1; position: relative; }

.toolbar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; margin-block: 0.25rem 0.75rem; }
.freshness { display: inline-flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.as-of { font-size: 0.875rem; color: var(--_soft); }
.summary { flex: 1 1 14rem; min-block-size: 1.45em; color: var(--_soft); }

.grid {
  --_columns: minmax(15.5rem, 2fr) minmax(10.5rem, 1.8fr) minmax(8rem, 1.1fr) minmax(9.5rem, 1.3fr) 6.75rem 6.75rem 7rem var(--_own-columns,);
  position: relative;
  overflow: auto;
  max-block-size: var(--customer-profiles-grid-height, max(24rem, 100dvh - 15rem));
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  background: var(--_background);
}
.head { position: sticky; inset-block-start: 0; z-index: 1; overflow: hidden; background: var(--_raised); border-block-end: 1px solid var(--_line); }
.head .row { min-block-size: 2.25rem; font-size: 0.8125rem; font-weight: 600; color: var(--_soft); }
.sort { display: flex; gap: 0.25rem; align-items: center; max-inline-size: 100%; min-block-size: 0; padding: 0.2rem 0; border: 0; background: none; font-weight: inherit; overflow: hidden; text-overflow: ellipsis; }
.sort:hover { background: none; text-decoration: underline; }
.sort:focus-visible { outline-offset: -2px; }
.arrow { font-size: 0.625rem; }
.row { display: grid; grid-template-columns: var(--_columns); gap: 0 1rem; align-items: center; padding-inline: 0.875rem; }
.body { position: relative; overflow: hidden; }
.body .row, .probe { block-size: var(--_row); }
.body .row { position: absolute; inset-inline: 0; inset-block-start: 0; border-block-end: 1px solid var(--_line); contain: strict; cursor: pointer; }
.body .row:hover { background: var(--_raised); }
.body .row:focus-within { background: color-mix(in srgb, var(--_accent) 10%, var(--_background)); }
.probe { position: absolute; inset-block-start: 0; inline-size: 1px; visibility: hidden; pointer-events: none; }
.cell { min-inline-size: 0; }
.cell .line { display: block; max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.cell time, .cell.validUntil, .cell.created, .cell.updated { font-variant-numeric: tabular-nums; }
.cell.email .line { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; white-space: normal; word-break: break-all; font-size: 0.875rem; line-height: 1.3; }
.second { font-size: 0.8125rem; color: var(--_soft); }
.second.code { font-size: 0.75rem; }
.second.reason, .second.expired { color: var(--_bad); }
.reasons { display: flex; gap: 0.35rem; align-items: baseline; }
.reasons .line { flex: 0 1 auto; min-inline-size: 0; }
.plus { flex: none; font-size: 0.75rem; font-weight: 600; color: var(--_bad); }
.cell .policy-name { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; white-space: normal; font-size: 0.875rem; line-height: 1.3; }
.none { color: var(--_soft); font-style: italic; }
/* What turns the direction of its text turns none of the text after it. */
.code, code, .badge, .middle span { unicode-bidi: isolate; }
/* Codes and SIDs read from left to right wherever they stand. */
.code:not(input), code, pre, .middle, .plus { direction: ltr; }
/* The texts' language may run the other way than the page. */
p, li, h2, h3, strong, dt, dd > span, label > span, .line, .second, .number, .as-of, .record-place, .scope-line { unicode-bidi: plaintext; }
:host(:dir(rtl)) :is(p, li, h2, h3, dt, dd > span, label > span, .line, .second, .code:not(input)) { text-align: right; }
:host(:dir(rtl)) pre { text-align: left; }
:host(:dir(rtl)) :is(.notice[data-kind="empty"], .notice[data-kind="empty"] p) { text-align: center; }
.code, code, pre { font-family: var(--_mono); font-size: 0.8125rem; }
.middle { display: flex !important; }
.middle span:first-child { overflow: hidden; text-overflow: ellipsis; }
.name .line:first-child { display: flex; gap: 0.4rem; align-items: center; }
.name .open { min-inline-size: 0; }

/* What is there stays readable while something else is on its way. */
.grid[aria-busy="true"] { cursor: progress; }
.grid[aria-busy="true"] .head::after { content: ""; position: absolute; inset-block-end: 0; inset-inline-start: 0; inline-size: 30%; block-size: 3px; background: var(--_accent); animation: run 1.6s ease-in-out infinite; }
.grid[aria-busy="true"] .body:empty {
  min-block-size: calc(8 * var(--_row));
  padding-inline: 0.875rem 35%;
  background: content-box repeating-linear-gradient(to bottom, transparent 0 1.25rem, var(--_line) 1.25rem 2rem, transparent 2rem var(--_row));
  animation: wait 1.4s ease-in-out infinite alternate;
}
@keyframes wait { from { opacity: 0.75; } to { opacity: 0.35; } }

@container customer-profiles (width < 72rem) {
  .grid { --_columns: minmax(12rem, 2fr) minmax(10rem, 1.6fr) minmax(10rem, 1.4fr) 7.25rem 7.25rem var(--_own-columns,); }
  .cell.policy, .cell.created { display: none; }
}
@container customer-profiles (width < 56rem) {
  .grid { --_columns: minmax(11rem, 1.8fr) minmax(10rem, 1.5fr) minmax(8rem, 1.2fr) 7rem var(--_own-columns,); }
  .cell.validUntil { display: none; }
  .filters { grid-template-columns: 1fr 1fr; }
  .filters .buttons { grid-column: 1 / -1; padding-block: 0 0.5rem; }
}
@container customer-profiles (width < 40rem) {
  :is(.grid) { --_row: 7rem; }
  .head { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  .head:focus-within { position: sticky; inline-size: auto; block-size: auto; clip-path: none; }
  .head:focus-within .row { display: flex; overflow: auto; }
  .view-bar { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto; gap: 0.5rem; margin-block-end: 0.4rem; }
  .searching, .since-day { grid-column: 1 / -1; }
  .searching > span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .view-bar [name="show-filters"] { display: block; padding-inline: 0.5rem; }
  .filters:not([data-open]) { display: none; }
  .filters { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.5rem 0.75rem; }
  .filters .buttons { padding-block: 0.25rem; }
  .problem { min-block-size: 0; }
  .toolbar { gap: 0.25rem; margin-block: 0 0.5rem; }
  .toolbar .buttons { gap: 0.4rem; }
  .toolbar button { padding-inline: 0.35rem; font-size: 0.875rem; }
  .field.policySid { grid-row: 2; grid-column: 1 / -1; }
  .field.friendlyName { grid-row: 1; grid-column: 1 / -1; }
  .body .row { grid-template-columns: minmax(0, 1fr) auto; align-content: center; gap: 0.125rem 0.75rem; padding-inline: 0.75rem; }
  .cell.name, .cell.status { grid-column: 1 / -1; }
  .cell.name .second { display: none; }
  .cell.status { display: flex; gap: 0.5rem; align-items: baseline; }
  .cell.status > .line { flex: none; max-inline-size: 60%; }
  .cell.status .reasons { flex: 1 1 0; min-inline-size: 0; }
  .cell.updated .second { display: none; }
  .cell.own { display: none; }
  .cell.email, .cell.updated { font-size: 0.8125rem; color: var(--_soft); }
  .summary { flex-basis: 100%; }
}
.printed { margin-block-start: 0.5rem; }
@media print {
  .view-bar, .scope, .filters, .toolbar .buttons, .notice[data-kind="offline"], .load-all .buttons, .progress { display: none !important; }
  .grid { max-block-size: none; overflow: visible; border: 0; }
  .grid .body { block-size: auto !important; overflow: visible; }
  .grid .body .row { position: static; transform: none !important; contain: none; block-size: auto; min-block-size: 2.5rem; padding-block: 0.25rem; break-inside: avoid; }
  .cell .line, .cell.email .line { white-space: normal; overflow: visible; }
  .head { position: static; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; }
}
`;
