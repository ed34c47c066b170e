// @ts-check
/** @import { Cursor } from "trusthub-profiles" */
/** @import { Place, Sort } from "./state/place.js" */

/**
 * What a reader can do: what views call and the element does. The host is asked first about those that navigate.
 * @typedef {object} Actions
 * @property {(choice: Pick<Place, "filters" | "pageSize">) => void} filter
 * @property {(cursor: Cursor | null) => void} turn
 * @property {() => void} firstPage
 * @property {() => void} reload
 * @property {() => void} retry
 * @property {() => void} hurry
 * @property {() => void} loadAll
 * @property {() => void} resume
 * @property {() => void} loadAgain
 * @property {() => void} backToPages
 * @property {(form: "csv" | "ndjson") => void} export
 * @property {() => void} exportAll
 * @property {(search: string) => void} search
 * @property {(choice: string) => void} chooseSince
 * @property {(since: string) => void} since
 * @property {(sort: Sort | null) => void} sort
 * @property {() => void} resetView
 * @property {(status: string) => void} toggleStatus
 * @property {() => void} toggleFilters
 * @property {(row: number) => () => void} opener opens what a row shows now, wherever that stands by then
 * @property {(sid: string) => Promise<void>} openSid
 * @property {(by: -1 | 1) => void} stepRecord
 * @property {() => void} closeRecord
 */

export {};
