import { create } from "zustand";
import { ApiError } from "./api/http";
import * as api from "./api/panel";
import type { Me as Operator } from "./contract/rest";
import { isSurelyRefused } from "./realtime/socket";

/** Who sits before the page. `unreachable`: the server could not be asked. */
export type Standing =
  | { state: "unknown" }
  | { state: "unreachable" }
  | { state: "out" }
  | { state: "in"; operator: Operator };

export const useStanding = create<{ standing: Standing }>()(() => ({ standing: { state: "unknown" } }));

export function setStanding(standing: Standing): void {
  useStanding.setState({ standing });
}

export async function askStanding(): Promise<void> {
  if (await isSurelyRefused()) {
    setStanding({ state: "out" });
    return;
  }
  try {
    setStanding({ state: "in", operator: await api.me() });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    setStanding({ state: error.status === 401 ? "out" : "unreachable" });
  }
}
