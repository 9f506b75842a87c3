import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import type { ElementaryStream, ProgrammeContents, StreamContents } from "../../contract/rest";
import { full } from "../../format/number";
import { UNKNOWN } from "../../format/unknown";
import { bitrate } from "../../format/volume";
import { describePart } from "./parts";

const NULL_PID = 8191;

/** Programmes, their parts and PIDs, as the transport stream says itself. */
export function Contents({ contents, running }: { contents: StreamContents | null; running: boolean }) {
  return (
    <Section title="Contents">
      {contents === null ? (
        <p className={listing.quiet}>
          {running ? "Not told yet." : "Its source is not being pulled, so its contents are not known."}
        </p>
      ) : (
        <>
          {contents.programmes.map((programme) => (
            <Programme key={programme.number} programme={programme} />
          ))}
          <Rest contents={contents} />
        </>
      )}
    </Section>
  );
}

function Programme({ programme }: { programme: ProgrammeContents }) {
  return (
    <table className={listing.listing}>
      <caption className={listing.caption}>
        Programme {programme.number}, map on PID {programme.pmtPid}, clock on PID {programme.pcrPid ?? UNKNOWN}
      </caption>
      <thead>
        <tr>
          <th scope="col" style={{ width: "3.5rem" }}>
            PID
          </th>
          <th scope="col" style={{ width: "5rem" }}>
            Kind
          </th>
          <th scope="col">What</th>
          <th scope="col" data-align="right" style={{ width: "6.5rem" }}>
            Bitrate
          </th>
          <th scope="col" data-align="right" data-optional style={{ width: "5rem" }}>
            Losses
          </th>
        </tr>
      </thead>
      <tbody>
        {programme.streams.map((part) => (
          <Part key={part.pid} part={part} />
        ))}
      </tbody>
    </table>
  );
}

function Part({ part }: { part: ElementaryStream }) {
  const what = describePart(part);
  return (
    <tr>
      <td className="number">{part.pid}</td>
      <td>{part.kind}</td>
      <td title={what}>{what}</td>
      <td data-align="right" className="number">
        {bitrate(part.bitrateBps)}
      </td>
      <td data-align="right" data-optional className="number" title="Continuity_count_error of this PID">
        {full(part.ccErrors)}
      </td>
    </tr>
  );
}

/** PIDs that belong to no programme's parts: tables and stuffing. */
function Rest({ contents }: { contents: StreamContents }) {
  const named = new Set(contents.programmes.flatMap(({ streams }) => streams.map(({ pid }) => pid)));
  const maps = new Set(contents.programmes.map(({ pmtPid }) => pmtPid));
  const others = contents.pids.filter(({ pid }) => !named.has(pid));
  if (others.length === 0) return null;
  const nameOf = (pid: number) => {
    if (pid === 0) return "0 (PAT)";
    if (pid === NULL_PID) return "8191 (stuffing)";
    return maps.has(pid) ? `${pid} (PMT)` : String(pid);
  };
  return (
    <p className={listing.quiet}>
      Also: {others.map(({ pid, bitrateBps }) => `PID ${nameOf(pid)} ${bitrate(bitrateBps)}`).join(", ")}
    </p>
  );
}
