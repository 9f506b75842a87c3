import { useCallback, useMemo } from "react";
import { useLocation } from "wouter";
import { useAddress } from "../../address/useAddress";
import { useLive } from "../../realtime/hooks";
import { useKeys } from "../../shell/useKeys";
import { formatLook, parseLook } from "../bandwidth/ranges";
import { Activity } from "./Activity";
import { BandwidthCard } from "./BandwidthCard";
import { Collectors } from "./Collectors";
import classes from "./DashboardPage.module.css";
import { Health } from "./Health";
import { Host } from "./Host";
import { addressOfDashboard, formatKiosk } from "./kiosk";
import { Operators } from "./Operators";
import { Places } from "./Places";
import { Problems } from "./Problems";
import { StatusLine } from "./StatusLine";
import { Tiles } from "./Tiles";
import { TopLines } from "./TopLines";
import { TopStreams } from "./TopStreams";

const CHART_PX = 270;
const LINES_SHOWN = 6;

export default function DashboardPage() {
  const [look, change] = useAddress(parseLook, formatLook);
  const [, go] = useLocation();
  const stats = useLive((live) => live.dashboard);
  const enterKiosk = useCallback(() => go(addressOfDashboard(formatKiosk(look))), [go, look]);
  useKeys(useMemo(() => ({ "d k": enterKiosk }), [enterKiosk]));
  return (
    <div className={classes.page}>
      <Problems stats={stats} />
      <StatusLine stats={stats} onKiosk={enterKiosk} />
      <Tiles stats={stats} />
      <div className={classes.wide}>
        <BandwidthCard look={look} change={change} heightPx={CHART_PX} />
        <div className={classes.column}>
          <Health stats={stats} />
          <Host host={stats?.host ?? null} />
        </div>
      </div>
      <div className={classes.half}>
        <div className={classes.column}>
          <TopStreams />
          <Places />
        </div>
        <div className={classes.column}>
          <TopLines lines={stats?.topLines.slice(0, LINES_SHOWN) ?? null} />
          <Activity />
          <Collectors collectors={stats?.collectors ?? null} />
          <Operators />
        </div>
      </div>
    </div>
  );
}
