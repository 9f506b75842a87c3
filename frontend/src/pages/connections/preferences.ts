export type Density = "comfortable" | "compact";

/** How an operator likes the table; kept by the browser. */
export interface Preferences {
  hidden: string[];
  density: Density;
}

export const DEFAULT_PREFERENCES: Preferences = { hidden: [], density: "comfortable" };
export const PREFERENCES_KEY = "panel.connections.table";

/** What the browser kept, whatever became of it meanwhile. */
export function parsePreferences(text: string | undefined): Preferences {
  if (text === undefined) return DEFAULT_PREFERENCES;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return DEFAULT_PREFERENCES;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULT_PREFERENCES;
  const hidden = "hidden" in stored && Array.isArray(stored.hidden) ? stored.hidden : [];
  const density = "density" in stored && stored.density === "compact" ? "compact" : "comfortable";
  return { hidden: hidden.filter((name): name is string => typeof name === "string"), density };
}

export function toggled(preferences: Preferences, column: string): Preferences {
  const { hidden } = preferences;
  const without = hidden.filter((name) => name !== column);
  return { ...preferences, hidden: without.length < hidden.length ? without : [...hidden, column] };
}
