import { ActionIcon, Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { orderStream, type StreamOrder } from "../../api/streams";
import { attempt } from "../../components/attempt";
import { Confirm } from "../../components/Confirm";
import { RestartIcon, StartIcon, StopIcon } from "../../components/icons";
import type { StreamRead } from "../../contract/rest";
import { full } from "../../format/number";
import { notify } from "../../notices";
import classes from "./StreamActions.module.css";
import { STATUS_WORDS } from "./status";

interface StreamActionsProps {
  stream: StreamRead;
  onDone: () => void;
  /** icons alone, for a row of a table */
  compact?: boolean;
}

const DONE: Record<StreamOrder, string> = { start: "started", stop: "stopped", restart: "restarted" };

/** Starts, stops and restarts a stream. Stopping lets its viewers go, so it asks first. */
export function StreamActions({ stream, onDone, compact = false }: StreamActionsProps) {
  const [busy, setBusy] = useState<StreamOrder | null>(null);
  const [asking, setAsking] = useState(false);

  async function order(verb: StreamOrder): Promise<void> {
    const answer = await orderStream(stream.id, verb);
    const reason = answer.reason === null ? "" : ` (${answer.reason})`;
    notify("good", `${stream.name} ${DONE[verb]}: now ${STATUS_WORDS[answer.status].toLowerCase()}${reason}`);
    onDone();
  }

  async function orderAtOnce(verb: StreamOrder): Promise<void> {
    setBusy(verb);
    await attempt(() => order(verb));
    setBusy(null);
  }

  const show = { name: stream.name, compact, busy };
  return (
    <span className={classes.actions}>
      {!stream.enabled && (
        <Action {...show} verb="start" icon={<StartIcon />} onClick={() => void orderAtOnce("start")} />
      )}
      {stream.enabled && (
        <>
          <Action {...show} verb="restart" icon={<RestartIcon />} onClick={() => void orderAtOnce("restart")} />
          <Action {...show} verb="stop" icon={<StopIcon />} onClick={() => setAsking(true)} />
        </>
      )}
      {asking && (
        <Confirm
          title="Stop this stream?"
          action="Stop"
          onConfirm={() => order("stop")}
          onClose={() => setAsking(false)}
        >
          <b>{stream.name}</b> stops until it is started again. {farewell(stream.viewers)}
        </Confirm>
      )}
    </span>
  );
}

function farewell(viewers: number): string {
  if (viewers === 0) return "Nobody is watching it.";
  return viewers === 1 ? "Its one viewer is let go." : `Its ${full(viewers)} viewers are let go.`;
}

interface ActionProps {
  name: string;
  verb: StreamOrder;
  icon: ReactNode;
  compact: boolean;
  busy: StreamOrder | null;
  onClick: () => void;
}

function Action({ name, verb, icon, compact, busy, onClick }: ActionProps) {
  const word = `${verb[0]?.toUpperCase()}${verb.slice(1)}`;
  const waiting = { loading: busy === verb, disabled: busy !== null && busy !== verb };
  if (!compact) {
    return (
      <Button size="xs" variant="default" leftSection={icon} onClick={onClick} {...waiting}>
        {word}
      </Button>
    );
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={`${word} ${name}`}
      title={word}
      onClick={onClick}
      {...waiting}
    >
      {icon}
    </ActionIcon>
  );
}
