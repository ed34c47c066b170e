// A Cloudflare Worker; the credentials are its secrets.
import { createListHandler } from "trusthub-profiles/handler";

let listProfiles;

export default {
  fetch(request, env) {
    listProfiles ??= createListHandler({
      credentials: { username: env.TWILIO_ACCOUNT_SID, password: env.TWILIO_AUTH_TOKEN },
      baseUrl: env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
      // Your own sign-in goes here.
      authorize: ({ headers }) => headers.get("Cookie") === `session=${env.STAFF_SESSION}`,
    });
    return listProfiles(request);
  },
};
