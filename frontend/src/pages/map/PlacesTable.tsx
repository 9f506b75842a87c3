import { Link } from "wouter";
import { Country } from "../../components/Country";
import { Flash } from "../../components/Flash";
import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import type { CountryShare } from "../../contract/events";
import { full } from "../../format/number";
import { bitrate } from "../../format/volume";

interface PlacesTableProps {
  countries: readonly CountryShare[];
}

/** The same figures as the map, as a table: for who cannot point, and for the exact numbers. */
export function PlacesTable({ countries }: PlacesTableProps) {
  return (
    <Section title="Countries">
      {countries.length === 0 ? (
        <p className={listing.quiet}>Nobody watches from here.</p>
      ) : (
        <table className={listing.listing}>
          <thead>
            <tr>
              <th scope="col">Country</th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Connections
              </th>
              <th scope="col" data-align="right" style={{ width: "5.75rem" }}>
                Bandwidth
              </th>
            </tr>
          </thead>
          <tbody>
            {countries.map((share) => (
              <tr key={share.countryCode ?? ""}>
                <td>
                  {share.countryCode === null ? (
                    <Country code={null} name={null} />
                  ) : (
                    <Link href={`/connections?countryCode=${share.countryCode}`} title="Who watches from there">
                      <Country code={share.countryCode} name={share.country} />
                    </Link>
                  )}
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
