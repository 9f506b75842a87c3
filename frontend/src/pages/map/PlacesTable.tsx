import { Link } from "wouter";
import { AreaTable } from "../../components/AreaTable";
import { Country } from "../../components/Country";
import type { CountryShare } from "../../contract/events";

interface PlacesTableProps {
  countries: readonly CountryShare[];
}

/** The same figures as the map, as a table: for who cannot point, and for the exact numbers. */
export function PlacesTable({ countries }: PlacesTableProps) {
  return (
    <AreaTable
      title="Countries"
      label="Country"
      nobody="Nobody watches from here."
      rows={countries}
      keyOf={({ countryCode }) => countryCode ?? ""}
      name={(share) => <Name share={share} />}
    />
  );
}

function Name({ share: { countryCode, country } }: { share: CountryShare }) {
  if (countryCode === null) return <Country code={null} name={null} />;
  return (
    <Link href={`/connections?countryCode=${countryCode}`} title="Who watches from there">
      <Country code={countryCode} name={country} />
    </Link>
  );
}
