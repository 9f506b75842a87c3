/** A stretch of time with a beginning and an end, in seconds since 1970. */
export interface Span {
  fromS: number;
  toS: number;
}

const MINUTE_S = 60;
export const LONGEST_S = 30 * 86_400;

/** Whole seconds, at least a minute long, at most thirty days, and nothing that is still to come. */
function bounded(fromS: number, lengthS: number, nowS: number): Span {
  const held = Math.min(LONGEST_S, Math.max(MINUTE_S, lengthS));
  const toS = Math.min(Math.round(fromS + held), Math.floor(nowS));
  return { fromS: toS - Math.round(held), toS };
}

/** What was marked on a chart. */
export function spanBetween(oneS: number, otherS: number, nowS: number): Span {
  return bounded(Math.min(oneS, otherS), Math.abs(otherS - oneS), nowS);
}

/** The same middle, seen through a window so many times as long. */
export function stretched({ fromS, toS }: Span, times: number, nowS: number): Span {
  const lengthS = Math.min(LONGEST_S, Math.max(MINUTE_S, (toS - fromS) * times));
  return bounded((fromS + toS - lengthS) / 2, lengthS, nowS);
}

/** As long, so many of its lengths later. */
export function shifted({ fromS, toS }: Span, lengths: number, nowS: number): Span {
  return bounded(fromS + (toS - fromS) * lengths, toS - fromS, nowS);
}

/** A span as the address says it; null where it is none. */
export function parseSpan(parameters: URLSearchParams): Span | null {
  const [fromS, toS] = ["from", "to"].map((name) => Date.parse(parameters.get(name) ?? "") / 1000);
  if (fromS === undefined || toS === undefined || !(toS - fromS >= MINUTE_S)) return null;
  return toS - fromS > LONGEST_S ? null : { fromS: Math.floor(fromS), toS: Math.floor(toS) };
}

/** RFC 3339 without fractions. */
export function momentOf(atS: number): string {
  return `${new Date(Math.floor(atS) * 1000).toISOString().slice(0, -5)}Z`;
}
