// ES modules beside CommonJS: a value of the one is a value of the other.
import { listCustomerProfiles } from "trusthub-profiles";
import { resumed } from "./required.cjs";

const page = await resumed();
export const again = listCustomerProfiles({ cursor: page.cursor });
