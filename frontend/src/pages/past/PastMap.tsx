import { useCallback } from "react";
import type { Change } from "../../address/useAddress";
import { geoAt } from "../../api/past";
import { useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import { Atlas } from "../map/Atlas";
import type { HrefOf } from "../map/hrefs";
import type { MapView } from "../map/view";
import { listedAt, type Past } from "./moment";

interface PastMapProps {
  past: Past;
  change: Change<Past>;
}

/** Where the viewers were. */
export function PastMap({ past, change }: PastMapProps) {
  const { at } = past;
  const asked = useAnswer(useCallback((signal: AbortSignal) => geoAt(at, signal), [at]));
  const changeView: Change<MapView> = (make, replace) => change((known) => ({ ...known, ...make(known) }), replace);
  const hrefOf: HrefOf = (countryCode, city) => listedAt(past, countryCode === null ? {} : { countryCode }, city ?? "");
  return <Loaded asked={asked}>{(geo) => <Atlas geo={geo} view={past} change={changeView} hrefOf={hrefOf} />}</Loaded>;
}
