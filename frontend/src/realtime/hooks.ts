import { useEffect, useRef } from "react";
import type { ConnectionsQuery } from "../contract/events";
import { newestChange } from "./changes";
import { feed } from "./current";
import type { OccasionalEvent } from "./feed";
import { type LinkState, linkState } from "./link";
import { PERIOD_MS, useNowMs } from "./now";
import type { LiveState } from "./reducer";
import { linkFacts, useStore } from "./store";

/** Part of what the server told; renders again only when that part changes. */
export function useLive<T>(select: (live: LiveState) => T): T {
  return useStore((state) => select(state.live));
}

export interface Link {
  state: LinkState;
  /** seconds since the newest tick was first seen */
  ageS: number | null;
}

/** Rounded up, and for the second until it is shown anew: nothing on the page is older than it says. */
function oldestS(ageMs: number): number {
  return Math.ceil((ageMs + PERIOD_MS) / 1000);
}

export function useLink(): Link {
  const nowMs = useNowMs();
  const store = useStore();
  const facts = linkFacts(store);
  const ageMs = facts.tickSeenAtMs === null ? null : Math.max(0, nowMs - facts.tickSeenAtMs);
  return { state: linkState(facts, nowMs), ageS: ageMs === null ? null : oldestS(ageMs) };
}

/** Asks for these rows of the connections table, now and after every reconnection. */
export function useConnectionsView(query: ConnectionsQuery): void {
  useEffect(() => {
    feed.setView(query);
  }, [query]);
  useEffect(() => () => feed.setView(null), []);
}

/** Has the server send an event that most pages do not show. */
export function useWanted(event: OccasionalEvent): void {
  useEffect(() => feed.want(event), [event]);
}

/** Calls `reload`, unless it is off for now, when any operator changed one of these things, for example "line". */
export function useReloadOnChange(noun: string, reload: () => void, on = true): void {
  const newest = useLive((live) => newestChange(live.activity, noun));
  const known = useRef(newest);
  useEffect(() => {
    if (on && newest > known.current) reload();
    known.current = newest;
  }, [newest, reload, on]);
}

/** Calls `reload` when any stream's status changed, or when this many streams became another number. */
export function useReloadOnStatus(count: number, reload: () => void): void {
  const change = useLive((live) => live.statusChange);
  const known = useRef({ change, count });
  useEffect(() => {
    if (known.current.change !== change || known.current.count !== count) reload();
    known.current = { change, count };
  }, [change, count, reload]);
}
