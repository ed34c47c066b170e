// The runtime's own fetch, by whatever types it has.
import { createClient } from "trusthub-profiles";

createClient({ fetch });
createClient({ fetch: globalThis.fetch });
createClient({ fetch: (url, init) => fetch(url, { ...init, keepalive: true }) });
