import type {
  BandwidthQuery,
  BandwidthUpdate,
  ConnectionsQuery,
  ConnectionsView,
  DashboardUpdate,
  GeoUpdate,
} from "../contract/events";
import type { About, ActivityPage, BandwidthBreakdown, BreakdownQuery, Me as Operator } from "../contract/rest";
import { queryString, request } from "./http";

export function login(username: string, password: string): Promise<Operator> {
  return request("/api/v1/login", { method: "POST", body: { username, password } });
}

export async function logout(): Promise<void> {
  await request("/api/v1/logout", { method: "POST" });
}

export function me(signal?: AbortSignal): Promise<Operator> {
  return request("/api/v1/me", signal ? { signal } : {});
}

export function about(): Promise<About> {
  return request("/api/v1/about");
}

export function recentActivity(limit: number): Promise<ActivityPage> {
  return request(`/api/v1/activity${queryString({ limit })}`);
}

export function dashboard(signal: AbortSignal): Promise<DashboardUpdate> {
  return request("/api/v1/dashboard", { signal });
}

export function connections(query: ConnectionsQuery, signal: AbortSignal): Promise<ConnectionsView> {
  return request(`/api/v1/connections${queryString(query)}`, { signal });
}

export function bandwidth(query: BandwidthQuery, signal: AbortSignal): Promise<BandwidthUpdate> {
  return request(`/api/v1/bandwidth${queryString(query)}`, { signal });
}

/** Bandwidth over time, split by what it is sent for. */
export function breakdown(query: BreakdownQuery, signal: AbortSignal): Promise<BandwidthBreakdown> {
  return request(`/api/v1/bandwidth/breakdown${queryString(query)}`, { signal });
}

export function geo(signal: AbortSignal): Promise<GeoUpdate> {
  return request("/api/v1/geo", { signal });
}
