import { outline } from "./outline";
import classes from "./Sparkline.module.css";

interface SparklineProps {
  values: readonly (number | null)[];
  /** what it shows, in words */
  label: string;
}

const WIDTH = 96;
const HEIGHT = 22;

/** A small line without axes; where nothing is known it has a gap. */
export function Sparkline({ values, label }: SparklineProps) {
  return (
    <svg
      className={classes.sparkline}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={outline(values, WIDTH, HEIGHT)} />
    </svg>
  );
}
