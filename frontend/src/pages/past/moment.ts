import { addressOf, pageOf, textOf } from "../../address/parameters";

export const ROWS_PER_PAGE = 50;
const STEP_MS = 60_000;

export interface Past {
  /** RFC 3339; empty until a moment was chosen */
  at: string;
  search: string;
  page: number;
}

export function parsePast(parameters: URLSearchParams): Past {
  const moment = new Date(textOf(parameters, "at"));
  const at = Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
  return { at, search: textOf(parameters, "search"), page: pageOf(parameters) };
}

export function formatPast({ at, search, page }: Past): URLSearchParams {
  return addressOf({ at, search, page: page === 1 ? null : page });
}

/** The moment that a place on the scrubber stands for: whole minutes of the day that ends at `end`. */
export function momentAt(minutesBefore: number, endMs: number): string {
  return new Date(Math.floor(endMs / STEP_MS) * STEP_MS - minutesBefore * STEP_MS).toISOString();
}

/** Where a moment is on the scrubber, in minutes before its end; null where it is not on it. */
export function minutesBefore(at: string, endMs: number, longest: number): number | null {
  const minutes = Math.round((Math.floor(endMs / STEP_MS) * STEP_MS - new Date(at).getTime()) / STEP_MS);
  return minutes >= 0 && minutes <= longest ? minutes : null;
}
