import { useState } from "react";
import { RATE_ALONE } from "../../components/chartLines";
import type { Hover } from "../../components/chartOptions";
import { Section } from "../../components/Section";
import { TimeChart } from "../../components/TimeChart";
import { clockTime } from "../../format/time";
import { bitrate } from "../../format/volume";
import type { SeenRates } from "./seen";

const WINDOW_S = 3600;
const HEIGHT_PX = 140;

/** The bitrate as this page saw it; it begins when the row was first shown here. */
export function RateChart({ rates }: { rates: SeenRates }) {
  const [hover, setHover] = useState<Hover | null>(null);
  const newest = rates.bps.at(-1) ?? null;
  const [begun] = rates.atS;
  return (
    <Section
      title="Bitrate, as seen by this page"
      aside={
        <span className="number">
          {hover === null
            ? bitrate(newest)
            : `${bitrate(hover.values[0] ?? null)} at ${clockTime(new Date(hover.atS * 1000).toISOString())}`}
        </span>
      }
    >
      {begun === undefined || rates.atS.length < 2 ? (
        "It takes two ticks to draw a line."
      ) : (
        <TimeChart
          data={[rates.atS, rates.bps]}
          windowS={WINDOW_S}
          lines={RATE_ALONE}
          heightPx={HEIGHT_PX}
          label={`Bitrate now ${bitrate(newest)}`}
          onHover={setHover}
        />
      )}
    </Section>
  );
}
