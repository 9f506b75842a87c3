import { Button } from "@mantine/core";
import { full } from "../format/number";
import classes from "./Toolbar.module.css";

interface PagerProps {
  offset: number;
  limit: number;
  matched: number;
  /** said after the counts, for example how the rows are ordered */
  note?: string;
  goTo: (page: number) => void;
}

/** "1–100 of 2,345" and the ways to the neighbours. */
export function Pager({ offset, limit, matched, note = "", goTo }: PagerProps) {
  const current = Math.floor(offset / limit) + 1;
  const last = Math.max(1, Math.ceil(matched / limit));
  const from = matched === 0 ? 0 : Math.min(offset + 1, matched);
  return (
    <nav className={classes.pager} aria-label="Pages of the table">
      <span className="number">
        {full(from)}–{full(Math.min(offset + limit, matched))} of {full(matched)}
        {note}
      </span>
      {last > 1 && (
        <>
          <Button
            size="compact-sm"
            variant="default"
            disabled={current <= 1}
            onClick={() => goTo(Math.min(current - 1, last))}
          >
            Previous
          </Button>
          <span className="number">
            Page {full(current)} of {full(last)}
          </span>
          <Button size="compact-sm" variant="default" disabled={current >= last} onClick={() => goTo(current + 1)}>
            Next
          </Button>
        </>
      )}
    </nav>
  );
}
