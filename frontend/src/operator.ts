import { create } from "zustand";
import { ApiError } from "./api/http";
import * as api from "./api/panel";
import type { Operator } from "./api/types";

/** Who sits before the page: not known yet, nobody, or an operator. */
export type Standing = { state: "unknown" } | { state: "out" } | { state: "in"; operator: Operator };

export const useStanding = create<{ standing: Standing }>()(() => ({ standing: { state: "unknown" } }));

export function setStanding(standing: Standing): void {
  useStanding.setState({ standing });
}

/** Asks who is logged in; an answer other than yes or no leaves the question open. */
export async function askStanding(): Promise<void> {
  try {
    setStanding({ state: "in", operator: await api.me() });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    setStanding({ state: error.status === 401 ? "out" : "unknown" });
  }
}
