import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import { StatusMark } from "../../components/StatusMark";
import type { StatusRecord } from "../../contract/rest";
import { fullTime } from "../../format/time";
import { STATUS_TONES, STATUS_WORDS } from "../streams/status";
import classes from "./StreamPage.module.css";

/** When its status changed, and why. */
export function Changes({ changes }: { changes: readonly StatusRecord[] }) {
  return (
    <Section title="Changes">
      {changes.length === 0 ? (
        <p className={listing.quiet}>Its status has not changed yet.</p>
      ) : (
        <ul className={classes.changes}>
          {changes.map((change) => (
            <li key={`${change.timestamp} ${change.status} ${change.previous}`}>
              <time className="number" dateTime={change.timestamp}>
                {fullTime(change.timestamp)}
              </time>
              <StatusMark tone={STATUS_TONES[change.status]}>{STATUS_WORDS[change.status]}</StatusMark>
              <span className={classes.reason}>
                {change.reason ?? `was ${STATUS_WORDS[change.previous].toLowerCase()}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
