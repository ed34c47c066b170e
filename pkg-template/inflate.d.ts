// What the build writes into inflate.js: fflate's inflate within a function, so that nothing of it runs before it is needed.

export declare function loadInflate(): (
  deflated: Uint8Array,
  options: { out: Uint8Array<ArrayBuffer> },
) => Uint8Array<ArrayBuffer>;
