// node-fetch, by its own types.
import fetch from "node-fetch";
import { createClient } from "trusthub-profiles";

createClient({ fetch });
createClient({ fetch: (url, init) => fetch(url, { ...init, size: 1_000_000 }) });
