import { Button, Drawer } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { Facts } from "../../components/Facts";
import { Section } from "../../components/Section";
import { StatusMark } from "../../components/StatusMark";
import type { ConnectionRow } from "../../contract/events";
import { useMay } from "../../role";
import classes from "./ConnectionDrawer.module.css";
import { causeOf } from "./cause";
import { connectionFacts } from "./facts";
import { OtherDevices } from "./OtherDevices";
import { PastSessions } from "./PastSessions";
import { RateChart } from "./RateChart";
import type { SeenRates } from "./seen";

interface ConnectionDrawerProps {
  id: string;
  /** null once it is no longer on the page of the table */
  row: ConnectionRow | null;
  receivedAtMs: number;
  rates: SeenRates;
  onKick: (row: ConnectionRow) => void;
  onClose: () => void;
}

/** Everything that is known of one connection. It stays, as last seen, when the connection ends. */
export function ConnectionDrawer({ id, row, receivedAtMs, rates, onKick, onClose }: ConnectionDrawerProps) {
  const [last, setLast] = useState(row);
  if (row !== null && row !== last) setLast(row);
  const shown = row ?? (last?.id === id ? last : null);
  const title =
    shown === null ? "Connection" : `${shown.username ?? "Unknown line"} on ${shown.streamName ?? "an unknown stream"}`;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={title}
      classNames={{ title: classes.title, body: classes.body }}
    >
      {row === null && (
        <p className={classes.gone} role="status">
          {shown === null
            ? "This connection is not among the rows shown: it has ended, or another filter or page is set."
            : "It ended, or left the view. This is what was last seen."}
        </p>
      )}
      {shown !== null && (
        <Details row={shown} isHere={row !== null} receivedAtMs={receivedAtMs} rates={rates} onKick={onKick} />
      )}
    </Drawer>
  );
}

interface DetailsProps {
  row: ConnectionRow;
  isHere: boolean;
  receivedAtMs: number;
  rates: SeenRates;
  onKick: (row: ConnectionRow) => void;
}

function Details({ row, isHere, receivedAtMs, rates, onKick }: DetailsProps) {
  const mayKick = useMay("operator");
  const cause = causeOf(row);
  return (
    <>
      <div className={classes.actions}>
        {row.streamId !== null && (
          <Button size="xs" variant="default" component={Link} href={`/streams/${row.streamId}`}>
            Open the stream
          </Button>
        )}
        {row.lineId !== null && (
          <Button size="xs" variant="default" component={Link} href={`/lines/${row.lineId}`}>
            Open the line
          </Button>
        )}
        {mayKick && isHere && (
          <Button size="xs" className={classes.kick} onClick={() => onKick(row)}>
            Kick
          </Button>
        )}
      </div>
      <Section title="Trouble">
        {cause === null ? (
          "Its collector cannot tell."
        ) : (
          <>
            <StatusMark tone={cause.tone}>{cause.word}</StatusMark>
            <p className={classes.meaning}>{cause.meaning}</p>
          </>
        )}
      </Section>
      <RateChart rates={rates} />
      <Section title="Facts">
        <Facts facts={connectionFacts(row, receivedAtMs)} />
      </Section>
      {row.lineId !== null && (
        <OtherDevices
          title="Other devices of this line"
          nobody="None: it watches on this device alone."
          lineId={row.lineId}
          id={row.id}
        />
      )}
      {row.lineId !== null && <PastSessions title="Sessions of this line" lineId={row.lineId} />}
      {row.ip !== null && <PastSessions title="Sessions of this address" ip={row.ip} />}
    </>
  );
}
