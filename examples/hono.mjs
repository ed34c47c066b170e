// In a Hono app, here on Node: `node hono.mjs`.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { createListHandler } from "trusthub-profiles/handler";

const listProfiles = createListHandler({
  credentials: { username: process.env.TWILIO_ACCOUNT_SID, password: process.env.TWILIO_AUTH_TOKEN },
  baseUrl: process.env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
  // The middleware below has asked who it is.
  authorize: () => true,
});

const app = new Hono();
// Stands for your own sign-in.
app.use("/twilio/*", async (context, next) => {
  const session = process.env.STAFF_SESSION;
  if (!session || getCookie(context, "session") !== session) return context.text("sign in first", 403);
  return next();
});
app.all("/twilio/*", (context) => listProfiles(context.req.raw));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: "127.0.0.1" }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}/twilio/v1/CustomerProfiles`);
});
