import "trusthub-profiles/element";
import { OptionsError, createClient } from "trusthub-profiles";

export async function run({ baseUrl }) {
  const element = document.createElement("customer-profiles");
  let profiles = 0;
  let failure;
  const walked = new Promise((resolve, reject) => {
    element.addEventListener("profiles-page", ({ detail: { page } }) => {
      profiles += page.profiles.filter((profile) => "sid" in profile).length;
      if (page.nextCursor === null) resolve();
      else element.cursor = page.nextCursor;
    });
    element.addEventListener("profiles-error", ({ detail }) => {
      failure = detail.error;
      reject(failure);
    });
  });
  element.baseUrl = baseUrl;
  document.body.append(element);
  await walked;
  element.baseUrl = "ftp://nowhere.example";
  while (failure === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  // Which of them the element throws: its own copy's, or the package's.
  if (!isOurs(failure)) return `another class: ${failure}`;
  try {
    createClient({ baseUrl }).listCustomerProfiles({ pageSize: 0 });
  } catch (error) {
    return `${profiles} profiles, then ${error}`;
  }
}

const isOurs = (error) => error instanceof OptionsError;
