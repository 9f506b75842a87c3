import { useAddress } from "../../address/useAddress";
import { Loaded } from "../../components/Loaded";
import page from "../../components/Page.module.css";
import { Section } from "../../components/Section";
import { Breakdown } from "./Breakdown";
import { Comparison } from "./Comparison";
import { LiveHistory } from "./LiveHistory";
import { LookChoice } from "./LookChoice";
import { Peaks } from "./Peaks";
import { Reports } from "./Reports";
import { formatLook, parseLook } from "./ranges";
import { StoredHistory } from "./StoredHistory";
import { useStored } from "./useStored";

/** What was delivered: when, of which streams, and beside what it was before. */
export default function BandwidthPage() {
  const [look, change] = useAddress(parseLook, formatLook);
  const asked = useStored(look.range);
  return (
    <div className={page.page}>
      <Peaks />
      <Section title="Bandwidth" aside={<LookChoice look={look} change={change} />}>
        {look.range.isLive ? (
          <LiveHistory look={look} />
        ) : (
          <Loaded asked={asked}>{(stored) => <StoredHistory stored={stored} measure={look.measure} />}</Loaded>
        )}
      </Section>
      <Breakdown asked={asked} range={look.range} />
      <Comparison />
      <Reports />
    </div>
  );
}
