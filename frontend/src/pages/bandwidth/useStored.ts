import { useCallback } from "react";
import { bandwidth } from "../../api/panel";
import { type Asked, useAnswer } from "../../api/useAnswer";
import type { BandwidthUpdate } from "../../contract/events";
import type { Range } from "../../realtime/history";
import { serverNowMs } from "../../realtime/serverNow";

const RELOAD_MS = 60_000;

/** A window of the stored past that ends now; it moves on every minute. */
export function useStored({ windowS, points }: Range): Asked<BandwidthUpdate> {
  const load = useCallback(
    (signal: AbortSignal) => {
      const from = new Date(serverNowMs() - windowS * 1000).toISOString();
      return bandwidth({ from, points }, signal);
    },
    [windowS, points],
  );
  return useAnswer(load, RELOAD_MS);
}
