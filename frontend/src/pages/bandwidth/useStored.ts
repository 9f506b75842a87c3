import { useCallback, useMemo } from "react";
import { bandwidth } from "../../api/panel";
import { type Asked, useAnswer } from "../../api/useAnswer";
import type { BandwidthUpdate } from "../../contract/events";
import { serverNowMs } from "../../realtime/serverNow";
import type { Look } from "./ranges";
import { queryOf, type Shown, shownOf } from "./shown";

const RELOAD_MS = 60_000;

/** What was found of a stretch of time; it stays while another one is awaited. */
export interface Stored {
  shown: Shown;
  found: BandwidthUpdate;
}

/** A stretch of the stored past; one that ends now moves on every minute. */
export function useStored({ range, span }: Look): Asked<Stored> {
  const shown = useMemo(() => shownOf({ range, span, measure: "average" }), [range, span]);
  const load = useCallback(
    async (signal: AbortSignal) => ({ shown, found: await bandwidth(queryOf(shown, serverNowMs() / 1000), signal) }),
    [shown],
  );
  return useAnswer(load, RELOAD_MS);
}
