import { useCallback } from "react";
import { listConnections } from "../../api/connections";
import { useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { bitrate } from "../../format/volume";
import classes from "./ConnectionDrawer.module.css";

const RELOAD_MS = 5000;
const SHOWN = 50;

interface OtherDevicesProps {
  title: string;
  /** said when there is none */
  nobody: string;
  lineId: number;
  /** a connection to leave out */
  id?: string;
}

/** What the line is playing now. */
export function OtherDevices({ title, nobody, lineId, id }: OtherDevicesProps) {
  const load = useCallback((signal: AbortSignal) => listConnections({ lineId, limit: SHOWN }, signal), [lineId]);
  const asked = useAnswer(load, RELOAD_MS);
  return (
    <Section title={title}>
      <Loaded asked={asked}>
        {({ rows }) => {
          const others = rows.filter((row) => row.id !== id);
          if (others.length === 0) return nobody;
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
