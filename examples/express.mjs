// In an Express app, with the session of express-session: `node express.mjs`.
import { randomBytes } from "node:crypto";
import express from "express";
import session from "express-session";
import { createListHandler, toNodeHandler } from "trusthub-profiles/handler";

const listProfiles = createListHandler({
  credentials: { username: process.env.TWILIO_ACCOUNT_SID, password: process.env.TWILIO_AUTH_TOKEN },
  baseUrl: process.env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
  // The context is Express's request, on which express-session has put the session.
  authorize: (_request, { session }) => session.isStaff === true,
});

const app = express();
app.use(
  session({
    // Sessions in memory end with the process, and so may the secret that signs their cookies. In production, give both a
    // place of their own, and the cookie `secure: true`.
    secret: randomBytes(32).toString("hex"),
    resave: false,
    saveUninitialized: false,
    cookie: { sameSite: "lax" },
  }),
);
// Stands for your own sign-in.
app.post("/login", (request, response, next) => {
  const token = process.env.STAFF_SESSION;
  if (!token || request.get("Authorization") !== `Bearer ${token}`) return response.sendStatus(403);
  // A new ID: one that an attacker gave the visitor before must not become a session of the staff.
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.isStaff = true;
    response.sendStatus(204);
  });
});
app.use("/twilio", toNodeHandler(listProfiles));

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/twilio/v1/CustomerProfiles`);
});
