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
  /** of which line, or else of which address */
  lineId?: number | null;
  ip?: string | null;
}

const SHOWN = 6;

/** The newest sessions of a line or an address, open ones included. */
export function PastSessions({ title, lineId = null, ip = null }: PastSessionsProps) {
  const load = useCallback((signal: AbortSignal) => listSessions({ lineId, ip, limit: SHOWN }, signal), [lineId, ip]);
  const asked = useAnswer(load);
  return (
    <Section
      title={title}
      aside={
        <Link href={`/sessions${queryString({ lineId, ip })}`} className="quiet-link">
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
