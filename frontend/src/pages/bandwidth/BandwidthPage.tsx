import { useAddress } from "../../address/useAddress";
import page from "../../components/Page.module.css";
import { Section } from "../../components/Section";
import { BandwidthChart } from "./BandwidthChart";
import { Breakdown } from "./Breakdown";
import { Comparison } from "./Comparison";
import { LookChoice } from "./LookChoice";
import { Peaks } from "./Peaks";
import { Reports } from "./Reports";
import { formatLook, parseLook } from "./ranges";
import { useStored } from "./useStored";

/** What was delivered: when, of which streams, and beside what it was before. */
export default function BandwidthPage() {
  const [look, change] = useAddress(parseLook, formatLook);
  const asked = useStored(look);
  return (
    <div className={page.page}>
      <Peaks />
      <Section title="Bandwidth" aside={<LookChoice look={look} change={change} />}>
        <BandwidthChart look={look} change={change} asked={asked} />
      </Section>
      <Breakdown asked={asked} look={look} />
      <Comparison />
      <Reports />
    </div>
  );
}
