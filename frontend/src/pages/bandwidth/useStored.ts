import { useCallback } from "react";
import { bandwidth } from "../../api/panel";
import { type Asked, useAnswer } from "../../api/useAnswer";
import type { BandwidthUpdate } from "../../contract/events";
import { serverNowMs } from "../../realtime/serverNow";
import type { NamedRange } from "./ranges";

const RELOAD_MS = 60_000;

/** What was found of a range; it stays while another one is awaited. */
export interface Stored {
  range: NamedRange;
  found: BandwidthUpdate;
}

/** A window of the stored past that ends now; it moves on every minute. */
export function useStored(range: NamedRange): Asked<Stored> {
  const load = useCallback(
    async (signal: AbortSignal) => {
      const from = new Date(serverNowMs() - range.windowS * 1000).toISOString();
      return { range, found: await bandwidth({ from, points: range.points }, signal) };
    },
    [range],
  );
  return useAnswer(load, RELOAD_MS);
}
