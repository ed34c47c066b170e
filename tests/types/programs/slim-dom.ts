// The slim entry where the runtime's own types are known.
import { init } from "trusthub-profiles/slim";

export async function loaded(
  request: Request,
  response: Response,
  module: WebAssembly.Module,
  source: BufferSource,
): Promise<void> {
  await init(request);
  await init(response);
  await init(module);
  await init(source);
}
