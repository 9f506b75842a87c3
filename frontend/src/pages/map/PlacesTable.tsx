import { Link } from "wouter";
import { AreaTable } from "../../components/AreaTable";
import { Country } from "../../components/Country";
import type { CountryShare } from "../../contract/events";
import type { HrefOf } from "./hrefs";

interface PlacesTableProps {
  countries: readonly CountryShare[];
  hrefOf: HrefOf;
}

/** The same figures as the map, as a table: for who cannot point, and for the exact numbers. */
export function PlacesTable({ countries, hrefOf }: PlacesTableProps) {
  return (
    <AreaTable
      title="Countries"
      label="Country"
      nobody="Nobody watches from here."
      rows={countries}
      keyOf={({ countryCode }) => countryCode ?? ""}
      name={(share) => <Name share={share} hrefOf={hrefOf} />}
    />
  );
}

function Name({ share: { countryCode, country }, hrefOf }: { share: CountryShare; hrefOf: HrefOf }) {
  if (countryCode === null) return <Country code={null} name={null} />;
  return (
    <Link href={hrefOf(countryCode, null)} title="Who watches from there">
      <Country code={countryCode} name={country} />
    </Link>
  );
}
