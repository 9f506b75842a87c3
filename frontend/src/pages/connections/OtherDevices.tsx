import { useCallback } from "react";
import { listConnections } from "../../api/connections";
import { useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { bitrate } from "../../format/volume";
import classes from "./ConnectionDrawer.module.css";

const RELOAD_MS = 5000;
const SHOWN = 50;

/** What else the line is playing now. */
export function OtherDevices({ lineId, id }: { lineId: number; id: string }) {
  const load = useCallback((signal: AbortSignal) => listConnections({ lineId, limit: SHOWN }, signal), [lineId]);
  const asked = useAnswer(load, RELOAD_MS);
  return (
    <Section title="Other devices of this line">
      <Loaded asked={asked}>
        {({ rows }) => {
          const others = rows.filter((row) => row.id !== id);
          if (others.length === 0) return "None: it watches on this device alone.";
          return (
            <ul className={classes.list}>
              {others.map((row) => (
                <li key={row.id} className={classes.entry}>
                  <span className={classes.name}>{row.streamName ?? "Unknown stream"}</span>
                  <span>{bitrate(row.bitrateBps)}</span>
                  <span className={classes.detail}>
                    {[row.ip, row.country, row.userAgent].filter((part) => part !== null).join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
