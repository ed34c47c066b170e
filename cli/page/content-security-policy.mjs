// @ts-check

/** The policy of every answer: its own files alone, no inline script or style, no `eval`. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  // Lit's, under the name that the element gives it.
  "require-trusted-types-for 'script'",
  "trusted-types trusthub-profiles",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");
