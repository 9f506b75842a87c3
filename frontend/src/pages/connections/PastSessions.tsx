import { useCallback } from "react";
import { Link } from "wouter";
import { queryString } from "../../api/http";
import { listSessions } from "../../api/sessions";
import { useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { full } from "../../format/number";
import { duration, fullTime } from "../../format/time";
import { bytes } from "../../format/volume";
import classes from "./ConnectionDrawer.module.css";

interface PastSessionsProps {
  title: string;
  query: { lineId: number } | { ip: string };
}

const SHOWN = 6;

/** The newest sessions of a line or an address, open ones included. */
export function PastSessions({ title, query }: PastSessionsProps) {
  const address = queryString(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query's text stands for the query
  const load = useCallback((signal: AbortSignal) => listSessions({ ...query, limit: SHOWN }, signal), [address]);
  const asked = useAnswer(load);
  return (
    <Section
      title={title}
      aside={
        <Link href={`/sessions${address}`} className="quiet-link">
          {asked.answer === null ? "All" : `All ${full(asked.answer.total)}`}
        </Link>
      }
    >
      <Loaded asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            "None was stored yet."
          ) : (
            <ul className={classes.list}>
              {items.map((session) => (
                <li key={session.id} className={classes.entry}>
                  <span className={classes.name}>{session.streamName ?? "Unknown stream"}</span>
                  <span>{bytes(session.bytesTransferred)}</span>
                  <span className={classes.detail}>
                    {fullTime(session.connectedAt)} · {duration(session.duration)} ·{" "}
                    {session.endedAt === null ? "open" : (session.endReason ?? "ended")}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
