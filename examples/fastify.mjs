// In a Fastify app, with the session of @fastify/session: `node fastify.mjs`.
import { randomBytes } from "node:crypto";
import cookie from "@fastify/cookie";
import session from "@fastify/session";
import fastify from "fastify";
import { createListHandler, toNodeHandler } from "trusthub-profiles/handler";

const listProfiles = createListHandler({
  credentials: { username: process.env.TWILIO_ACCOUNT_SID, password: process.env.TWILIO_AUTH_TOKEN },
  baseUrl: process.env.TRUSTHUB_URL ?? "https://trusthub.twilio.com",
  // The context is Fastify's request, on which @fastify/session has put the session.
  authorize: (_request, { session }) => session.isStaff === true,
});

const app = fastify();
await app.register(cookie);
await app.register(session, {
  // Sessions in memory end with the process, and so may the secret that signs their cookies. In production, give both a
  // place of their own, and the cookie `secure: true`.
  secret: randomBytes(32).toString("hex"),
  saveUninitialized: false,
  cookie: { secure: false, sameSite: "lax" },
});
// Stands for your own sign-in.
app.post("/login", async (request, reply) => {
  const token = process.env.STAFF_SESSION;
  if (!token || request.headers.authorization !== `Bearer ${token}`) return reply.code(403).send();
  // A new ID: one that an attacker gave the visitor before must not become a session of the staff.
  await request.session.regenerate();
  request.session.isStaff = true;
  return reply.code(204).send();
});
app.all("/twilio/*", (request, reply) => {
  // The handler writes the answer itself.
  reply.hijack();
  toNodeHandler(listProfiles, { context: () => request })(request.raw, reply.raw);
});

await app.listen({ port: Number(process.env.PORT ?? 3000), host: "127.0.0.1" });
console.log(`http://127.0.0.1:${app.server.address().port}/twilio/v1/CustomerProfiles`);
