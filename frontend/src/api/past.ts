import type {
  ConnectionGroups,
  ConnectionsAtQuery,
  ConnectionsView,
  GeoUpdate,
  GroupsAtQuery,
  PastDashboard,
} from "../contract/events";
import { queryString, request } from "./http";

export function connectionsAt(query: ConnectionsAtQuery, signal: AbortSignal): Promise<ConnectionsView> {
  return request(`/api/v1/connections${queryString(query)}`, { signal });
}

export function dashboardAt(at: string, signal: AbortSignal): Promise<PastDashboard> {
  return request(`/api/v1/dashboard${queryString({ at })}`, { signal });
}

export function geoAt(at: string, signal: AbortSignal): Promise<GeoUpdate> {
  return request(`/api/v1/geo${queryString({ at })}`, { signal });
}

export function groupsAt(query: GroupsAtQuery, signal: AbortSignal): Promise<ConnectionGroups> {
  return request(`/api/v1/connections/groups${queryString(query)}`, { signal });
}
