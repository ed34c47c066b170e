// @ts-check
// Loaded before twilio-cli: its HTTP client, with another host and nothing else.

const Module = require("node:module");

const load = Reflect.get(Module, "_load");
Reflect.set(Module, "_load", (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) => {
  const exported = load.call(Module, request, ...rest);
  if (/cli-http-client$/.test(request) && typeof exported === "function" && !exported.isRedirected) {
    exported.isRedirected = true;
    const { request: send } = exported.prototype;
    /** @this {unknown} @param {{ uri: string }} options */
    exported.prototype.request = function redirected(options) {
      const uri = options.uri.replace("https://trusthub.twilio.com", String(process.env.TRUSTHUB_URL));
      return send.call(this, { ...options, uri });
    };
  }
  return exported;
});
