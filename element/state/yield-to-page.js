// @ts-check

/** Let the page draw and answer its reader before work goes on. */
export function yieldToPage() {
  return new Promise((resolve) => setTimeout(resolve));
}
