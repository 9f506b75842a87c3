import type { FirstRun } from "../contract/rest";
import { request } from "./http";

/** How far a new installation is. */
export function firstRun(signal: AbortSignal): Promise<FirstRun> {
  return request("/api/v1/first-run", { signal });
}
