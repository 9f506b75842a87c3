import { Link } from "wouter";
import { Flash } from "../../components/Flash";
import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import type { IspShare } from "../../contract/events";
import { full } from "../../format/number";
import { bitrate } from "../../format/volume";

/** Through whom the viewers come. */
export function Isps({ isps }: { isps: readonly IspShare[] }) {
  return (
    <Section title="Top ISPs">
      {isps.length === 0 ? (
        <p className={listing.quiet}>Nobody is watching.</p>
      ) : (
        <table className={listing.listing}>
          <thead>
            <tr>
              <th scope="col">ISP</th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Connections
              </th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Bandwidth
              </th>
            </tr>
          </thead>
          <tbody>
            {isps.map((share) => (
              <tr key={`${share.asn} ${share.isp}`}>
                <td>
                  <Name share={share} />
                </td>
                <td data-align="right">
                  <Flash value={share.connections} title={full(share.connections)}>
                    {full(share.connections)}
                  </Flash>
                </td>
                <td data-align="right">
                  <Flash value={share.bandwidthBps} title={`${full(share.bandwidthBps)} bit/s`}>
                    {bitrate(share.bandwidthBps)}
                  </Flash>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Name({ share: { isp, asn } }: { share: IspShare }) {
  if (isp === null) return <span title="The address is in no loaded geo database">–</span>;
  return (
    <Link
      href={`/connections?isp=${encodeURIComponent(isp)}`}
      title={asn === null ? "Who watches through it" : `Who watches through AS${asn}`}
    >
      {isp}
    </Link>
  );
}
