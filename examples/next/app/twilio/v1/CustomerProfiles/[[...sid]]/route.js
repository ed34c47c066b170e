// A route handler of Next: app/twilio/v1/CustomerProfiles/[[...sid]]/route.js, for the list and for one profile.
import { createListHandler } from "trusthub-profiles/handler";

const listProfiles = createListHandler({
  // A function: a build has no credentials.
  credentials: () => ({ username: process.env.TWILIO_ACCOUNT_SID, password: process.env.TWILIO_AUTH_TOKEN }),
  baseUrl: process.env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
  authorize: isStaff,
});

// Stands for your own sign-in.
function isStaff(request) {
  const session = process.env.STAFF_SESSION;
  return Boolean(session) && request.headers.get("Cookie") === `session=${session}`;
}

export { listProfiles as GET, listProfiles as HEAD };
