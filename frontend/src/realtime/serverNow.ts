import { monotonicMs } from "./now";
import { useStore } from "./store";

/** The server's time in milliseconds since 1970, from its newest tick on; this machine's own before the first. */
export function serverNowMs(): number {
  const { dashboard, tickSeenAtMs } = useStore.getState().live;
  if (dashboard === null || tickSeenAtMs === null) return Date.now();
  return Date.parse(dashboard.timestamp) + monotonicMs() - tickSeenAtMs;
}
