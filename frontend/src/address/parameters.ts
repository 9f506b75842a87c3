export const LONGEST_TEXT = 256;

/** What the server takes as a search; a longer one is cut. */
export function textOf(parameters: URLSearchParams, name: string): string {
  return (parameters.get(name) ?? "").slice(0, LONGEST_TEXT);
}

/** A page's number, counted from 1; whatever is not one is 1. */
export function pageOf(parameters: URLSearchParams): number {
  const page = Number(parameters.get("page") ?? 1);
  return Number.isInteger(page) && page > 0 && page < 1e9 ? page : 1;
}

/** One of these words, or null. */
export function choiceOf<Choice extends string>(
  parameters: URLSearchParams,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const value = parameters.get(name);
  return choices.find((choice) => choice === value) ?? null;
}

/** The id of a row of the database, or null. */
export function idOf(parameters: URLSearchParams, name: string): number | null {
  const value = parameters.get(name) ?? "";
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}

/** An address's parameters; what is null or empty is left out. */
export function addressOf(values: Record<string, string | number | null>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== "") parameters.set(name, String(value));
  }
  return parameters;
}
