// Imported before an example that is no whole program: what its reader has already, such as a client.

import "./network.mjs";
import * as library from "trusthub-profiles";
import * as server from "trusthub-profiles/handler";

const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, PROFILE_SID, CLIENT = "{}" } = process.env;

const credentials = { username: TWILIO_ACCOUNT_SID, password: TWILIO_AUTH_TOKEN };
Object.assign(globalThis, library, server, {
  accountSid: TWILIO_ACCOUNT_SID,
  authToken: TWILIO_AUTH_TOKEN,
  apiKeySid: TWILIO_ACCOUNT_SID,
  apiKeySecret: TWILIO_AUTH_TOKEN,
  profileSid: PROFILE_SID,
  credentials,
  freshToken: async () => "fresh",
  sessionOf: async (request) => (request.headers.has("Cookie") ? { mayReadProfiles: true } : null),
  // A page's base, which a relative baseUrl is resolved against.
  document: { baseURI: "https://staff.example/profiles/" },
  client: library.createClient({ credentials, maxRetries: 0, totalTimeoutMs: 20_000, ...JSON.parse(CLIENT) }),
});
