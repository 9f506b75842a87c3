import type {
  ConnectionGroups,
  ConnectionRow,
  ConnectionsQuery,
  ConnectionsView,
  GroupsQuery,
} from "../contract/events";
import type { KickAllAnswer, KickAllOrder, KickAnswer, KickOptions } from "../contract/rest";
import { queryString, request } from "./http";

const CONNECTIONS = "/api/v1/connections";

export function listConnections(query: ConnectionsQuery, signal?: AbortSignal): Promise<ConnectionsView> {
  return request(`${CONNECTIONS}${queryString(query)}`, signal ? { signal } : {});
}

/** One connection as of the newest tick; 404 once it has ended. */
export function readConnection(id: string, signal: AbortSignal): Promise<ConnectionRow> {
  return request(`${CONNECTIONS}/${encodeURIComponent(id)}`, { signal });
}

/** The connections that match, summed by what they share. */
export function connectionGroups(query: GroupsQuery, signal: AbortSignal): Promise<ConnectionGroups> {
  return request(`${CONNECTIONS}/groups${queryString(query)}`, { signal });
}

/** Ends a connection; answers once its bytes have stopped for two seconds, or have not. */
export function kick(id: string, options: KickOptions): Promise<KickAnswer> {
  return request(`${CONNECTIONS}/${encodeURIComponent(id)}`, { method: "DELETE", body: options });
}

/** Ends every connection that passes a filter; 409 where they are many more or fewer than expected. */
export function kickMatching(order: KickAllOrder): Promise<KickAllAnswer> {
  return request(`${CONNECTIONS}/kick`, { method: "POST", body: order });
}

export type ExportFormat = "csv" | "ndjson";

/** Where the browser fetches everything that a view matches, as a file. */
export function exportAddress(query: ConnectionsQuery, format: ExportFormat): string {
  const { offset: _offset, limit: _limit, ...filters } = query;
  return `${CONNECTIONS}/export${queryString({ ...filters, format })}`;
}
