// What the build writes into wasm-inlined.js.

/** The core, packed, in base64. */
export declare const packed: string;

/** How many bytes it has, unpacked. */
export declare const length: number;

/** The module that unpacks it, in base64. */
export declare const unpacker: string;
