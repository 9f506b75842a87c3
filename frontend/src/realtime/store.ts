import { create } from "zustand";
import type { LinkFacts } from "./link";
import { emptyLiveState, type LiveEvent, type LiveState, reduce } from "./reducer";

export interface Store {
  live: LiveState;
  socket: LinkFacts["socket"];
  rest: LinkFacts["rest"];
}

export const emptyStore: Store = { live: emptyLiveState, socket: "connecting", rest: "untried" };

export const useStore = create<Store>()(() => emptyStore);

export function dispatch(event: LiveEvent): void {
  useStore.setState((state) => ({ live: reduce(state.live, event) }));
}

const INTERVAL_BEFORE_KNOWN_S = 5;

export function linkFacts({ live, socket, rest }: Store): LinkFacts {
  const intervalS = live.dashboard?.intervalS ?? INTERVAL_BEFORE_KNOWN_S;
  return { socket, rest, tickSeenAtMs: live.tickSeenAtMs, intervalS };
}
