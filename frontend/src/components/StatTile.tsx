import type { ReactNode } from "react";
import { Flash } from "./Flash";
import classes from "./StatTile.module.css";

interface StatTileProps {
  label: string;
  value: number | null;
  /** the value for people, scaled */
  text: string;
  /** the whole number, or why there is none */
  title: string;
  note: ReactNode;
}

export function StatTile({ label, value, text, title, note }: StatTileProps) {
  return (
    <div className={classes.tile} data-tile={label}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value} style={{ margin: 0 }}>
        <Flash value={value} title={title}>
          {text}
        </Flash>
      </dd>
      <dd className={classes.note} style={{ margin: 0 }}>
        {note}
      </dd>
    </div>
  );
}
