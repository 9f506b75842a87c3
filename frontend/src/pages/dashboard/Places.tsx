import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import { Attribution } from "../connections/Attribution";
import { connectionsFrom } from "../map/hrefs";
import { PlacesTable } from "../map/PlacesTable";
import { useGeo } from "../map/useGeo";
import classes from "./DashboardPage.module.css";
import { Isps } from "./Isps";

const SHOWN = 6;

/** Where most viewers are, and through whom they come. */
export function Places() {
  const geo = useGeo();
  if (!geo) {
    return (
      <Section title="Countries">
        <p className={listing.quiet}>Waiting for the first data.</p>
      </Section>
    );
  }
  return (
    <>
      <PlacesTable countries={geo.countries.slice(0, SHOWN)} hrefOf={connectionsFrom} />
      <Isps isps={geo.isps.slice(0, SHOWN)} />
      <div className={classes.source}>
        <Attribution />
      </div>
    </>
  );
}
