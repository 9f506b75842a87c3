import { addressOf, choiceOf, pageOf, textOf } from "../../address/parameters";
import type { LinesQuery } from "../../contract/rest";

export const LINES_PER_PAGE = 100;
export const SHOWS = ["enabled", "disabled", "trial"] as const;
export type Show = (typeof SHOWS)[number];

export interface LinesFilter {
  search: string;
  show: Show | null;
  /** counted from 1 */
  page: number;
}

export function parseFilter(parameters: URLSearchParams): LinesFilter {
  return {
    search: textOf(parameters, "search"),
    show: choiceOf(parameters, "show", SHOWS),
    page: pageOf(parameters),
  };
}

export function formatFilter({ search, show, page }: LinesFilter): URLSearchParams {
  return addressOf({ search, show, page: page > 1 ? page : null });
}

export function toQuery({ search, show, page }: LinesFilter): LinesQuery {
  return {
    search: search || null,
    enabled: show === "enabled" ? true : show === "disabled" ? false : null,
    trial: show === "trial" ? true : null,
    offset: (page - 1) * LINES_PER_PAGE,
    limit: LINES_PER_PAGE,
  };
}

export function isNarrowed({ search, show, page }: LinesFilter): boolean {
  return search !== "" || show !== null || page > 1;
}
