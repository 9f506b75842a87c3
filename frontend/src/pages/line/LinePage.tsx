import { Button } from "@mantine/core";
import { useCallback, useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import { changeLine, readLine, removeLine } from "../../api/lines";
import { useAnswer } from "../../api/useAnswer";
import { Confirm } from "../../components/Confirm";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
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
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => readLine(id, signal), [id]),
    RELOAD_MS,
  );
  useReloadOnChange("line", asked.reload);
  if (asked.problem?.status === 404) return <MissingPage />;
  return (
    <div className={frame.page}>
      <Loaded asked={asked}>
        {(line) => (
          <>
            <Head line={line} reload={asked.reload} />
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

function Head({ line, reload }: { line: LineRead; reload: () => void }) {
  const [doing, setDoing] = useState<"change" | "remove" | null>(null);
  const [, goTo] = useLocation();
  const mayChange = useMay("admin");
  const close = () => setDoing(null);

  async function change(draft: Draft): Promise<void> {
    await changeLine(line.id, bodyOf(draft));
    notify("good", `${draft.username} was changed`);
    reload();
  }

  async function remove(): Promise<void> {
    await removeLine(line.id);
    notify("good", `${line.username} was removed`);
    goTo("/lines", { replace: true });
  }

  return (
    <div className={classes.head}>
      <h2 className={classes.name}>{line.username}</h2>
      <div className={classes.actions}>
        <Button size="xs" variant="default" component={Link} href={`/connections?lineId=${line.id}`}>
          Connections
        </Button>
        {mayChange && (
          <>
            <LineSwitch line={line} devices={null} size="xs" onDone={reload} />
            <Button size="xs" variant="default" onClick={() => setDoing("change")}>
              Change
            </Button>
            <Button size="xs" variant="default" onClick={() => setDoing("remove")}>
              Remove
            </Button>
          </>
        )}
      </div>
      {doing === "change" && (
        <LineForm title="Change this line" submit="Save" initial={draftOf(line)} onSubmit={change} onClose={close} />
      )}
      {doing === "remove" && (
        <Confirm title="Remove this line?" action="Remove" onConfirm={remove} onClose={close}>
          <b>{line.username}</b> is removed for good and whoever watches with it is let go. Its sessions stay on record.
        </Confirm>
      )}
    </div>
  );
}
