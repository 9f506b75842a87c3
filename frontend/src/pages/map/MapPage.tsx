import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useAddress } from "../../address/useAddress";
import { Choice } from "../../components/Choice";
import page from "../../components/Page.module.css";
import { Section } from "../../components/Section";
import toolbar from "../../components/Toolbar.module.css";
import { Attribution } from "../connections/Attribution";
import classes from "./MapPage.module.css";
import { PlacesTable } from "./PlacesTable";
import type { World } from "./shapes";
import { useGeo } from "./useGeo";
import { useWorld } from "./useWorld";
import { formatView, type MapView, type Measure, parseView, REGIONS, type Region } from "./view";
import { Legend, WorldMap } from "./WorldMap";

const MEASURES: readonly { value: Measure; label: string }[] = [
  { value: "connections", label: "Connections" },
  { value: "bandwidth", label: "Bandwidth" },
];
const EVERYWHERE = "World";
const PLACES = [EVERYWHERE, ...REGIONS].map((name) => ({ value: name, label: name }));

/** Where the viewers are, on a map and in a table. */
export default function MapPage() {
  const [view, change] = useAddress(parseView, formatView);
  const { world, failed, again } = useWorld();
  return (
    <div className={page.page}>
      <div className={toolbar.bar}>
        <Choice
          legend="What the shades tell"
          options={MEASURES}
          value={view.measure}
          onChoose={(measure) => change((known) => ({ ...known, measure }))}
        />
        <Choice
          legend="Region"
          options={PLACES}
          value={view.region ?? EVERYWHERE}
          onChoose={(name) => change((known) => ({ ...known, region: regionOf(name) }))}
        />
      </div>
      {failed && (
        <div role="alert" className={page.problem}>
          The map&apos;s shapes cannot be had.
          <Button size="compact-sm" variant="default" onClick={again}>
            Try again
          </Button>
        </div>
      )}
      <Places view={view} world={world} />
      <div className={toolbar.foot}>
        <Legend />
        <span>
          Shapes: Natural Earth. <Attribution />
        </span>
      </div>
    </div>
  );
}

interface PlacesProps {
  view: MapView;
  world: World | null;
}

function Places({ view, world }: PlacesProps) {
  const geo = useGeo();
  const countries = useMemo(() => {
    if (!geo || !world || view.region === null) return geo?.countries ?? [];
    const members = new Set(world.countries.filter(({ region }) => region === view.region).map(({ code }) => code));
    return geo.countries.filter(({ countryCode }) => members.has(countryCode));
  }, [geo, world, view.region]);
  if (!geo || !world) return <p className={page.waiting}>Waiting for the first data.</p>;
  return (
    <div className={classes.split}>
      <Section title="Map">
        <WorldMap
          world={world}
          measure={view.measure}
          region={view.region}
          countries={geo.countries}
          cities={geo.cities}
        />
      </Section>
      <PlacesTable countries={countries} />
    </div>
  );
}

function regionOf(name: string): Region | null {
  return REGIONS.find((region) => region === name) ?? null;
}
