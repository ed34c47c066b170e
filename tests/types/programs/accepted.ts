// What programs write: each line type-checks against the contract, so it must against the package.
import {
  ApiError,
  NetworkError,
  OptionsError,
  PaginationError,
  ResponseError,
  TimeoutError,
  TrustHubError,
  createClient,
  customerProfileSchema,
  customerProfileStatuses,
  isCustomerProfileStatus,
  listCustomerProfiles,
  parseCursor,
  parseCustomerProfilePage,
} from "trusthub-profiles";
import type {
  AnyTrustHubError,
  Client,
  ClientEvent,
  ClientOptions,
  Credentials,
  Cursor,
  CustomerProfile,
  CustomerProfileList,
  CustomerProfilePage,
  CustomerProfileRecord,
  CustomerProfileStatus,
  EventPlace,
  Fetch,
  FetchInit,
  FetchResponse,
  Issue,
  ListOptions,
  PageMeta,
  StandardSchemaV1,
} from "trusthub-profiles";

const credentials: Credentials = { username: "AC", password: "secret" };
const options: ClientOptions = {
  credentials: async () => ({ bearerToken: "token" }),
  baseUrl: new URL("https://example.com/twilio"),
  fetch: globalThis.fetch,
  maxRetries: 0,
  maxRetryAfterMs: 1,
  timeoutMs: 1,
  totalTimeoutMs: 1,
  maxBodyBytes: 1,
  validation: "strict",
  onEvent: (event: ClientEvent) => void event.type,
  dangerouslyAllowBrowserCredentials: true,
  dangerouslyAllowHttp: true,
};
// Undefined is as absent, also under exactOptionalPropertyTypes.
declare const noOptions: { [Name in keyof Required<ClientOptions>]: undefined };
declare const noListOptions: { [Name in keyof Required<ListOptions>]: undefined };
createClient(noOptions).listCustomerProfiles(noListOptions);
listCustomerProfiles({ ...noOptions, ...noListOptions });
parseCustomerProfilePage("", { validation: undefined });
// By hand, in each of the ways that a body may come.
const responses: FetchResponse[] = [
  { status: 200, json: async () => ({ results: [] }) },
  { status: 200, text: async () => "" },
  { status: 200, headers: new Map([["Retry-After", "7"]]), arrayBuffer: async () => new ArrayBuffer(0) },
  { status: 200, headers: new Headers(), body: null },
];
const byHand: Fetch = async (url, init: FetchInit) => {
  const sent: [string, "GET", Record<string, string>, "manual", AbortSignal, "no-store" | undefined] = [
    url,
    init.method,
    init.headers,
    init.redirect,
    init.signal,
    init.cache,
  ];
  console.log(sent);
  return responses[0] as FetchResponse;
};
createClient({ fetch: byHand });
createClient({ fetch: (url, init) => globalThis.fetch(url, init) });
createClient({ baseUrl: "/twilio" });
const listOptions: ListOptions = {
  status: "draft",
  friendlyName: "x",
  policySid: "RN",
  pageSize: 1,
  limit: Infinity,
  maxPages: 1,
  prefetch: true,
  signal: new AbortController().signal,
};
const client: Client = createClient({ ...options, credentials });
const list: CustomerProfileList = client.listCustomerProfiles(listOptions);
client.listCustomerProfiles();
createClient({});

export async function everything(cursor: Cursor): Promise<readonly CustomerProfile[]> {
  const page: CustomerProfilePage = await list;
  const cursors: (Cursor | null)[] = [page.cursor, page.nextCursor, page.previousCursor];
  const kept: string = page.cursor;
  const { status, requestId, attempts, elapsedMs } = page.response;
  const facts: [number, string | null, number, number] = [status, requestId, attempts, elapsedMs];
  const next: CustomerProfilePage | null = await page.next();
  const previous = (await next?.previous()) ?? null;
  for await (const profile of list) {
    const { sid, accountSid, policySid, friendlyName, email, statusCallback, url } = profile;
    const texts: (string | null)[] = [sid, accountSid, policySid, friendlyName, email, statusCallback, url];
    const dates: (Date | null)[] = [profile.validUntil, profile.dateCreated, profile.dateUpdated];
    const extra: unknown = profile.extra?.["new_property"];
    const link: string | undefined = profile.links?.["customer_profiles_evaluations"];
    for (const error of profile.errors ?? []) console.log(error, texts, dates, extra, link);
    switch (profile.status) {
      case "draft":
      case "pending-review":
      case "in-review":
      case "twilio-rejected":
      case "twilio-approved":
      case "a status of tomorrow":
      case null:
        break;
    }
  }
  for await (const { profiles, meta, issues } of list.pages())
    console.log(profiles.length, meta.nextPageUrl, issues.length);
  const pages: AsyncGenerator<CustomerProfilePage, void, void> = list.pages();
  await pages.return();
  const chained: number = await list
    .then((first) => first.profiles.length)
    .catch(() => 0)
    .finally(() => {});
  const resumed = await listCustomerProfiles({ ...options, cursor });
  console.log(cursors, kept, facts, previous, chained, resumed.meta satisfies PageMeta);
  return list.toArray();
}

export async function alone(sid: string, kept: string): Promise<CustomerProfile> {
  const record: CustomerProfileRecord = await client.fetchCustomerProfile(sid);
  const again = await client.fetchCustomerProfile(sid, { signal: new AbortController().signal });
  await client.fetchCustomerProfile(sid, { signal: undefined });
  const issue: Issue | undefined = record.issues[0];
  const response: CustomerProfilePage["response"] = record.response;
  const cursor: Cursor = parseCursor(kept);
  const typed: unknown = kept;
  const status: CustomerProfileStatus | undefined = isCustomerProfileStatus(typed) ? typed : undefined;
  const statuses: readonly CustomerProfileStatus[] = customerProfileStatuses;
  console.log(issue?.path, response.attempts, again.profile.sid, statuses.indexOf("draft"));
  await client.listCustomerProfiles({ cursor });
  await client.listCustomerProfiles({ status });
  return record.profile;
}

/** Errors of another copy of the package too: each class narrows to itself. */
export function known(error: unknown): string {
  if (OptionsError.is(error)) return error.option;
  if (ApiError.is(error)) return `${error.status} ${error.code} ${error.retryAfterMs}`;
  if (NetworkError.is(error)) return error.kind satisfies "network";
  if (TimeoutError.is(error)) return error.scope;
  if (ResponseError.is(error)) return String(error.issues.length);
  if (PaginationError.is(error)) return error.reason;
  const errors: unknown[] = [error];
  return errors.filter(TrustHubError.is).map((it: AnyTrustHubError) => it.label ?? it.message)[0] ?? "";
}

export function placed({ label, walk, page, attempt }: EventPlace): string {
  return `${label satisfies string | null} ${walk} ${page} ${attempt}`;
}

export function decoded(body: Uint8Array | ArrayBuffer | string): CustomerProfile[] {
  const { profiles, meta, issues } = parseCustomerProfilePage(body, { validation: "report" });
  const first: Issue | undefined = issues[0];
  console.log(first?.path, first?.code === "date-time", first?.expected, first?.value, meta.pageSize);
  return profiles;
}

export function explained(error: unknown): string {
  if (error instanceof OptionsError) return error.option;
  if (error instanceof ApiError)
    return `${error.status} ${error.code ?? "?"} ${error.moreInfo} ${error.retryAfterMs} ${String(error.details)}`;
  if (error instanceof NetworkError) return String(error.cause);
  if (error instanceof TimeoutError) return error.scope satisfies "attempt" | "total";
  if (error instanceof ResponseError) return String(error.issues.length);
  if (error instanceof PaginationError) return error.reason satisfies "loop" | "bad-link" | "too-many-pages";
  if (!TrustHubError.is(error)) return JSON.stringify(error);
  const known: AnyTrustHubError = error;
  console.log(known.cursor, known.requestId, known.attempts, known.retryable, known.toJSON()["kind"]);
  switch (error.kind) {
    case "options":
      return error.option;
    case "api":
      return String(error.code);
    case "network":
      return error.message;
    case "timeout":
      return error.scope;
    case "response":
      return String(error.issues[0]?.path);
    case "pagination":
      return error.reason;
  }
}

export function told(event: ClientEvent): string {
  switch (event.type) {
    case "request":
      return `${event.page} ${event.attempt}`;
    case "response":
      return `${event.status} ${event.elapsedMs} ${event.requestId}`;
    case "failure":
      return `${event.reason} ${event.code} ${event.willRetry} ${event.label} ${event.walk}`;
    case "retry":
      return `${event.waitMs} ${event.isRetryAfter} ${event.reason satisfies TrustHubError["kind"]}`;
    case "page":
      return `${event.profiles} ${event.issues} ${event.bytes} ${placed(event)}`;
  }
}

const schema: StandardSchemaV1<unknown, CustomerProfile> = customerProfileSchema;
const result = schema["~standard"].validate({});
if (result.issues === undefined)
  console.log(result.value.status satisfies CustomerProfileStatus | (string & {}) | null);
else console.log(result.issues[0]?.message, result.issues[0]?.path);
