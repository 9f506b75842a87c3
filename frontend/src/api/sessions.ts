import type { SessionsPage, SessionsQuery } from "../contract/rest";
import type { ExportFormat } from "./connections";
import { queryString, request } from "./http";

const SESSIONS = "/api/v1/sessions";

export function listSessions(query: SessionsQuery, signal?: AbortSignal): Promise<SessionsPage> {
  return request(`${SESSIONS}${queryString(query)}`, signal ? { signal } : {});
}

/** Where the browser fetches every session that matches, as a file. */
export function exportAddress(query: SessionsQuery, format: ExportFormat): string {
  const { offset: _offset, limit: _limit, sort: _sort, order: _order, ...filters } = query;
  return `${SESSIONS}/export${queryString({ ...filters, format })}`;
}
