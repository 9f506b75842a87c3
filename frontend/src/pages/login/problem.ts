import { ApiError } from "../../api/http";
import { duration } from "../../format/time";

/** What went wrong with a login, in words for the person who tried. */
export function loginProblem(error: unknown): string {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 401) return "Wrong name or password.";
  if (error.status === 429) {
    return error.retryAfterS === null
      ? "Too many attempts. Try again in a minute."
      : `Too many attempts. Try again in ${duration(error.retryAfterS)}.`;
  }
  return error.message;
}

/** Where to go after the login: only a path of this panel, never an address that leads away. */
export function destination(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith("/login") ? next : "/";
}
