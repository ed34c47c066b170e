// On node:http, without a framework: `node node-http.mjs`.
import { createServer } from "node:http";
import { createListHandler, toNodeHandler } from "trusthub-profiles/handler";

const listProfiles = createListHandler({
  credentials: { username: process.env.TWILIO_ACCOUNT_SID, password: process.env.TWILIO_AUTH_TOKEN },
  baseUrl: process.env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
  authorize: isStaff,
});

// Stands for your own sign-in.
function isStaff(request) {
  const session = process.env.STAFF_SESSION;
  return Boolean(session) && request.headers.get("Cookie") === `session=${session}`;
}

const server = createServer(toNodeHandler(listProfiles));

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/twilio/v1/CustomerProfiles`);
});
