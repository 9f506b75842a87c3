import { Button } from "@mantine/core";
import { useCallback, useState } from "react";
import { Link, useParams } from "wouter";
import { changeStream, readStream, readStreamHealth, removeStream } from "../../api/streams";
import { type Asked, useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { RecordHead } from "../../components/RecordHead";
import { StatusMark } from "../../components/StatusMark";
import type { StreamHealthDetail, StreamRead } from "../../contract/rest";
import { counted } from "../../format/number";
import { notify } from "../../notices";
import { useLive, useReloadOnChange, useWanted } from "../../realtime/hooks";
import { useMay } from "../../role";
import { MissingPage } from "../MissingPage";
import { bodyOf, type Draft, draftOf } from "../streams/draft";
import { withHealth } from "../streams/rows";
import { StreamActions } from "../streams/StreamActions";
import { StreamForm } from "../streams/StreamForm";
import { STATUS_TONES, STATUS_WORDS } from "../streams/status";
import { Analysis } from "./Analysis";
import { Changes } from "./Changes";
import { Contents } from "./Contents";
import { Health } from "./Health";
import { LastHour } from "./LastHour";
import classes from "./StreamPage.module.css";

const RELOAD_MS = 5000;

export default function StreamPage() {
  const { id } = useParams<{ id: string }>();
  return /^[1-9]\d{0,8}$/.test(id ?? "") ? <Detail key={id} id={Number(id)} /> : <MissingPage />;
}

/** One stream: how it arrives, what is in it, what became of it. */
function Detail({ id }: { id: number }) {
  useWanted("stream:health");
  const [removing, setRemoving] = useState(false);
  const everyMs = removing ? undefined : RELOAD_MS;
  const stream = useAnswer(
    useCallback((signal: AbortSignal) => readStream(id, signal), [id]),
    everyMs,
  );
  useReloadOnChange("stream", stream.reload, !removing);
  const health = useAnswer(
    useCallback((signal: AbortSignal) => readStreamHealth(id, signal), [id]),
    everyMs,
  );
  const live = useLive((state) => state.health);
  if (stream.problem?.status === 404) return <MissingPage />;
  const reload = () => {
    stream.reload();
    health.reload();
  };
  return (
    <div className={frame.page}>
      <Loaded asked={stream}>
        {(kept) => {
          const shown = withHealth(kept, live);
          return (
            <>
              <Head stream={shown} reload={reload} onRemoving={setRemoving} />
              <Measured asked={health} stream={shown} />
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function Measured({ asked, stream }: { asked: Asked<StreamHealthDetail>; stream: StreamRead }) {
  return (
    <Loaded asked={asked}>
      {(detail) => (
        <>
          <Health stream={stream} detail={detail} />
          <div className={classes.wide}>
            <LastHour points={detail.points} checks={detail.checks} stream={detail.stream} />
            <Changes changes={detail.changes} />
          </div>
          <div className={classes.half}>
            <Analysis indicators={detail.indicators} running={stream.running} />
            <Contents contents={detail.contents} running={stream.running} />
          </div>
        </>
      )}
    </Loaded>
  );
}

interface HeadProps {
  stream: StreamRead;
  reload: () => void;
  onRemoving: (removing: boolean) => void;
}

function Head({ stream, reload, onRemoving }: HeadProps) {
  const mayOrder = useMay("operator");

  async function change(draft: Draft): Promise<void> {
    await changeStream(stream.id, bodyOf(draft));
    notify("good", `${draft.name} was changed`);
    reload();
  }

  return (
    <RecordHead
      noun="stream"
      name={stream.name}
      actions={
        <>
          <Button size="xs" variant="default" component={Link} href={`/connections?streamId=${stream.id}`}>
            {counted(stream.viewers, "viewer", "viewers")}
          </Button>
          {mayOrder && <StreamActions stream={stream} onDone={reload} />}
        </>
      }
      form={(close) => (
        <StreamForm
          title="Change this stream"
          submit="Save"
          initial={draftOf(stream)}
          onSubmit={change}
          onClose={close}
        />
      )}
      consequence="and its settings are removed for good. Its sessions stay on record."
      remove={() => removeStream(stream.id)}
      onRemoving={onRemoving}
      list="/streams"
    >
      <StatusMark tone={STATUS_TONES[stream.status]}>{STATUS_WORDS[stream.status]}</StatusMark>
      {stream.reason !== null && <span className={classes.reason}>{stream.reason}</span>}
    </RecordHead>
  );
}
