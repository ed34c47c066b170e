// CommonJS, as TypeScript writes it.
import library = require("trusthub-profiles");
import slim = require("trusthub-profiles/slim");

const cursorOf = async (page: Promise<library.CustomerProfilePage>): Promise<library.Cursor> => (await page).cursor;
export const resumed = async () =>
  slim
    .createClient({})
    .listCustomerProfiles({ cursor: await cursorOf(library.createClient({}).listCustomerProfiles()) });
