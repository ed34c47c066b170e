// A Cloudflare Worker; the credentials are its secrets.
import { createListHandler } from "trusthub-profiles/handler";

let listProfiles;

// Stands for your own sign-in.
function isStaff(request, session) {
  return Boolean(session) && request.headers.get("Cookie") === `session=${session}`;
}

export default {
  fetch(request, env) {
    listProfiles ??= createListHandler({
      credentials: { username: env.TWILIO_ACCOUNT_SID, password: env.TWILIO_AUTH_TOKEN },
      baseUrl: env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
      authorize: (visitor) => isStaff(visitor, env.STAFF_SESSION),
    });
    return listProfiles(request);
  },
};
