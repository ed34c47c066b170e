// On node:http, without a framework: `node node-http.mjs`.
import { createServer } from "node:http";
import { createListHandler } from "trusthub-profiles/handler";

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

const server = createServer(async (incoming, outgoing) => {
  const leaving = new AbortController();
  outgoing.on("close", () => leaving.abort());
  let request;
  try {
    const { method, headers } = incoming;
    request = new Request(`http://localhost${incoming.url}`, { method, headers, signal: leaving.signal });
  } catch {
    outgoing.writeHead(400).end(); // a method or an address that no Request takes
    return;
  }
  const response = await listProfiles(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/twilio/v1/CustomerProfiles`);
});
