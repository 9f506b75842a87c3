import { addressOf, choiceOf, pageOf, textOf } from "../../address/parameters";
import type { ActivityQuery } from "../../contract/rest";

export const ENTRIES_PER_PAGE = 100;
export const RECORDS = ["audit"] as const;

export interface ActivityFilter {
  /** what happened, or who changed what */
  record: "activity" | "audit";
  search: string;
  kind: string;
  subject: string;
  /** counted from 1 */
  page: number;
}

export function parseFilter(parameters: URLSearchParams): ActivityFilter {
  return {
    record: choiceOf(parameters, "record", RECORDS) ?? "activity",
    search: textOf(parameters, "search"),
    kind: textOf(parameters, "kind"),
    subject: textOf(parameters, "subject"),
    page: pageOf(parameters),
  };
}

export function formatFilter({ record, search, kind, subject, page }: ActivityFilter): URLSearchParams {
  return addressOf({
    record: record === "audit" ? record : null,
    search,
    kind,
    subject,
    page: page > 1 ? page : null,
  });
}

/** What either record is asked. */
export function toQuery({ search, kind, subject, page }: ActivityFilter): ActivityQuery {
  return {
    search: search || null,
    kind: kind || null,
    subject: subject || null,
    offset: (page - 1) * ENTRIES_PER_PAGE,
    limit: ENTRIES_PER_PAGE,
  };
}

export function isNarrowed({ search, kind, subject, page }: ActivityFilter): boolean {
  return search !== "" || kind !== "" || subject !== "" || page > 1;
}
