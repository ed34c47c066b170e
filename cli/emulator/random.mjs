// @ts-check
// Everything here is a function of its arguments: row 99,999 costs no more than row 0, and two runs agree.

/**
 * Murmur3's finalizer. It is a bijection on 32 bits, which is why numbers drawn for distinct indexes never collide.
 * @param {number} value
 */
export function mix(value) {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * 32 bits for one purpose at one index; for a fixed seed and purpose no two indexes share them.
 * @param {number} seed
 * @param {number} purpose
 * @param {number} index
 */
export function draw(seed, purpose, index) {
  return mix(mix(seed ^ Math.imul(purpose + 1, 0x9e3779b1)) ^ index);
}

/**
 * The number whose {@link mix} it is.
 * @param {number} mixed
 */
export function unmix(mixed) {
  // The factors are the inverses of those of `mix` modulo 2^32.
  let bits = mixed ^ (mixed >>> 16);
  bits = Math.imul(bits, 0x7ed1b41d);
  bits = Math.imul(bits ^ (bits >>> 13) ^ (bits >>> 26), 0xa5cb9243);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * The index for which {@link draw} gives these bits: there is exactly one.
 * @param {number} seed
 * @param {number} purpose
 * @param {number} bits
 */
export function indexOfDraw(seed, purpose, bits) {
  return (unmix(bits) ^ mix(seed ^ Math.imul(purpose + 1, 0x9e3779b1))) >>> 0;
}

// A third of a generated profile's time went into toString(16).
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * The 32 hexadecimal digits of a SID or a token. They use up the purposes `purpose` to `purpose + 3`.
 * @param {number} seed
 * @param {number} purpose
 * @param {number} index
 */
export function hexDigits(seed, purpose, index) {
  let digits = "";
  for (let word = 0; word < 4; word += 1) {
    const bits = draw(seed, purpose + word, index);
    for (let shift = 24; shift >= 0; shift -= 8) digits += BYTES[(bits >>> shift) & 0xff];
  }
  return digits;
}

/**
 * A seed from a seed and a text (FNV-1a), so that each account has its own profiles.
 * @param {number} seed
 * @param {string} text
 */
export function seedFor(seed, text) {
  let bits = mix(seed) ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  }
  return mix(bits);
}
