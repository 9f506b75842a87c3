import type { ActivityPage, ActivityQuery, AuditPage, AuditQuery } from "../contract/rest";
import { queryString, request } from "./http";

export function listActivity(query: ActivityQuery, signal?: AbortSignal): Promise<ActivityPage> {
  return request(`/api/v1/activity${queryString(query)}`, signal ? { signal } : {});
}

export function listAudit(query: AuditQuery, signal?: AbortSignal): Promise<AuditPage> {
  return request(`/api/v1/audit${queryString(query)}`, signal ? { signal } : {});
}
