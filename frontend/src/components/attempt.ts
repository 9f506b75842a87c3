import { ApiError } from "../api/http";
import { notify } from "../notices";

/** Does something that the server may refuse; a refusal is shown. Tells whether it was done. */
export async function attempt(doing: () => Promise<void>): Promise<boolean> {
  try {
    await doing();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    notify("bad", error.message);
    return false;
  }
}
