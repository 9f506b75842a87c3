/** How the page gets its data; said in words and colour on every page. */
export type LinkState = "connecting" | "live" | "cached" | "reconnecting";

export interface LinkFacts {
  socket: "connecting" | "up" | "down";
  /** the newest answer over plain HTTP since the socket was last in order */
  rest: "untried" | "up" | "down";
  tickSeenAtMs: number | null;
  intervalS: number;
}

/** A tick older than this many intervals is not live, whatever the socket says. */
const FRESH_INTERVALS = 3;

export function isFresh(facts: LinkFacts, nowMs: number): boolean {
  return facts.tickSeenAtMs !== null && nowMs - facts.tickSeenAtMs < FRESH_INTERVALS * facts.intervalS * 1000;
}

/**
 * live: the socket brings ticks. cached: it does not, but HTTP answers. reconnecting: neither does.
 * Right after the socket's fall, until HTTP is tried, the last word stands.
 */
export function linkState(facts: LinkFacts, nowMs: number): LinkState {
  const fresh = isFresh(facts, nowMs);
  if (facts.socket === "up" && fresh) return "live";
  if (facts.rest === "up") return "cached";
  if (facts.rest === "down") return "reconnecting";
  if (facts.tickSeenAtMs === null) return "connecting";
  return fresh ? "live" : "reconnecting";
}
