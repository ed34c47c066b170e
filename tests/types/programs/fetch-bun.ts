// Bun's fetch, by its own types.
import { createClient } from "trusthub-profiles";

createClient({ fetch });
createClient({ fetch: Bun.fetch });
createClient({ fetch: (url, init) => fetch(url, { ...init, proxy: "http://127.0.0.1:8080" }) });
