import { Button } from "@mantine/core";
import { useCallback, useState } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { firstRun } from "../api/firstRun";
import { useAnswer } from "../api/useAnswer";
import { noteSkipped, wereShown, wereSkipped } from "../pages/welcome/left";
import { useMay } from "../role";
import classes from "./FirstSteps.module.css";

const PAGE = "/welcome";

/** Leads the admin of a fresh installation to the first steps once, and back to them while some are left. */
export function FirstSteps() {
  return useMay("admin") ? <Reminder /> : null;
}

function Reminder() {
  const [path] = useLocation();
  const there = path === PAGE;
  const [skipped, setSkipped] = useState(wereSkipped);
  const { answer } = useAnswer(useCallback(async (signal) => (there ? null : firstRun(signal)), [there]));
  if (there || skipped || !answer?.needed) return null;
  if (path === "/" && !wereShown()) return <Redirect to={PAGE} replace />;
  return (
    <aside className={classes.reminder} aria-label="First steps">
      <span>This panel has not had a viewer yet.</span>
      <Link href={PAGE}>Go on with the first steps</Link>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        onClick={() => {
          noteSkipped();
          setSkipped(true);
        }}
      >
        Do without
      </Button>
    </aside>
  );
}
