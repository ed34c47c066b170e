// @ts-check
// `npm run bench:native`: criterion benches of the core's stages, compiled for this machine.

import { main, run } from "./step.mjs";

await main(async () => {
  await run("cargo", ["bench", "--manifest-path", "bench/native/Cargo.toml", ...process.argv.slice(2)]);
});
