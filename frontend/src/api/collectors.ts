import type { CollectorChange, CollectorCreate, CollectorRead, CollectorsPage, CollectorTrial } from "../contract/rest";
import { request } from "./http";

const COLLECTORS = "/api/v1/collectors";

export function listCollectors(signal: AbortSignal): Promise<CollectorsPage> {
  return request(`${COLLECTORS}?limit=1000`, { signal });
}

export function createCollector(body: CollectorCreate): Promise<CollectorRead> {
  return request(COLLECTORS, { method: "POST", body });
}

export function changeCollector(id: number, body: CollectorChange): Promise<CollectorRead> {
  return request(`${COLLECTORS}/${id}`, { method: "PATCH", body });
}

export async function removeCollector(id: number): Promise<void> {
  await request(`${COLLECTORS}/${id}`, { method: "DELETE" });
}

/** Reads it once, now. */
export function tryCollector(id: number): Promise<CollectorTrial> {
  return request(`${COLLECTORS}/${id}/test`, { method: "POST" });
}
