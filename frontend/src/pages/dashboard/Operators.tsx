import { Facts } from "../../components/Facts";
import { Section } from "../../components/Section";
import { clockTime, fullTime } from "../../format/time";
import { useLive } from "../../realtime/hooks";

/** Who else has the panel open. */
export function Operators() {
  const operators = useLive((live) => live.operators);
  if (operators === null || operators.length === 0) return null;
  const facts = operators.map(({ name, since }) => ({
    label: name,
    value: `since ${clockTime(since)}`,
    title: `Since ${fullTime(since)}`,
  }));
  return (
    <Section title="Operators online">
      <Facts facts={facts} />
    </Section>
  );
}
