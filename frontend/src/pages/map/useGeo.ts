import type { GeoUpdate } from "../../contract/events";
import { useLive, useWanted } from "../../realtime/hooks";

/** Where the viewers are now; null until it was told. */
export function useGeo(): GeoUpdate | null {
  useWanted("geo:update");
  return useLive((live) => live.geo);
}
