import type { Look } from "../bandwidth/ranges";
import { formatLook } from "../bandwidth/ranges";

const NAME = "kiosk";

/** Whether an address asks for the dashboard without anything around it. */
export function isKiosk(parameters: URLSearchParams): boolean {
  return parameters.has(NAME) && parameters.get(NAME) !== "0";
}

export function formatKiosk(look: Look): URLSearchParams {
  const parameters = formatLook(look);
  parameters.set(NAME, "1");
  return parameters;
}

/** An address of a page with these parameters. */
export function addressOfDashboard(parameters: URLSearchParams): string {
  const text = parameters.toString();
  return text === "" ? "/" : `/?${text}`;
}
