import type { LinkState } from "../realtime/link";

export interface Condition {
  tone: "good" | "warn" | "bad";
  /** stands before the page's title; empty while all is well */
  prefix: string;
}

/** What the browser's tab says when nobody looks at the page: what is worst, in a few characters. */
export function conditionOf(link: LinkState, offline: number, degraded: number): Condition {
  if (link === "reconnecting") return { tone: "bad", prefix: "(!) " };
  if (offline > 0) return { tone: "bad", prefix: `(${offline} offline) ` };
  if (degraded > 0) return { tone: "warn", prefix: `(${degraded} degraded) ` };
  return { tone: link === "cached" ? "warn" : "good", prefix: "" };
}
