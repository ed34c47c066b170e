// The slim entry: the same names, and init.
import { createClient, init } from "trusthub-profiles/slim";
import type { CustomerProfile } from "trusthub-profiles";

export async function loaded(): Promise<readonly CustomerProfile[]> {
  await init();
  await init("/client.wasm");
  await init(new URL("https://example.com/client.wasm"));
  await init(new Uint8Array());
  await init(new ArrayBuffer(0));
  // @ts-expect-error null is none of them (anything else is a WebAssembly.Module, which the DOM's types leave empty)
  await init(null);
  return createClient({}).listCustomerProfiles().toArray();
}
