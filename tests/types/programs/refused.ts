// What mustn't type-check: a line that does is an error itself.
import {
  ApiError,
  TrustHubError,
  createClient,
  customerProfileSchema,
  customerProfileStatuses,
  listCustomerProfiles,
  parseCustomerProfilePage,
} from "trusthub-profiles";
import type {
  ClientEvent,
  ClientOptions,
  Cursor,
  CustomerProfile,
  CustomerProfilePage,
  ListOptions,
} from "trusthub-profiles";

declare const profile: CustomerProfile;
declare const page: CustomerProfilePage;
declare const event: ClientEvent;
declare const error: TrustHubError;
const client = createClient({});

// @ts-expect-error no options
createClient();
// @ts-expect-error a misspelled option
createClient({ baseurl: "https://example.com" });
// @ts-expect-error an option of a list
createClient({ pageSize: 5 });
// @ts-expect-error half of a pair
createClient({ credentials: { username: "AC" } });
// @ts-expect-error a string for a number
createClient({ maxRetries: "3" });
// @ts-expect-error no validation of this name
createClient({ validation: "lenient" });
// @ts-expect-error null is no value
export const clientOptions: ClientOptions = { timeoutMs: null };
// @ts-expect-error null is no value
export const listOptions: ListOptions = { limit: null };
// @ts-expect-error a fetch without a status
createClient({ fetch: async () => ({ text: async () => "" }) });
// @ts-expect-error a status that is a string
createClient({ fetch: async () => ({ status: "200" }) });
// @ts-expect-error a fetch that takes no URL
createClient({ fetch: async (_url: number) => ({ status: 200 }) });
// @ts-expect-error a word for a boolean
createClient({ dangerouslyAllowHttp: "yes" });
// @ts-expect-error an option of a client
client.listCustomerProfiles({ maxRetries: 1 });
// @ts-expect-error no status to ask for
client.listCustomerProfiles({ status: "closed" });
// @ts-expect-error a string is no cursor
client.listCustomerProfiles({ cursor: "page:" });
// @ts-expect-error a status of tomorrow is none to ask for
client.listCustomerProfiles({ status: profile.status ?? undefined });
// @ts-expect-error a number is no SID
client.fetchCustomerProfile(7);
// @ts-expect-error an option of a list
client.fetchCustomerProfile("BU", { limit: 1 });
// @ts-expect-error the statuses can't be added to
customerProfileStatuses.push("draft");
// @ts-expect-error null is no cursor
client.listCustomerProfiles({ cursor: page.nextCursor });
// @ts-expect-error no credentials of this form
listCustomerProfiles({ credentials: { token: "x" } });
// @ts-expect-error profiles can't be changed
profile.sid = null;
// @ts-expect-error nor their links
if (profile.links !== null) profile.links["x"] = "y";
// @ts-expect-error any property may be null
profile.friendlyName.length;
// @ts-expect-error dates are Dates
profile.dateCreated satisfies string | null;
// @ts-expect-error the wire's names are others
profile.friendly_name;
// @ts-expect-error a page's profiles can't be added to
page.profiles.push(profile);
// @ts-expect-error the end is null
page.nextCursor satisfies Cursor;
// @ts-expect-error a list isn't iterable at once
for (const each of client.listCustomerProfiles()) console.log(each);
// @ts-expect-error a request has no status
event.status;
// @ts-expect-error only some errors have a status
error.status;
// @ts-expect-error the class is abstract
new TrustHubError();
// @ts-expect-error the package alone makes errors
new ApiError();
// @ts-expect-error nobody else makes others
export class Mine extends ApiError {}
// @ts-expect-error an error's kind can't be changed
error.kind = "network";
// @ts-expect-error a body is bytes or a string
parseCustomerProfilePage({ results: [] });
// @ts-expect-error strict or report
parseCustomerProfilePage("", { validation: true });
// @ts-expect-error an output is there only without issues
customerProfileSchema["~standard"].validate({}).value.sid;
