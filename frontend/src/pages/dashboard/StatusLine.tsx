import { Button } from "@mantine/core";
import { Link } from "wouter";
import { StatusMark } from "../../components/StatusMark";
import toolbar from "../../components/Toolbar.module.css";
import type { DashboardUpdate } from "../../contract/events";
import { verdictOf } from "./health";

interface StatusLineProps {
  stats: DashboardUpdate | null;
  onKiosk: () => void;
}

/** Whether all is well, and the ways to look at it otherwise. */
export function StatusLine({ stats, onKiosk }: StatusLineProps) {
  return (
    <div className={toolbar.bar}>
      <Verdict stats={stats} />
      <div className={toolbar.end}>
        <Button component={Link} href="/past" size="compact-sm" variant="default">
          Earlier
        </Button>
        <Button size="compact-sm" variant="default" onClick={onKiosk} title="For a screen on the wall (d k)">
          Kiosk
        </Button>
      </div>
    </div>
  );
}

export function Verdict({ stats }: { stats: DashboardUpdate | null }) {
  if (stats === null) return <StatusMark tone="idle">Waiting for the first data</StatusMark>;
  const { tone, text } = verdictOf(stats);
  return (
    <span data-verdict={tone}>
      <StatusMark tone={tone}>{text}</StatusMark>
    </span>
  );
}
