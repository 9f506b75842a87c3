import { Button } from "@mantine/core";
import { useCallback, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { CityShare, CountryShare } from "../../contract/events";
import { Cities } from "./Cities";
import { CountryShape } from "./CountryShape";
import type { HrefOf } from "./hrefs";
import { shade } from "./scale";
import { HEIGHT, WIDTH, type World } from "./shapes";
import { cityKey, cityText, countryText } from "./telling";
import { useCamera } from "./useCamera";
import { type Camera, FRAMES, type Measure, type Region, showing, WHOLE } from "./view";
import classes from "./WorldMap.module.css";

interface WorldMapProps {
  world: World;
  measure: Measure;
  region: Region | null;
  countries: readonly CountryShare[];
  cities: readonly CityShare[];
  hrefOf: HrefOf;
}

const ZOOM_STEP = 1.6;
const HINT =
  "A country or a city leads to its connections. Drag, arrow keys, + and − move the map; so do ctrl and the wheel, or two fingers.";

/** Countries shaded by what is measured, cities as marks; what is pointed at is told below. */
export function WorldMap({ world, measure, region, countries, cities, hrefOf }: WorldMapProps) {
  const picture = useRef<SVGSVGElement>(null);
  const start = useMemo(() => cameraOf(world, region), [world, region]);
  const frame = useRef<HTMLDivElement>(null);
  const man = useCamera(picture, frame, start);
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const [, go] = useLocation();
  const shares = useMemo(() => new Map(countries.map((share) => [share.countryCode, share])), [countries]);
  const all = countries.reduce((sum, { connections }) => sum + connections, 0);
  const largest = largestOf(countries, measure);

  const { dragged } = man;
  const wasDragged = useRef(dragged);
  wasDragged.current = dragged;
  const open = useCallback(
    (event: { preventDefault: () => void }, href: string) => {
      event.preventDefault();
      if (!wasDragged.current()) go(href);
    },
    [go],
  );
  const cityHref = useCallback(({ countryCode, city }: CityShare) => hrefOf(countryCode, city), [hrefOf]);

  const { x, y, scale } = man.camera;
  return (
    <div ref={frame} className={classes.map}>
      <svg
        ref={picture}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={classes.picture}
        style={{ touchAction: scale > 1 ? "none" : "pan-y" }}
        onPointerDown={man.hold}
        onPointerMove={man.move}
        onPointerUp={man.release}
        onPointerCancel={man.release}
        onPointerLeave={man.release}
      >
        <title>Where the viewers are</title>
        <g transform={`translate(${x} ${y}) scale(${scale})`}>
          {world.countries.map((country) => {
            const share = country.code === null ? undefined : shares.get(country.code);
            return (
              <CountryShape
                key={country.code ?? country.name}
                country={country}
                shade={share ? shade(measured(share, measure), largest) : 0}
                quiet={region !== null && country.region !== region}
                text={share ? countryText(share, all) : null}
                href={share && country.code !== null ? hrefOf(country.code, null) : null}
                onTell={setPointedAt}
                onOpen={open}
              />
            );
          })}
          <Cities world={world} cities={cities} scale={scale} hrefOf={cityHref} onTell={setPointedAt} onOpen={open} />
        </g>
      </svg>
      <div className={classes.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => man.zoom(ZOOM_STEP)} aria-label="Closer">
          +
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => man.zoom(1 / ZOOM_STEP)} aria-label="Farther">
          −
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => man.setCamera(start)}>
          Whole
        </Button>
      </div>
      <p className={`${classes.told} number`}>{toldOf(pointedAt, world, shares, cities, all) ?? HINT}</p>
    </div>
  );
}

/** Said anew with each tick, so that it is never older than the map. */
function toldOf(
  key: string | null,
  world: World,
  shares: ReadonlyMap<string | null, CountryShare>,
  cities: readonly CityShare[],
  all: number,
): string | null {
  if (key === null) return null;
  const share = shares.get(key);
  if (share) return countryText(share, all);
  const city = cities.find((each) => cityKey(each) === key);
  if (city) return cityText(city);
  const country = world.countries.find(({ code, name }) => (code ?? name) === key);
  return country ? `${country.name}: nobody` : null;
}

function cameraOf(world: World, region: Region | null): Camera {
  if (region === null) return WHOLE;
  const [[west, south], [east, north]] = FRAMES[region];
  const corners = [world.project(west, north), world.project(east, south)];
  const [upper, lower] = corners;
  return upper && lower ? showing([upper, lower], WIDTH, HEIGHT) : WHOLE;
}

function measured(share: CountryShare, measure: Measure): number | null {
  return measure === "connections" ? share.connections : share.bandwidthBps;
}

/** The most of any country, which is the end of the scale. */
export function largestOf(countries: readonly CountryShare[], measure: Measure): number {
  return Math.max(0, ...countries.map((share) => measured(share, measure) ?? 0));
}
