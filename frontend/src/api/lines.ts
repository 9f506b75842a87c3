import type { LineChange, LineCreate, LineRead, LinesPage, LinesQuery, LineUse } from "../contract/rest";
import { queryString, request } from "./http";

const LINES = "/api/v1/lines";

export function listLines(query: LinesQuery, signal?: AbortSignal): Promise<LinesPage> {
  return request(`${LINES}${queryString(query)}`, signal ? { signal } : {});
}

export function readLine(id: number, signal?: AbortSignal): Promise<LineRead> {
  return request(`${LINES}/${id}`, signal ? { signal } : {});
}

/** What was delivered to a line, by day and by month (UTC). */
export function readLineUse(id: number, days: number, signal?: AbortSignal): Promise<LineUse> {
  return request(`${LINES}/${id}/use${queryString({ days })}`, signal ? { signal } : {});
}

export function createLine(body: LineCreate): Promise<LineRead> {
  return request(LINES, { method: "POST", body });
}

export function changeLine(id: number, body: LineChange): Promise<LineRead> {
  return request(`${LINES}/${id}`, { method: "PATCH", body });
}

export async function removeLine(id: number): Promise<void> {
  await request(`${LINES}/${id}`, { method: "DELETE" });
}
