import type { ReactNode } from "react";
import classes from "./StatusMark.module.css";

export type Tone = "good" | "warn" | "bad" | "idle";

/** A coloured dot that never stands without its word. */
export function StatusMark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.mark}>
      <span className={classes.dot} data-tone={tone} aria-hidden />
      {children}
    </span>
  );
}
