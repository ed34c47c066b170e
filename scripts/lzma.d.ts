// The part of the package `lzma` that the build uses.
declare module "lzma" {
  const lzma: { compress(bytes: Uint8Array, level: number): number[] };
  export default lzma;
}
