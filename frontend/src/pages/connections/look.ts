import { choiceOf } from "../../address/parameters";

const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** How an operator likes the table; kept by the browser. */
export interface Look {
  hidden: string[];
  density: Density;
}

export const DEFAULT_LOOK: Look = { hidden: [], density: "comfortable" };
export const LOOK_KEY = "panel.connections.table";

/** What the browser kept, whatever became of it meanwhile. */
export function parseLook(text: string | undefined): Look {
  if (text === undefined) return DEFAULT_LOOK;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return DEFAULT_LOOK;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULT_LOOK;
  const hidden = "hidden" in stored && Array.isArray(stored.hidden) ? stored.hidden : [];
  const density = "density" in stored && stored.density === "compact" ? "compact" : "comfortable";
  return { hidden: hidden.filter((name): name is string => typeof name === "string"), density };
}

export function toggled(look: Look, column: string): Look {
  const { hidden } = look;
  const without = hidden.filter((name) => name !== column);
  return { ...look, hidden: without.length < hidden.length ? without : [...hidden, column] };
}

/** The look that an address carries, or null. */
export function lookOf(parameters: URLSearchParams): Look | null {
  const density = choiceOf(parameters, "density", DENSITIES);
  return density === null ? null : { density, hidden: (parameters.get("hide") ?? "").split(",").filter(Boolean) };
}

export function setLook(parameters: URLSearchParams, { hidden, density }: Look): void {
  parameters.set("density", density);
  if (hidden.length > 0) parameters.set("hide", hidden.join(","));
}

const ROW_REM: Record<Density, number> = { comfortable: 2.125, compact: 1.625 };

/** The height of a row, whole pixels so that positions come out even. */
export function rowPxOf(density: Density): number {
  return Math.round(ROW_REM[density] * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
}
