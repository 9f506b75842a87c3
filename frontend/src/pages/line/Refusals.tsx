import { useCallback } from "react";
import { Link } from "wouter";
import { queryString } from "../../api/http";
import { listActivity } from "../../api/records";
import { useAnswer } from "../../api/useAnswer";
import listing from "../../components/Listing.module.css";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { full } from "../../format/number";
import { fullTime } from "../../format/time";
import classes from "./Refusals.module.css";

const RELOAD_MS = 15_000;
const SHOWN = 10;
const KIND = "line.refused";

/** When players of the line were turned away, and why. */
export function Refusals({ username }: { username: string }) {
  const load = useCallback(
    (signal: AbortSignal) => listActivity({ kind: KIND, subject: username, limit: SHOWN }, signal),
    [username],
  );
  const asked = useAnswer(load, RELOAD_MS);
  return (
    <Section
      title="Refused"
      aside={
        <Link href={`/activity${queryString({ kind: KIND, subject: username })}`} className="quiet-link">
          {asked.answer === null ? "All" : `All ${full(asked.answer.total)}`}
        </Link>
      }
    >
      <Loaded asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={listing.quiet}>It was not refused so far.</p>
          ) : (
            <ul className={classes.list}>
              {items.map(({ id, timestamp, message }) => (
                <li key={id}>
                  <time className="number" dateTime={timestamp}>
                    {fullTime(timestamp)}
                  </time>
                  <span>{message}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
