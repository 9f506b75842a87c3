/** How many shades there are beside that of nothing. */
export const SHADES = 5;

/** 0 for nothing, else 1 to SHADES, on a logarithmic scale up to the largest. */
export function shade(value: number | null, largest: number): number {
  if (value === null || value <= 0 || largest <= 0) return 0;
  const part = largest <= 1 ? 1 : Math.log(Math.min(value, largest) + 1) / Math.log(largest + 1);
  return Math.max(1, Math.ceil(part * SHADES));
}

/** Where fewer than this watch from the largest city, its mark is smaller than the largest mark. */
const FEW = 10;

/** The radius of a city's mark: its area tells how many there are. */
export function radius(connections: number, most: number): number {
  return most <= 0 ? 0 : 2 + 8 * Math.sqrt(connections / Math.max(most, FEW));
}

/** The largest value of each shade from the first on. */
export function limits(largest: number): number[] {
  if (largest <= 0) return [];
  const all = Array.from({ length: SHADES }, (_, step) =>
    Math.floor((largest + 1) ** ((step + 1) / SHADES) - 1 + 1e-6),
  );
  return [...all.slice(0, -1), largest];
}
