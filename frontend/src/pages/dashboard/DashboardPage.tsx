import { useAddress } from "../../address/useAddress";
import { useLive } from "../../realtime/hooks";
import { formatLook, parseLook } from "../bandwidth/ranges";
import { Activity } from "./Activity";
import { BandwidthCard } from "./BandwidthCard";
import { Collectors } from "./Collectors";
import classes from "./DashboardPage.module.css";
import { Host } from "./Host";
import { Operators } from "./Operators";
import { Places } from "./Places";
import { Problems } from "./Problems";
import { Streams } from "./Streams";
import { Tiles } from "./Tiles";
import { TopStreams } from "./TopStreams";

export default function DashboardPage() {
  const [look, change] = useAddress(parseLook, formatLook);
  const stats = useLive((live) => live.dashboard);
  return (
    <div className={classes.page}>
      <Problems stats={stats} />
      <Tiles stats={stats} />
      <div className={classes.wide}>
        <BandwidthCard look={look} change={change} />
        <div className={classes.column}>
          <Streams stats={stats} />
          <Host host={stats?.host ?? null} />
        </div>
      </div>
      <div className={classes.half}>
        <div className={classes.column}>
          <TopStreams />
          <Places />
        </div>
        <div className={classes.column}>
          <Activity />
          <Collectors collectors={stats?.collectors ?? null} />
          <Operators />
        </div>
      </div>
    </div>
  );
}
