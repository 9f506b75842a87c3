import { create } from "zustand";
import type { DashboardUpdate } from "../../contract/events";
import { useStore } from "../../realtime/store";

/** Ten minutes of ticks of five seconds. */
const KEPT = 120;

/** What ticks said since this page was opened, oldest first: of these figures the server keeps no past. */
export interface Trends {
  startedAt: string | null;
  seq: number | null;
  onlineLines: number[];
  onlineStreams: number[];
  sessionsToday: (number | null)[];
  cpuPercent: (number | null)[];
}

export const NO_TRENDS: Trends = {
  startedAt: null,
  seq: null,
  onlineLines: [],
  onlineStreams: [],
  sessionsToday: [],
  cpuPercent: [],
};

function and<T>(known: readonly T[], value: T): T[] {
  return [...known.slice(1 - KEPT), value];
}

/** Adds a tick once; a service that was restarted goes on where it was. */
export function withTick(known: Trends, stats: DashboardUpdate): Trends {
  const { startedAt, seq } = stats;
  if (known.seq === seq && known.startedAt === startedAt) return known;
  return {
    startedAt,
    seq,
    onlineLines: and(known.onlineLines, stats.onlineLines),
    onlineStreams: and(known.onlineStreams, stats.onlineStreams),
    sessionsToday: and(known.sessionsToday, stats.sessionsToday),
    cpuPercent: and(known.cpuPercent, stats.host.cpuPercent),
  };
}

export const useTrends = create<Trends>()(() => NO_TRENDS);

function follow(stats: DashboardUpdate | null): void {
  useTrends.setState((known) => (stats === null ? NO_TRENDS : withTick(known, stats)));
}

follow(useStore.getState().live.dashboard);
useStore.subscribe((state, before) => {
  if (state.live.dashboard !== before.live.dashboard) follow(state.live.dashboard);
});
