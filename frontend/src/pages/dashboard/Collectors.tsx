import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import { StatusMark, type Tone } from "../../components/StatusMark";
import type { CollectorState } from "../../contract/events";
import { compact, full } from "../../format/number";
import { clockTime, fullTime } from "../../format/time";
import classes from "./Collectors.module.css";

const TONES: Record<CollectorState["status"], Tone> = { live: "good", stale: "warn", failed: "bad" };

/** Where the counters come from, and whether each source of them still answers. */
export function Collectors({ collectors }: { collectors: CollectorState[] | null }) {
  return (
    <Section title="Collectors">
      {collectors === null ? (
        <p className={listing.quiet}>Waiting for the first data.</p>
      ) : (
        <ul className={classes.list}>
          {collectors.map((collector) => (
            <Entry key={collector.name} collector={collector} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Entry({ collector }: { collector: CollectorState }) {
  const { name, kind, status, connections, sampledAt, durationMs, error } = collector;
  return (
    <li className={classes.entry}>
      <span className={classes.name} title={`Kind: ${kind}`}>
        {name}
      </span>
      <StatusMark tone={TONES[status]}>{status}</StatusMark>
      <span className={`${classes.figures} number`} title={sampledAt === null ? "Never read" : fullTime(sampledAt)}>
        <span title={connections === null ? "It did not say" : full(connections)}>
          {compact(connections)} connections
        </span>
        {durationMs !== null && ` · ${durationMs.toFixed(1)} ms`} · {clockTime(sampledAt)}
      </span>
      {error !== null && <span className={classes.error}>{error}</span>}
    </li>
  );
}
