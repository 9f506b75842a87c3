import { Link } from "wouter";
import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import { clockTime, fullTime } from "../../format/time";
import { useLive } from "../../realtime/hooks";
import classes from "./Activity.module.css";

const NOTHING = {
  pending: "Waiting for the first data.",
  done: "Nothing has happened yet.",
  failed: "What happened before could not be loaded; new entries appear here.",
};

/** What happened lately, newest first: all that is known, or so many entries. */
export function Activity({ shown }: { shown?: number }) {
  const entries = useLive((live) => live.activity);
  const load = useLive((live) => live.activityLoad);
  return (
    <Section
      title="Recent activity"
      aside={
        <Link href="/activity" className="quiet-link">
          All
        </Link>
      }
    >
      {entries.length === 0 ? (
        <p className={listing.quiet}>{NOTHING[load]}</p>
      ) : (
        <ul className={classes.list}>
          {entries.slice(0, shown).map((entry) => (
            <li key={entry.id} className={classes.entry}>
              <time className={`${classes.time} number`} dateTime={entry.timestamp} title={fullTime(entry.timestamp)}>
                {clockTime(entry.timestamp)}
              </time>
              <span className={classes.message} title={entry.kind}>
                {entry.message}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
