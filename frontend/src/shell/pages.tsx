import type { ReactNode } from "react";
import {
  ActivityIcon,
  BandwidthIcon,
  ConnectionsIcon,
  DashboardIcon,
  LinesIcon,
  MapIcon,
  PastIcon,
  SessionsIcon,
  SettingsIcon,
  StreamsIcon,
} from "../components/icons";

export interface NamedPage {
  to: string;
  label: string;
  icon: ReactNode;
  /** typed after g, leads there */
  key: string;
}

/** The pages that have a name of their own, in the order they are listed. */
export const PAGES: readonly NamedPage[] = [
  { to: "/", label: "Dashboard", icon: <DashboardIcon />, key: "d" },
  { to: "/connections", label: "Connections", icon: <ConnectionsIcon />, key: "c" },
  { to: "/map", label: "Map", icon: <MapIcon />, key: "m" },
  { to: "/bandwidth", label: "Bandwidth", icon: <BandwidthIcon />, key: "b" },
  { to: "/streams", label: "Streams", icon: <StreamsIcon />, key: "s" },
  { to: "/lines", label: "Lines", icon: <LinesIcon />, key: "l" },
  { to: "/sessions", label: "Sessions", icon: <SessionsIcon />, key: "e" },
  { to: "/activity", label: "Activity", icon: <ActivityIcon />, key: "a" },
  { to: "/past", label: "Time machine", icon: <PastIcon />, key: "p" },
  { to: "/settings", label: "Settings", icon: <SettingsIcon />, key: "t" },
];
