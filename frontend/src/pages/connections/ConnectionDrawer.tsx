import { Button, Drawer } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { queryString } from "../../api/http";
import { Facts } from "../../components/Facts";
import { Section } from "../../components/Section";
import { StatusMark } from "../../components/StatusMark";
import type { ConnectionRow } from "../../contract/events";
import { useLive } from "../../realtime/hooks";
import type { ConnectionsState } from "../../realtime/reducer";
import { useMay } from "../../role";
import classes from "./ConnectionDrawer.module.css";
import { causeOf } from "./cause";
import { connectionFacts } from "./facts";
import { OtherDevices } from "./OtherDevices";
import { PastSessions } from "./PastSessions";
import { RateChart } from "./RateChart";
import type { Seen, SeenRates } from "./seen";
import { type ConnectionSeen, useConnection } from "./useConnection";

interface ConnectionDrawerProps {
  id: string;
  connections: ConnectionsState | null;
  seen: Seen;
  onKick: (row: ConnectionRow) => void;
  onClose: () => void;
}

/** Everything that is known of one connection. It stays, as last seen, when the connection ends. */
export function ConnectionDrawer({ id, connections, seen, onKick, onClose }: ConnectionDrawerProps) {
  const { row, receivedAtMs, state } = useConnection(id, connections);
  const [last, setLast] = useState(row);
  if (row !== null && row !== last) setLast(row);
  const shown = row ?? last;
  const timestamp = useLive((live) => live.dashboard?.timestamp);
  if (row !== null && state === "here" && timestamp !== undefined) seen.add([row], timestamp);
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
      <State state={state} last={shown} />
      {shown !== null && (
        <Details
          row={shown}
          isHere={state === "here"}
          receivedAtMs={receivedAtMs}
          rates={seen.of(id)}
          onKick={onKick}
        />
      )}
    </Drawer>
  );
}

/** Why a connection is not seen live, and where its record is. */
function State({ state, last }: { state: ConnectionSeen["state"]; last: ConnectionRow | null }) {
  if (state === "here") return null;
  if (state === "asking") {
    return last === null ? <p className={classes.meaning}>Looking for this connection.</p> : null;
  }
  const sessions = last === null ? "/sessions" : `/sessions${queryString({ lineId: last.lineId, ip: last.ip })}`;
  return (
    <p className={classes.gone} role="status">
      {state === "failed"
        ? "It cannot be told whether it is still open: the server does not answer."
        : last === null
          ? "No open connection has this id: it has ended. "
          : "It has ended; this is what was last seen. "}
      {state === "ended" && <Link href={sessions}>{last === null ? "All sessions" : "Its session"}</Link>}
    </p>
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
