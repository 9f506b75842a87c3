import { Button } from "@mantine/core";
import { useCallback } from "react";
import { type Change, useAddress } from "../../address/useAddress";
import page from "../../components/Page.module.css";
import { Section } from "../../components/Section";
import { spanBetween } from "../../components/span";
import { serverNowMs } from "../../realtime/serverNow";
import { BandwidthChart } from "./BandwidthChart";
import { Breakdown } from "./Breakdown";
import { Comparison } from "./Comparison";
import { csvOf, download } from "./csv";
import classes from "./HistoryChart.module.css";
import { LookChoice } from "./LookChoice";
import { Peaks } from "./Peaks";
import { formatPageView, parsePageView } from "./pageView";
import { Reports } from "./Reports";
import type { Look } from "./ranges";
import { Split } from "./Split";
import { useStored } from "./useStored";

/** What was delivered: when, to whom, and beside what it was before. */
export default function BandwidthPage() {
  const [view, change] = useAddress(parsePageView, formatPageView);
  const changeLook = useCallback<Change<Look>>(
    (make, replace) => change((known) => ({ ...known, ...make(known) }), replace),
    [change],
  );
  const onMark = useCallback(
    (fromS: number, toS: number) =>
      change((known) => ({ ...known, span: spanBetween(fromS, toS, serverNowMs() / 1000) })),
    [change],
  );
  const onWhole = useCallback(() => change((known) => ({ ...known, span: null })), [change]);
  const asked = useStored(view);
  const points = asked.answer?.found.history ?? [];
  const choices = (
    <div className={classes.choices}>
      <Button
        size="compact-xs"
        variant="default"
        disabled={points.length === 0}
        title="The points of this chart as a table"
        onClick={() => download("bandwidth.csv", csvOf(points))}
      >
        CSV
      </Button>
      <LookChoice look={view} change={changeLook} />
    </div>
  );
  return (
    <div className={page.page}>
      <Peaks />
      <Section title="Bandwidth" aside={choices}>
        <BandwidthChart look={view} change={changeLook} asked={asked} />
      </Section>
      <Split
        view={view}
        onSplit={(by) => change((known) => ({ ...known, by }), true)}
        onMark={onMark}
        onWhole={onWhole}
      />
      <Breakdown asked={asked} look={view} />
      <Comparison />
      <Reports look={view} />
    </div>
  );
}
