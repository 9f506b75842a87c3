import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import { StatusMark } from "../../components/StatusMark";
import type { ErrorIndicator } from "../../contract/rest";
import { compact, full } from "../../format/number";
import { fullTime } from "../../format/time";
import { CLAUSES } from "./indicators";

/** What is wrong with the transport stream, by the indicators of ETSI TR 101 290. */
export function Analysis({ indicators, running }: { indicators: readonly ErrorIndicator[]; running: boolean }) {
  return (
    <Section
      title="Transport stream (ETSI TR 101 290)"
      aside={<span className={listing.aside}>since its source was connected to</span>}
    >
      {indicators.length === 0 ? (
        <p className={listing.quiet}>
          {running
            ? "Waiting for its first packets."
            : "Its source is not being pulled, so there is nothing to analyse."}
        </p>
      ) : (
        <table className={listing.listing}>
          <thead>
            <tr>
              <th scope="col" style={{ width: "3.5rem" }}>
                Clause
              </th>
              <th scope="col">Indicator</th>
              <th scope="col" data-align="right" style={{ width: "5rem" }}>
                Count
              </th>
              <th scope="col" data-align="right" style={{ width: "5.5rem" }}>
                Per minute
              </th>
              <th scope="col" data-align="right" data-optional style={{ width: "11rem" }}>
                Last
              </th>
            </tr>
          </thead>
          <tbody>
            {indicators.map((indicator) => (
              <Row key={indicator.name} indicator={indicator} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Row({ indicator: { name, priority, standing, count, perMinute, lastAt } }: { indicator: ErrorIndicator }) {
  const known = CLAUSES[name];
  const tone = standing || perMinute > 0 ? (priority === 1 ? "bad" : "warn") : count > 0 ? "warn" : "good";
  return (
    <tr data-indicator={name}>
      <td className="number">{known?.clause ?? "–"}</td>
      <td title={known ? `${known.meaning}. Priority ${priority}` : undefined}>
        <StatusMark tone={tone}>{name}</StatusMark>
      </td>
      <td data-align="right" className="number" title={full(count)}>
        {compact(count)}
      </td>
      <td data-align="right" className="number" title={full(perMinute)}>
        {compact(perMinute)}
      </td>
      <td data-align="right" data-optional className="number">
        {standing ? "now" : lastAt === null ? "never" : fullTime(lastAt)}
      </td>
    </tr>
  );
}
