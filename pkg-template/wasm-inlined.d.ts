// What the build writes into wasm-inlined.js.

/** The core, deflated, in base64. */
export declare const deflated: string;

/** How many bytes it has, inflated. */
export declare const length: number;
