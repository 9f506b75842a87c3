import type { ReactNode } from "react";
import { Flash } from "./Flash";
import { Sparkline } from "./Sparkline";
import classes from "./StatTile.module.css";

/** How a tile's value came to be what it is. */
export interface TileTrend {
  values: readonly (number | null)[];
  /** over which time */
  label: string;
}

interface StatTileProps {
  label: string;
  value: string | number | null;
  /** the value for people, scaled */
  text: string;
  /** the whole number, or why there is none */
  title: string;
  note: ReactNode;
  trend?: TileTrend;
}

const LEAST_SHOWN = 2;

export function StatTile({ label, value, text, title, note, trend }: StatTileProps) {
  return (
    <div className={classes.tile} data-tile={label}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        <Flash value={value} title={title}>
          {text}
        </Flash>
      </dd>
      <dd className={classes.note}>{note}</dd>
      {trend && (
        <dd className={classes.trend} title={trend.label}>
          {trend.values.length >= LEAST_SHOWN && <Sparkline values={trend.values} label={`${label}, ${trend.label}`} />}
        </dd>
      )}
    </div>
  );
}
