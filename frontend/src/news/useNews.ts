import { useEffect } from "react";
import { notify } from "../notices";
import { monotonicMs } from "../realtime/now";
import { useStore } from "../realtime/store";
import { openDesk } from "./desk";

/** Tells what changes while the page is open, whichever it is. */
export function useNews(): void {
  useEffect(() => {
    const desk = openDesk(({ tone, text, to, subject }) => notify(tone, text, { to, subject }), monotonicMs);
    const leave = useStore.subscribe((state, before) => desk.look(before.live, state.live));
    return () => {
      leave();
      desk.close();
    };
  }, []);
}
