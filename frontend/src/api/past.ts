import type { ConnectionsView } from "../contract/events";
import type { ConnectionsAtQuery, PastDashboard } from "../contract/rest";
import { queryString, request } from "./http";

export function connectionsAt(query: ConnectionsAtQuery, signal: AbortSignal): Promise<ConnectionsView> {
  return request(`/api/v1/connections${queryString(query)}`, { signal });
}

export function dashboardAt(at: string, signal: AbortSignal): Promise<PastDashboard> {
  return request(`/api/v1/dashboard${queryString({ at })}`, { signal });
}
