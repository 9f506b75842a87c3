import { useAddress } from "../../address/useAddress";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { LiveHistory } from "../bandwidth/LiveHistory";
import { LookChoice } from "../bandwidth/LookChoice";
import { formatLook, type Look, parseLook } from "../bandwidth/ranges";
import { StoredHistory } from "../bandwidth/StoredHistory";
import { useStored } from "../bandwidth/useStored";

/** Bandwidth and viewers over time. What is shown of it is part of the address. */
export function BandwidthCard() {
  const [look, change] = useAddress(parseLook, formatLook);
  return (
    <Section title="Bandwidth" aside={<LookChoice look={look} change={change} />}>
      {look.range.isLive ? <LiveHistory look={look} /> : <Stored look={look} />}
    </Section>
  );
}

function Stored({ look }: { look: Look }) {
  const asked = useStored(look.range);
  return <Loaded asked={asked}>{(stored) => <StoredHistory stored={stored} measure={look.measure} />}</Loaded>;
}
