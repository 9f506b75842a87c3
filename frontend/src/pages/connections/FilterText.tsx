import type { ReactNode } from "react";
import classes from "./ConnectionsTable.module.css";
import { FILTERS, type FilterName } from "./view";

interface FilterTextProps {
  name: FilterName;
  value: string | null;
  /** shown instead of the value */
  text?: string | null;
  strong?: boolean;
  setFilter: (name: FilterName, value: string) => void;
  children?: ReactNode;
}

/** A word of the table that filters by itself when clicked. Text from outside stays text. */
export function FilterText({ name, value, text, strong, setFilter, children }: FilterTextProps) {
  if (value === null) return <>{children ?? text ?? "–"}</>;
  const shown = text ?? value;
  return (
    <button
      type="button"
      className={classes.filter}
      data-strong={strong}
      onClick={() => setFilter(name, value)}
      aria-description={`Show only this ${FILTERS[name].toLowerCase()}`}
    >
      {children ?? shown}
    </button>
  );
}
