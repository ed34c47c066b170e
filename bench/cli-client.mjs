// @ts-check
// What the command is measured beside: node with the client alone, which lists and keeps nothing.

import { createClient } from "trusthub-profiles";

const { TRUSTHUB_URL = "", TWILIO_ACCOUNT_SID = "", TWILIO_AUTH_TOKEN = "" } = process.env;
const client = createClient({
  baseUrl: TRUSTHUB_URL,
  credentials: { username: TWILIO_ACCOUNT_SID, password: TWILIO_AUTH_TOKEN },
});
const limit = process.argv[2] === undefined ? Infinity : Number(process.argv[2]);
let profiles = 0;
for await (const page of client.listCustomerProfiles({ limit, pageSize: Math.min(limit, 1000) }).pages())
  profiles += page.profiles.length;
console.log(JSON.stringify({ profiles }));
