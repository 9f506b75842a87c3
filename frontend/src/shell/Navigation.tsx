import { Burger } from "@mantine/core";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import {
  ActivityIcon,
  ConnectionsIcon,
  DashboardIcon,
  LinesIcon,
  SessionsIcon,
  SettingsIcon,
  StreamsIcon,
} from "../components/icons";
import { compact, full } from "../format/number";
import { duration, fullTime } from "../format/time";
import { useLive } from "../realtime/hooks";
import classes from "./Shell.module.css";

interface NavigationProps {
  opened: boolean;
  onNavigate: () => void;
  onClose: () => void;
}

export function Navigation({ opened, onNavigate, onClose }: NavigationProps) {
  const connections = useLive((live) => live.dashboard?.activeConnections ?? null);
  return (
    <>
      <div className={classes.brand}>
        {opened && <Burger opened onClick={onClose} hiddenFrom="sm" size="sm" aria-label="Close the menu" />}
        <img src="/favicon.svg" width="24" height="24" alt="" />
        Panel
      </div>
      <Entry to="/" icon={<DashboardIcon />} onNavigate={onNavigate}>
        Dashboard
      </Entry>
      <Entry to="/connections" icon={<ConnectionsIcon />} onNavigate={onNavigate}>
        Connections
        {connections !== null && (
          <span className={`${classes.count} number`} title={`${full(connections)} open now`}>
            {compact(connections)}
          </span>
        )}
      </Entry>
      <Entry to="/streams" icon={<StreamsIcon />} onNavigate={onNavigate}>
        Streams
        <Troubled />
      </Entry>
      <Entry to="/lines" icon={<LinesIcon />} onNavigate={onNavigate}>
        Lines
      </Entry>
      <Entry to="/sessions" icon={<SessionsIcon />} onNavigate={onNavigate}>
        Sessions
      </Entry>
      <Entry to="/activity" icon={<ActivityIcon />} onNavigate={onNavigate}>
        Activity
      </Entry>
      <Entry to="/settings" icon={<SettingsIcon />} onNavigate={onNavigate}>
        Settings
      </Entry>
      <Uptime />
    </>
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

interface EntryProps {
  to: string;
  icon: ReactNode;
  onNavigate: () => void;
  children: ReactNode;
}

function Entry({ to, icon, onNavigate, children }: EntryProps) {
  const [path] = useLocation();
  return (
    <Link href={to} className={classes.link} aria-current={isHere(path, to) ? "page" : undefined} onClick={onNavigate}>
      {icon}
      {children}
    </Link>
  );
}

function isHere(path: string, to: string): boolean {
  return path === to || (to !== "/" && path.startsWith(`${to}/`));
}
