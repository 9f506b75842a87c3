import type { Change } from "../../address/useAddress";
import { Section } from "../../components/Section";
import { BandwidthChart } from "../bandwidth/BandwidthChart";
import { LookChoice } from "../bandwidth/LookChoice";
import type { Look } from "../bandwidth/ranges";

interface BandwidthCardProps {
  look: Look;
  change: Change<Look>;
  heightPx: number;
}

/** Bandwidth and viewers over time. */
export function BandwidthCard({ look, change, heightPx }: BandwidthCardProps) {
  return (
    <Section title="Bandwidth" aside={<LookChoice look={look} change={change} />}>
      <BandwidthChart look={look} change={change} heightPx={heightPx} />
    </Section>
  );
}
