import { OptionsError, createClient } from "trusthub-profiles";

export async function run(options) {
  const client = createClient(options);
  let profiles = 0;
  for await (const profile of client.listCustomerProfiles({ pageSize: 50 })) profiles += "sid" in profile ? 1 : 0;
  try {
    client.listCustomerProfiles({ pageSize: 0 });
  } catch (error) {
    return error instanceof OptionsError ? `${profiles} profiles, then ${error}` : `another class: ${error}`;
  }
}
