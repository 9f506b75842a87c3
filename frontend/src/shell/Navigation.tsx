import { Burger } from "@mantine/core";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { compact, full } from "../format/number";
import { duration, fullTime } from "../format/time";
import { useLive } from "../realtime/hooks";
import { PAGES } from "./pages";
import classes from "./Shell.module.css";

interface NavigationProps {
  opened: boolean;
  onNavigate: () => void;
  onClose: () => void;
}

/** What stands beside the name of some pages. */
const ASIDES: Record<string, ReactNode> = { "/connections": <Open />, "/streams": <Troubled /> };

export function Navigation({ opened, onNavigate, onClose }: NavigationProps) {
  const [path] = useLocation();
  return (
    <>
      <div className={classes.brand}>
        {opened && <Burger opened onClick={onClose} hiddenFrom="sm" size="sm" aria-label="Close the menu" />}
        <img src="/favicon.svg" width="24" height="24" alt="" />
        Panel
      </div>
      {PAGES.map(({ to, label, icon }) => (
        <Link
          key={to}
          href={to}
          className={classes.link}
          aria-current={isHere(path, to) ? "page" : undefined}
          onClick={onNavigate}
        >
          {icon}
          {label}
          {ASIDES[to]}
        </Link>
      ))}
      <Uptime />
    </>
  );
}

function isHere(path: string, to: string): boolean {
  return path === to || (to !== "/" && path.startsWith(`${to}/`));
}

function Open() {
  const connections = useLive((live) => live.dashboard?.activeConnections ?? null);
  if (connections === null) return null;
  return (
    <span className={`${classes.count} number`} title={`${full(connections)} open now`}>
      {compact(connections)}
    </span>
  );
}

/** How many streams are not as they should be. */
function Troubled() {
  const offline = useLive((live) => live.dashboard?.offlineStreams ?? 0);
  const degraded = useLive((live) => live.dashboard?.degradedStreams ?? 0);
  if (offline + degraded === 0) return null;
  return (
    <span
      className={`${classes.count} number`}
      data-alarm={offline > 0}
      title={`${full(offline)} offline, ${full(degraded)} degraded`}
    >
      {compact(offline + degraded)}
    </span>
  );
}

function Uptime() {
  const uptimeS = useLive((live) => live.dashboard?.uptimeS ?? null);
  const startedAt = useLive((live) => live.dashboard?.startedAt ?? null);
  if (uptimeS === null) return null;
  return (
    <div className={`${classes.foot} number`} title={`Since ${fullTime(startedAt)}`}>
      Service up {duration(uptimeS)}
    </div>
  );
}
