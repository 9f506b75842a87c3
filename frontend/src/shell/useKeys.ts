import { useEffect } from "react";
import { createKeys, isTaken } from "./keys";

/** Keys, and pairs of them, that work as long as this is on the page; the same bindings at each rendering. */
export function useKeys(bindings: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = createKeys(bindings);
    const onKey = (event: KeyboardEvent) => {
      if (!isTaken(event) && press(event.key, event.timeStamp)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [bindings]);
}
