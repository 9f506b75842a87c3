import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { firstRun } from "../../api/firstRun";
import { useAnswer } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import type { FirstRun } from "../../contract/rest";
import { notify } from "../../notices";
import { useStanding } from "../../operator";
import { useLive, useReloadOnChange } from "../../realtime/hooks";
import { useMay } from "../../role";
import { LineStep } from "./LineStep";
import { noteShown, noteSkipped } from "./left";
import { PasswordStep } from "./PasswordStep";
import { PlayStep } from "./PlayStep";
import { Step } from "./Step";
import { StreamsStep } from "./StreamsStep";
import { currentStep, doneSteps, STEPS, type StepName } from "./steps";
import classes from "./WelcomePage.module.css";

const TITLES: Record<StepName, string> = {
  password: "A password of your own",
  streams: "Something to watch",
  lines: "Somebody who may watch",
  play: "The first connection",
};

const REACHED: Record<StepName, string> = {
  password: "The password is yours.",
  streams: "There is something to watch.",
  lines: "There is a line.",
  play: "Somebody has watched.",
};

/** From a fresh installation to the first viewer. What is done shows as done, whoever did it and wherever. */
export default function WelcomePage() {
  const asked = useAnswer(firstRun);
  useReloadOnChange("stream", asked.reload);
  useReloadOnChange("line", asked.reload);
  const mayChange = useMay("admin");
  useEffect(noteShown, []);
  if (!mayChange) return <p className={classes.quiet}>Only an admin sets up the panel.</p>;
  return (
    <div className={frame.page}>
      <Loaded asked={asked}>{(answer) => <Steps answer={answer} reload={asked.reload} />}</Loaded>
    </div>
  );
}

function Steps({ answer, reload }: { answer: FirstRun; reload: () => void }) {
  const [putOff, setPutOff] = useState<ReadonlySet<StepName>>(new Set());
  const [, goTo] = useLocation();
  const name = useStanding(({ standing }) => (standing.state === "in" ? standing.operator.name : ""));
  const done = doneSteps(answer.steps);
  const current = currentStep(done, putOff);
  useFirstViewer(current === "play");

  const parts = {
    password: <PasswordStep name={name} onDone={reload} onLater={() => setPutOff(new Set(["password"]))} />,
    streams: <StreamsStep onDone={reload} />,
    lines: <LineStep onDone={reload} />,
    play: <PlayStep />,
  };
  return (
    <>
      <p className={classes.quiet}>
        Four steps to the first viewer. They can be left at any time and go on from where they were.
      </p>
      <ol className={classes.steps}>
        {STEPS.map((step, index) => (
          <Step
            key={step}
            number={index + 1}
            title={TITLES[step]}
            state={done.has(step) ? "done" : step === current ? "current" : "later"}
            reached={REACHED[step]}
          >
            {parts[step]}
          </Step>
        ))}
      </ol>
      <div className={classes.foot}>
        <Button
          variant={current === null ? "filled" : "default"}
          size="sm"
          onClick={() => {
            if (current !== null) noteSkipped();
            goTo("/");
          }}
        >
          {current === null ? "Go to the dashboard" : "Skip the rest"}
        </Button>
      </div>
    </>
  );
}

/** Leads to the dashboard when the first viewer comes, and not where some were there already. */
function useFirstViewer(waiting: boolean): void {
  const connections = useLive((live) => live.dashboard?.activeConnections ?? null);
  const [, goTo] = useLocation();
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (waiting && before.current === 0 && connections !== null && connections > 0) {
      notify("good", "The first connection is there");
      goTo("/");
    }
    if (connections !== null) before.current = connections;
  }, [waiting, connections, goTo]);
}
