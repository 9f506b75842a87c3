import { Button } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import type { Change } from "../../address/useAddress";
import { Choice } from "../../components/Choice";
import page from "../../components/Page.module.css";
import { SearchBox } from "../../components/SearchBox";
import { Section } from "../../components/Section";
import toolbar from "../../components/Toolbar.module.css";
import type { GeoUpdate } from "../../contract/events";
import { Attribution } from "../connections/Attribution";
import type { HrefOf } from "./hrefs";
import { Legend } from "./Legend";
import classes from "./MapPage.module.css";
import { PlacesTable } from "./PlacesTable";
import type { World } from "./shapes";
import { useWorld } from "./useWorld";
import { isMeant, type MapView, type Measure, REGIONS, type Region } from "./view";
import { largestOf, WorldMap } from "./WorldMap";

const MEASURES: readonly { value: Measure; label: string }[] = [
  { value: "connections", label: "Connections" },
  { value: "bandwidth", label: "Bandwidth" },
];
const EVERYWHERE = "World";
const PLACES = [EVERYWHERE, ...REGIONS].map((name) => ({ value: name, label: name }));

interface AtlasProps {
  /** null: not known yet */
  geo: Pick<GeoUpdate, "countries" | "cities"> | null;
  view: MapView;
  change: Change<MapView>;
  hrefOf: HrefOf;
  /** at the end of the toolbar */
  children?: ReactNode;
}

/** Where the viewers are, or were: on a map and in a table. */
export function Atlas({ geo, view, change, hrefOf, children }: AtlasProps) {
  const { world, failed, again } = useWorld();
  return (
    <>
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
        <SearchBox
          label="Search countries"
          placeholder="Search countries"
          text={view.search}
          onSearch={(search) => change((known) => ({ ...known, search }), true)}
        />
        {children && <div className={toolbar.end}>{children}</div>}
      </div>
      {failed && (
        <div role="alert" className={page.problem}>
          The map&apos;s shapes cannot be had.
          <Button size="compact-sm" variant="default" onClick={again}>
            Try again
          </Button>
        </div>
      )}
      <Places geo={geo} view={view} world={world} hrefOf={hrefOf} />
      <div className={toolbar.foot}>
        <span>
          Shapes: Natural Earth. <Attribution />
        </span>
      </div>
    </>
  );
}

interface PlacesProps extends Pick<AtlasProps, "geo" | "view" | "hrefOf"> {
  world: World | null;
}

function Places({ geo, view: { measure, region, search }, world, hrefOf }: PlacesProps) {
  const countries = useMemo(() => {
    const members = world && region && membersOf(world, region);
    return (geo?.countries ?? []).filter(
      ({ country, countryCode }) => (!members || members.has(countryCode)) && isMeant(search, country, countryCode),
    );
  }, [geo, world, region, search]);
  if (!geo || !world) return <p className={page.waiting}>Waiting for the first data.</p>;
  return (
    <div className={classes.split}>
      <Section title="Map">
        <WorldMap
          world={world}
          measure={measure}
          region={region}
          countries={geo.countries}
          cities={geo.cities}
          hrefOf={hrefOf}
        />
        <Legend measure={measure} largest={largestOf(geo.countries, measure)} />
      </Section>
      <PlacesTable countries={countries} hrefOf={hrefOf} />
    </div>
  );
}

function membersOf(world: World, region: Region): Set<string | null> {
  return new Set(world.countries.filter((country) => country.region === region).map(({ code }) => code));
}

function regionOf(name: string): Region | null {
  return REGIONS.find((region) => region === name) ?? null;
}
