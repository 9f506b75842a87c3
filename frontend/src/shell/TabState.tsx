import { useEffect } from "react";
import { useLink, useLive } from "../realtime/hooks";
import { type Condition, conditionOf } from "./condition";

const ICONS: Record<Condition["tone"], string> = {
  good: "/favicon.svg",
  warn: "/favicon-warn.svg",
  bad: "/favicon-bad.svg",
};

/** The browser's tab carries the state: in its title, and as a dot on its icon. */
export function TabState({ title }: { title: string }) {
  const { state } = useLink();
  const offline = useLive((live) => live.dashboard?.offlineStreams ?? 0);
  const degraded = useLive((live) => live.dashboard?.degradedStreams ?? 0);
  const { tone, prefix } = conditionOf(state, offline, degraded);

  useEffect(() => {
    document.title = `${prefix}${title} · Panel`;
  }, [prefix, title]);

  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    icon?.setAttribute("href", ICONS[tone]);
    return () => icon?.setAttribute("href", ICONS.good);
  }, [tone]);

  return null;
}
