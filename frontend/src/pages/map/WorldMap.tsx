import { Button } from "@mantine/core";
import { type MouseEvent, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { CityShare, CountryShare } from "../../contract/events";
import { counted } from "../../format/number";
import { bitrate } from "../../format/volume";
import { radius, SHADES, shade } from "./scale";
import { type Country, HEIGHT, WIDTH, type World } from "./shapes";
import { useCamera } from "./useCamera";
import { type Camera, FRAMES, type Measure, type Region, showing, WHOLE } from "./view";
import classes from "./WorldMap.module.css";

interface WorldMapProps {
  world: World;
  measure: Measure;
  region: Region | null;
  countries: readonly CountryShare[];
  cities: readonly CityShare[];
}

/** Countries shaded by what is measured, cities as marks; what is pointed at is told below. */
export function WorldMap({ world, measure, region, countries, cities }: WorldMapProps) {
  const picture = useRef<SVGSVGElement>(null);
  const start = useMemo(() => cameraOf(world, region), [world, region]);
  const man = useCamera(picture, start);
  const [told, setTold] = useState<string | null>(null);
  const [, go] = useLocation();
  const shares = useMemo(() => new Map(countries.map((share) => [share.countryCode, share])), [countries]);
  const largest = Math.max(0, ...countries.map((share) => measured(share, measure) ?? 0));

  function open(event: MouseEvent, code: string): void {
    event.preventDefault();
    if (!man.dragged()) go(`/connections?countryCode=${code}`);
  }

  const { x, y, scale } = man.camera;
  return (
    <div className={classes.map}>
      <svg
        ref={picture}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={classes.picture}
        onPointerDown={man.hold}
        onPointerMove={man.move}
        onPointerUp={man.release}
        onPointerLeave={man.release}
      >
        <title>Where the viewers are</title>
        <g transform={`translate(${x} ${y}) scale(${scale})`}>
          {world.countries.map((country) => (
            <Shape
              key={country.code ?? country.name}
              country={country}
              share={country.code === null ? undefined : shares.get(country.code)}
              quiet={region !== null && country.region !== region}
              measure={measure}
              largest={largest}
              onTell={setTold}
              onOpen={open}
            />
          ))}
          <Cities world={world} cities={cities} scale={scale} onTell={setTold} />
        </g>
      </svg>
      <div className={classes.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => man.zoom(1.6)} aria-label="Closer">
          +
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => man.zoom(1 / 1.6)} aria-label="Farther">
          −
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => man.setCamera(start)}>
          Whole
        </Button>
      </div>
      <p className={classes.told} aria-live="off">
        {told ?? "Point at a country or a city; a country leads to its connections. Ctrl and the wheel zoom."}
      </p>
    </div>
  );
}

interface ShapeProps {
  country: Country;
  share: CountryShare | undefined;
  quiet: boolean;
  measure: Measure;
  largest: number;
  onTell: (text: string | null) => void;
  onOpen: (event: MouseEvent, code: string) => void;
}

function Shape({ country, share, quiet, measure, largest, onTell, onOpen }: ShapeProps) {
  const text = share ? textOf(share) : `${country.name}: nobody`;
  const path = (
    <path
      d={country.path}
      className={classes.country}
      data-shade={share ? shade(measured(share, measure), largest) : 0}
      data-quiet={quiet}
      onPointerEnter={() => onTell(text)}
      onPointerLeave={() => onTell(null)}
    />
  );
  const code = country.code;
  if (!share || code === null) return path;
  return (
    <a
      href={`/connections?countryCode=${code}`}
      aria-label={text}
      data-country={code}
      onClick={(event) => onOpen(event, code)}
      onFocus={() => onTell(text)}
      onBlur={() => onTell(null)}
    >
      {path}
    </a>
  );
}

interface CitiesProps {
  world: World;
  cities: readonly CityShare[];
  scale: number;
  onTell: (text: string | null) => void;
}

function Cities({ world, cities, scale, onTell }: CitiesProps) {
  const most = Math.max(0, ...cities.map(({ connections }) => connections));
  return cities.map((city) => {
    if (city.longitude === null || city.latitude === null) return null;
    const at = world.project(city.longitude, city.latitude);
    if (!at) return null;
    const text = `${city.city}: ${counted(city.connections, "connection", "connections")}`;
    return (
      <circle
        key={`${city.countryCode} ${city.city} ${city.latitude} ${city.longitude}`}
        cx={at[0]}
        cy={at[1]}
        r={radius(city.connections, most) / scale}
        className={classes.city}
        onPointerEnter={() => onTell(text)}
        onPointerLeave={() => onTell(null)}
      />
    );
  });
}

/** What the shades mean, from none to most. */
export function Legend() {
  const shades = Array.from({ length: SHADES + 1 }, (_, step) => step);
  return (
    <span className={classes.legend}>
      none
      {shades.map((step) => (
        <span key={step} className={classes.swatch} data-shade={step} />
      ))}
      most
    </span>
  );
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

function textOf({ country, countryCode, connections, bandwidthBps }: CountryShare): string {
  const rate = bandwidthBps === null ? "" : `, ${bitrate(bandwidthBps)}`;
  return `${country ?? countryCode}: ${counted(connections, "connection", "connections")}${rate}`;
}
