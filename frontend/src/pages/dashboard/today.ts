import { useCallback } from "react";
import { bandwidth } from "../../api/panel";
import { type Asked, useAnswer } from "../../api/useAnswer";
import type { BandwidthPoint } from "../../contract/events";
import { serverNowMs } from "../../realtime/serverNow";

const RELOAD_MS = 300_000;
const DAY_S = 86_400;
const STRETCH_S = 1800;

/** When the day began whose sums the panel tells; its days are those of UTC. */
export function midnightS(nowS: number): number {
  return Math.floor(nowS / DAY_S) * DAY_S;
}

/** What was sent in each half hour of today. */
export function useToday(): Asked<BandwidthPoint[]> {
  const load = useCallback(async (signal: AbortSignal) => {
    const nowS = serverNowMs() / 1000;
    const beganS = midnightS(nowS);
    const points = Math.max(1, Math.ceil((nowS - beganS) / STRETCH_S));
    const found = await bandwidth({ from: new Date(beganS * 1000).toISOString(), points }, signal);
    return found.history;
  }, []);
  return useAnswer(load, RELOAD_MS);
}
