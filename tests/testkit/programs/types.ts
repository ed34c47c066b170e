// What the declarations of the emulator and of the test kit allow, and what they refuse.

import { createServer } from "node:http";
import {
  type ApiError,
  type Client,
  createClient,
  type CustomerProfile,
  type CustomerProfilePage,
  type PaginationError,
} from "trusthub-profiles";
import {
  type Account,
  type AppliedChange,
  createEmulator,
  type Emulator,
  type EmulatorServer,
  type FaultName,
  type ProfileState,
  startEmulator,
} from "trusthub-profiles-cli/emulator";
import {
  emulatorFetch,
  makeError,
  makeList,
  makePage,
  makeProfile,
  makeWirePage,
  makeWireProfile,
  type WirePage,
} from "trusthub-profiles-cli/testing";

const emulator: EmulatorServer = await startEmulator({
  port: 0,
  accounts: 10,
  profiles: 5,
  churn: 0.1,
  seed: undefined,
});
const plain: Emulator = createEmulator({ accounts: [{ profiles: [{ sid: "BU1" }], status: "closed" }] });
createServer(plain.handle);
const account: Account | undefined = emulator.accounts[0];
const fault: FaultName = "hang-body";
emulator.fault(fault, { times: Infinity, page: 1 });
const change: AppliedChange = emulator.change("AC1", { type: "reject", sid: "BU1", errors: [{ code: 1 }] });
const changes: AppliedChange[] = emulator.advance({ days: 1 }).concat(emulator.advance(1000), change);
const states: ProfileState[] = emulator.history("BU1");
emulator.requests.length = 0;
emulator.changeAccount("AC1", { authToken: "x" });
const client: Client = createClient({ fetch: plain.fetch, baseUrl: emulator.url });
const fetching = emulatorFetch({ profiles: 3 });
const other: Client = createClient({ fetch: fetching });
fetching.emulator.clearFaults();

const profile: CustomerProfile = makeProfile({ status: "tomorrow", validUntil: new Date(), extra: { risk: 1 } });
const profiles: CustomerProfile[] = [{ status: "draft" }, {}].map(makeProfile);
const wire: WirePage = makeWirePage({ profiles: [makeWireProfile({ new_property: 1 })], page: 0, pageSize: 1 });
const next: string | null = wire.meta.next_page_url;
const page: CustomerProfilePage = await makePage({ profiles: 3 });
const pages = makeList({ profiles: [{ friendlyName: "A" }] }).pages();
const api: ApiError = await makeError("api", { status: 429, details: { a: 1 }, retryAfterMs: 1000 });
const pagination: PaginationError = await makeError("pagination", { reason: "loop" });
const reason: "loop" | "bad-link" | "too-many-pages" = pagination.reason;

// @ts-expect-error: a fault that isn't
emulator.fault("hangs");
// @ts-expect-error: a change without a SID
emulator.change("AC1", { type: "approve" });
// @ts-expect-error: the emulator without a server has no URL
plain.url;
// @ts-expect-error: not an option
createEmulator({ port: 1 });
// @ts-expect-error: an account's status
emulator.changeAccount("AC1", { status: "open" });
// @ts-expect-error: the client's names, not the API's
makeProfile({ friendly_name: "x" });
// @ts-expect-error: no such kind
makeError("http");
// @ts-expect-error: another kind's field
makeError("network", { status: 503 });
// @ts-expect-error: another kind's error
const wrong: ApiError = await makeError("network");

export { account, api, changes, client, next, other, page, pages, profile, profiles, reason, states, wrong };
