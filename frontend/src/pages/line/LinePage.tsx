import { Button } from "@mantine/core";
import { useCallback, useState } from "react";
import { Link, useParams } from "wouter";
import { changeLine, readLine, removeLine } from "../../api/lines";
import { useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { RecordHead } from "../../components/RecordHead";
import type { LineRead } from "../../contract/rest";
import { notify } from "../../notices";
import { useReloadOnChange } from "../../realtime/hooks";
import { useMay } from "../../role";
import { OtherDevices } from "../connections/OtherDevices";
import { PastSessions } from "../connections/PastSessions";
import { bodyOf, type Draft, draftOf } from "../lines/draft";
import { LineForm } from "../lines/LineForm";
import { LineSwitch } from "../lines/LineSwitch";
import { MissingPage } from "../MissingPage";
import classes from "../stream/StreamPage.module.css";
import { Account } from "./Account";
import { PlayerLinks } from "./PlayerLinks";
import { Refusals } from "./Refusals";
import { Use } from "./Use";

const RELOAD_MS = 15_000;

export default function LinePage() {
  const { id } = useParams<{ id: string }>();
  return /^[1-9]\d{0,8}$/.test(id ?? "") ? <Detail key={id} id={Number(id)} /> : <MissingPage />;
}

/** One line: what it may do, what it does, what it was refused. */
function Detail({ id }: { id: number }) {
  const [removing, setRemoving] = useState(false);
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => readLine(id, signal), [id]),
    removing ? undefined : RELOAD_MS,
  );
  useReloadOnChange("line", asked.reload, !removing);
  if (asked.problem?.status === 404) return <MissingPage />;
  return (
    <div className={frame.page}>
      <Loaded asked={asked}>
        {(line) => (
          <>
            <Head line={line} reload={asked.reload} onRemoving={setRemoving} />
            <div className={classes.half}>
              <div className={frame.page}>
                <Account line={line} />
                <Use lineId={id} />
                <PlayerLinks line={line} />
              </div>
              <div className={frame.page}>
                <OtherDevices title="Devices now" nobody="It is not watching." lineId={id} />
                <PastSessions title="Sessions" lineId={id} />
                <Refusals username={line.username} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

interface HeadProps {
  line: LineRead;
  reload: () => void;
  onRemoving: (removing: boolean) => void;
}

function Head({ line, reload, onRemoving }: HeadProps) {
  const mayChange = useMay("admin");

  async function change(draft: Draft): Promise<void> {
    await changeLine(line.id, bodyOf(draft));
    notify("good", `${draft.username} was changed`);
    reload();
  }

  return (
    <RecordHead
      noun="line"
      name={line.username}
      actions={
        <>
          <Button size="xs" variant="default" component={Link} href={`/connections?lineId=${line.id}`}>
            Connections
          </Button>
          {mayChange && <LineSwitch line={line} devices={null} size="xs" onDone={reload} />}
        </>
      }
      form={(close) => (
        <LineForm title="Change this line" submit="Save" initial={draftOf(line)} onSubmit={change} onClose={close} />
      )}
      consequence="is removed for good and whoever watches with it is let go. Its sessions stay on record."
      remove={() => removeLine(line.id)}
      onRemoving={onRemoving}
      list="/lines"
    />
  );
}
