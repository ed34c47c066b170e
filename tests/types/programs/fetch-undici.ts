// undici's fetch, by its own types, with an agent of its own.
import { createClient } from "trusthub-profiles";
import { Agent, fetch } from "undici";

createClient({ fetch });
const dispatcher = new Agent();
createClient({ fetch: (url, init) => fetch(url, { ...init, dispatcher }) });
