import { useSyncExternalStore } from "react";

/** The page's own clock in milliseconds; runs on when the wall clock is set. */
export function monotonicMs(): number {
  return performance.now();
}

/** How often the page's clock is shown anew. */
export const PERIOD_MS = 1000;
const listeners = new Set<() => void>();
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  nowMs = monotonicMs();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    nowMs = monotonicMs();
    timer = setInterval(tick, PERIOD_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Renders once a second with the page's clock; all users share one timer. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
