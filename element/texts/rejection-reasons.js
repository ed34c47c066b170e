// @ts-check

/**
 * What Twilio's codes for a rejected profile mean: a table kept from its error dictionary (https://www.twilio.com/docs/api/errors)
 * and the changelog of 29 April 2024 that introduced them. A code that isn't here is shown with a link to the
 * dictionary, and no guess. Compared with the dictionary's index of 2026: after 18610 it goes on with 19003.
 * @type {ReadonlyMap<number, string>}
 */
export const rejectionReasons = new Map([
  [18601, "The link between the business name and the website couldn't be verified"],
  [18602, "The business ID couldn't be verified"],
  [18603, "The address couldn't be verified"],
  [18604, "The first authorised representative couldn't be verified"],
  [18605, "The second authorised representative couldn't be verified"],
  [18606, "The e-mail's domain isn't the website's"],
  [18607, "The profile isn't eligible to be copied"],
  [18608, "The profile has already been copied"],
  [18609, "The business registration authority isn't eligible"],
  [18610, "The profile can't be copied, because an address was deleted"],
  // What an evaluation of regulatory data finds. The dictionary's own titles.
  [22214, "Missing end user"],
  [22215, "Missing end-user field"],
  [22216, "Missing supporting document"],
  [22217, "Missing supporting document field"],
  [22218, "The supporting document field does not match the field in the end-user"],
  [22219, "An address is missing"],
]);
