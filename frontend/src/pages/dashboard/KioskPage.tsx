import { Button } from "@mantine/core";
import { useCallback, useEffect, useLayoutEffect, useState } from "react";
import { useLocation } from "wouter";
import { useAddress } from "../../address/useAddress";
import { clockTime, fullTime } from "../../format/time";
import { useLive } from "../../realtime/hooks";
import { useNowMs } from "../../realtime/now";
import { serverNowMs } from "../../realtime/serverNow";
import { LinkBadge } from "../../shell/LinkBadge";
import { TabState } from "../../shell/TabState";
import { formatLook, parseLook } from "../bandwidth/ranges";
import { Activity } from "./Activity";
import { BandwidthCard } from "./BandwidthCard";
import { Health } from "./Health";
import classes from "./KioskPage.module.css";
import { addressOfDashboard, formatKiosk } from "./kiosk";
import { Places } from "./Places";
import { Problems } from "./Problems";
import { Verdict } from "./StatusLine";
import { Tiles } from "./Tiles";
import { TopLines } from "./TopLines";
import { TopStreams } from "./TopStreams";
import { useWakeLock } from "./useWakeLock";

const CHART_SHARE = 0.26;
const LEAST_CHART_PX = 200;
const LINES_SHOWN = 6;
const ENTRIES_SHOWN = 4;

/** The dashboard for a screen on the wall: nothing around it, figures that can be read from afar. */
export default function KioskPage() {
  const [look, change] = useAddress(parseLook, formatKiosk);
  const [, go] = useLocation();
  const stats = useLive((live) => live.dashboard);
  const awake = useWakeLock();
  const leave = useCallback(() => go(addressOfDashboard(formatLook(look))), [go, look]);
  const [heightPx] = useState(() => Math.max(LEAST_CHART_PX, Math.round(window.innerHeight * CHART_SHARE)));

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.setAttribute("data-kiosk", "");
    return () => root.removeAttribute("data-kiosk");
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") leave();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [leave]);

  return (
    <main id="main" className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>Panel</h1>
        <span className={classes.verdict}>
          <Verdict stats={stats} />
        </span>
        <Clock />
        <LinkBadge />
        <Button size="compact-sm" variant="default" onClick={leave} title={awake ? "The screen stays on" : undefined}>
          Leave (esc)
        </Button>
        <TabState title="Dashboard" />
      </header>
      <Problems stats={stats} />
      <Tiles stats={stats} />
      <div className={classes.wide}>
        <BandwidthCard look={look} change={change} heightPx={heightPx} />
        <div className={classes.column}>
          <Health stats={stats} />
          <Activity shown={ENTRIES_SHOWN} />
        </div>
      </div>
      <div className={classes.lists}>
        <TopStreams />
        <TopLines lines={stats?.topLines.slice(0, LINES_SHOWN) ?? null} />
        <Places />
      </div>
    </main>
  );
}

/** The server's time: who looks up at the wall wants to know which. */
function Clock() {
  useNowMs();
  const now = new Date(serverNowMs()).toISOString();
  return (
    <time className="number" dateTime={now} title={fullTime(now)}>
      {clockTime(now)}
    </time>
  );
}
