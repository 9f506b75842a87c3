import type {
  StreamChange,
  StreamCreate,
  StreamHealthDetail,
  StreamListQuery,
  StreamOrderAnswer,
  StreamRead,
  StreamsPage,
  StreamTrends,
} from "../contract/rest";
import { queryString, request } from "./http";

const STREAMS = "/api/v1/streams";

export type StreamOrder = "start" | "stop" | "restart";

export function listStreams(query: StreamListQuery, signal?: AbortSignal): Promise<StreamsPage> {
  return request(`${STREAMS}${queryString(query)}`, signal ? { signal } : {});
}

export function readStream(id: number, signal?: AbortSignal): Promise<StreamRead> {
  return request(`${STREAMS}/${id}`, signal ? { signal } : {});
}

/** Everything that is known of how a stream arrives. */
export function readStreamHealth(id: number, signal?: AbortSignal): Promise<StreamHealthDetail> {
  return request(`${STREAMS}/${id}/health`, signal ? { signal } : {});
}

/** The last hour of these streams, minute by minute. */
export function readTrends(ids: readonly number[], signal?: AbortSignal): Promise<StreamTrends> {
  return request(
    `${STREAMS}/trends${queryString({ ids: ids.join(","), limit: ids.length })}`,
    signal ? { signal } : {},
  );
}

export function createStream(body: StreamCreate): Promise<StreamRead> {
  return request(STREAMS, { method: "POST", body });
}

export function changeStream(id: number, body: StreamChange): Promise<StreamRead> {
  return request(`${STREAMS}/${id}`, { method: "PATCH", body });
}

export async function removeStream(id: number): Promise<void> {
  await request(`${STREAMS}/${id}`, { method: "DELETE" });
}

export function orderStream(id: number, order: StreamOrder): Promise<StreamOrderAnswer> {
  return request(`${STREAMS}/${id}/${order}`, { method: "POST" });
}
