import { useCallback } from "react";
import type { Change } from "../../address/useAddress";
import type { Asked } from "../../api/useAnswer";
import { Loaded } from "../../components/Loaded";
import { spanBetween } from "../../components/span";
import { serverNowMs } from "../../realtime/serverNow";
import { LiveHistory } from "./LiveHistory";
import type { Look } from "./ranges";
import { SpanBar } from "./SpanBar";
import { StoredHistory } from "./StoredHistory";
import { isOfTicks } from "./shown";
import { type Stored, useStored } from "./useStored";

interface BandwidthChartProps {
  look: Look;
  change: Change<Look>;
  heightPx?: number;
  /** the stored past of the same look, where the page has asked for it already */
  asked?: Asked<Stored>;
}

/** Bandwidth and connections of a look; a part of it that is marked becomes the look. */
export function BandwidthChart({ look, change, heightPx, asked }: BandwidthChartProps) {
  const onMark = useCallback(
    (fromS: number, toS: number) =>
      change((known) => ({ ...known, span: spanBetween(fromS, toS, serverNowMs() / 1000) })),
    [change],
  );
  const onWhole = useCallback(() => change((known) => ({ ...known, span: null })), [change]);
  const chart = { heightPx, onMark, onWhole };
  return (
    <>
      {isOfTicks(look, serverNowMs() / 1000) ? (
        <LiveHistory look={look} {...chart} />
      ) : asked === undefined ? (
        <AskedHistory look={look} {...chart} />
      ) : (
        <Loaded asked={asked}>{(stored) => <StoredHistory stored={stored} measure={look.measure} {...chart} />}</Loaded>
      )}
      <SpanBar look={look} change={change} />
    </>
  );
}

interface AskedHistoryProps {
  look: Look;
  heightPx: number | undefined;
  onMark: (fromS: number, toS: number) => void;
  onWhole: () => void;
}

function AskedHistory({ look, ...chart }: AskedHistoryProps) {
  const asked = useStored(look);
  return (
    <Loaded asked={asked}>{(stored) => <StoredHistory stored={stored} measure={look.measure} {...chart} />}</Loaded>
  );
}
