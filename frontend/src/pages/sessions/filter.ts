import { addressOf, choiceOf, idOf, pageOf, textOf } from "../../address/parameters";
import type { SessionsQuery } from "../../contract/rest";

export const SESSIONS_PER_PAGE = 100;

export type EndReason = NonNullable<SessionsQuery["endReason"]>;
export type Sort = NonNullable<SessionsQuery["sort"]>;
export type Order = NonNullable<SessionsQuery["order"]>;

export const END_REASONS: readonly EndReason[] = [
  "left",
  "idle",
  "stalled",
  "limit",
  "kicked",
  "expired",
  "disabled",
  "rule",
  "source lost",
  "shutdown",
  "crash",
];
const SORTS: readonly Sort[] = ["connectedAt", "endedAt", "duration", "bytesTransferred", "username", "streamName"];
const ORDERS: readonly Order[] = ["asc", "desc"];

export interface SessionsFilter {
  search: string;
  lineId: number | null;
  streamId: number | null;
  ip: string;
  /** moments as an address holds them, RFC 3339 or empty */
  from: string;
  to: string;
  endReason: EndReason | null;
  sort: Sort;
  order: Order;
  /** counted from 1 */
  page: number;
}

function momentOf(parameters: URLSearchParams, name: string): string {
  const moment = new Date(textOf(parameters, name));
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
}

export function parseFilter(parameters: URLSearchParams): SessionsFilter {
  return {
    search: textOf(parameters, "search"),
    lineId: idOf(parameters, "lineId"),
    streamId: idOf(parameters, "streamId"),
    ip: textOf(parameters, "ip"),
    from: momentOf(parameters, "from"),
    to: momentOf(parameters, "to"),
    endReason: choiceOf(parameters, "endReason", END_REASONS),
    sort: choiceOf(parameters, "sort", SORTS) ?? "connectedAt",
    order: choiceOf(parameters, "order", ORDERS) ?? "desc",
    page: pageOf(parameters),
  };
}

export function formatFilter({ sort, order, page, ...filters }: SessionsFilter): URLSearchParams {
  return addressOf({
    ...filters,
    sort: sort === "connectedAt" ? null : sort,
    order: order === "desc" ? null : order,
    page: page > 1 ? page : null,
  });
}

export function toQuery(filter: SessionsFilter): SessionsQuery {
  return {
    search: filter.search || null,
    lineId: filter.lineId,
    streamId: filter.streamId,
    ip: filter.ip || null,
    from: filter.from || null,
    to: filter.to || null,
    endReason: filter.endReason,
    sort: filter.sort,
    order: filter.order,
    offset: (filter.page - 1) * SESSIONS_PER_PAGE,
    limit: SESSIONS_PER_PAGE,
  };
}

export function isNarrowed({ sort: _sort, order: _order, page, ...filters }: SessionsFilter): boolean {
  return page > 1 || Object.values(filters).some((value) => value !== null && value !== "");
}

/** What a click on a header leads to: largest or newest first, then the other way round. */
export function sortedBy(filter: SessionsFilter, clicked: string): SessionsFilter {
  const sort = SORTS.find((known) => known === clicked) ?? filter.sort;
  const usual = sort === "username" || sort === "streamName" ? "asc" : "desc";
  const turned = filter.order === "asc" ? "desc" : "asc";
  return { ...filter, sort, order: filter.sort === sort ? turned : usual, page: 1 };
}
