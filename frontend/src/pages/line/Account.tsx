import { useCallback } from "react";
import { listBouquets } from "../../api/catalog";
import { useAnswer } from "../../api/useAnswer";
import { type Fact, Facts } from "../../components/Facts";
import { Section } from "../../components/Section";
import { StatusMark } from "../../components/StatusMark";
import type { BouquetRead, LineRead } from "../../contract/rest";
import { countryName } from "../../format/country";
import { full } from "../../format/number";
import { dateTime, fullTime } from "../../format/time";

function bouquetNames({ bouquetIds }: LineRead, bouquets: readonly BouquetRead[]): string {
  if (bouquetIds.length === 0) return "every stream";
  return bouquetIds.map((id) => bouquets.find((bouquet) => bouquet.id === id)?.name ?? `#${id}`).join(", ");
}

function accountFacts(line: LineRead, bouquets: readonly BouquetRead[]): Fact[] {
  const expired = line.expiresAt !== null && Date.parse(line.expiresAt) <= Date.now();
  const any = (list: readonly string[]) => (list.length === 0 ? "any" : list.join(", "));
  return [
    {
      label: "State",
      value: (
        <StatusMark tone={line.enabled ? (expired ? "warn" : "good") : "bad"}>
          {line.enabled ? (expired ? "expired" : "enabled") : "disabled"}
        </StatusMark>
      ),
    },
    { label: "Connections at most", value: line.maxConnections === 0 ? "no limit" : full(line.maxConnections) },
    { label: "Expires", value: line.expiresAt === null ? "never" : fullTime(line.expiresAt) },
    { label: "Trial", value: line.trial ? "yes" : "no" },
    { label: "Created", value: dateTime(line.createdAt), title: fullTime(line.createdAt) },
    { label: "May play", value: bouquetNames(line, bouquets) },
    { label: "Countries", value: any(line.allowedCountries.map(countryName)) },
    { label: "Providers", value: any(line.allowedIsps) },
    { label: "Networks", value: any(line.allowedNetworks) },
    { label: "Players", value: any(line.allowedAgents) },
  ];
}

/** What the line is allowed. */
export function Account({ line }: { line: LineRead }) {
  const bouquets = useAnswer(useCallback((signal: AbortSignal) => listBouquets(signal), []));
  return (
    <Section title="Account">
      <Facts facts={accountFacts(line, bouquets.answer?.items ?? [])} />
    </Section>
  );
}
