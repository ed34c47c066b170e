// @ts-check

/**
 * The name of a known policy.
 * @param {string} sid
 * @param {Readonly<Record<string, string>>} policies names by SID
 * @returns {string | null}
 */
export function policyName(sid, policies) {
  // Hexadecimal digits are the same in capitals.
  const known = sid.slice(0, 2) + sid.slice(2).toLowerCase();
  return Object.hasOwn(policies, known) ? (policies[known] ?? null) : null;
}
