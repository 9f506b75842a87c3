import { queryString } from "../../api/http";

/** Where the connections of a country or a city are listed. */
export type HrefOf = (countryCode: string | null, city: string | null) => string;

/** As they are now; cities have no filter of their own, but are found. */
export const connectionsFrom: HrefOf = (countryCode, city) =>
  `/connections${queryString({ countryCode, search: city })}`;
