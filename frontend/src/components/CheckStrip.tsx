import classes from "./CheckStrip.module.css";

export type Verdict = "ok" | "degraded" | "failed";

interface CheckStripProps {
  /** oldest first */
  checks: readonly { verdict: Verdict; title?: string }[];
  /** how many there is room for */
  places: number;
}

const WORDS: Record<Verdict, string> = { ok: "in order", degraded: "degraded", failed: "failed" };

function summary(checks: CheckStripProps["checks"]): string {
  if (checks.length === 0) return "Not checked yet";
  const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
  const parts = (["ok", "degraded", "failed"] as const).map((verdict) => `${count(verdict)} ${WORDS[verdict]}`);
  return `Last ${checks.length} checks: ${parts.join(", ")}`;
}

/** The last checks side by side, the newest on the right; places without one are empty. */
export function CheckStrip({ checks, places }: CheckStripProps) {
  const shown = checks.slice(-places);
  const empty = places - shown.length;
  const cells = Array.from({ length: places }, (_, place) => ({ key: `place ${place}`, check: shown[place - empty] }));
  return (
    <span className={classes.strip} role="img" aria-label={summary(shown)} title={summary(shown)}>
      {cells.map(({ key, check }) => (
        <i key={key} className={classes.check} data-verdict={check?.verdict} title={check?.title} />
      ))}
    </span>
  );
}
