import type { ReactNode } from "react";
import classes from "./Empty.module.css";

interface EmptyProps {
  title: string;
  heading?: "h1" | "h2";
  children?: ReactNode;
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ title, heading: Heading = "h2", children }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <Heading className={classes.title}>{title}</Heading>
      {children}
    </div>
  );
}
