import { addressOf, choiceOf, pageOf, textOf } from "../../address/parameters";
import type { StreamListQuery } from "../../contract/rest";

export const STREAMS_PER_PAGE = 100;

export type Status = NonNullable<StreamListQuery["status"]>;
export type StreamType = NonNullable<StreamListQuery["type"]>;

export const STATUSES: readonly Status[] = ["online", "degraded", "offline", "starting", "stopped", "unknown"];
export const TYPES: readonly StreamType[] = ["live", "movie", "series"];

export interface StreamsFilter {
  search: string;
  status: Status | null;
  type: StreamType | null;
  /** counted from 1 */
  page: number;
}

export function parseFilter(parameters: URLSearchParams): StreamsFilter {
  return {
    search: textOf(parameters, "search"),
    status: choiceOf(parameters, "status", STATUSES),
    type: choiceOf(parameters, "type", TYPES),
    page: pageOf(parameters),
  };
}

export function formatFilter({ search, status, type, page }: StreamsFilter): URLSearchParams {
  return addressOf({ search, status, type, page: page > 1 ? page : null });
}

export function toQuery({ search, status, type, page }: StreamsFilter): StreamListQuery {
  return {
    search: search || null,
    status,
    type,
    offset: (page - 1) * STREAMS_PER_PAGE,
    limit: STREAMS_PER_PAGE,
  };
}

export function isNarrowed({ search, status, type }: StreamsFilter): boolean {
  return search !== "" || status !== null || type !== null;
}
