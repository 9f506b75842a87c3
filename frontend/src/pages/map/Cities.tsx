import type { CityShare } from "../../contract/events";
import { radius } from "./scale";
import type { World } from "./shapes";
import { cityKey, cityText } from "./telling";
import classes from "./WorldMap.module.css";

/** The largest can be reached with the tab key; nobody presses it five hundred times. */
const WITHIN_REACH = 20;

interface CitiesProps {
  world: World;
  cities: readonly CityShare[];
  /** of the camera: marks keep their size */
  scale: number;
  hrefOf: (city: CityShare) => string;
  onTell: (key: string | null) => void;
  onOpen: (event: { preventDefault: () => void }, href: string) => void;
}

/** A mark for each city, its area by how many watch from there; each leads to them. */
export function Cities({ world, cities, scale, hrefOf, onTell, onOpen }: CitiesProps) {
  const most = Math.max(0, ...cities.map(({ connections }) => connections));
  return cities.map((city, place) => {
    if (city.longitude === null || city.latitude === null || city.city === null) return null;
    const at = world.project(city.longitude, city.latitude);
    if (!at) return null;
    const key = cityKey(city);
    const href = hrefOf(city);
    return (
      <a
        key={key}
        href={href}
        aria-label={cityText(city)}
        data-city={city.city}
        tabIndex={place < WITHIN_REACH ? undefined : -1}
        onClick={(event) => onOpen(event, href)}
        onFocus={() => onTell(key)}
        onBlur={() => onTell(null)}
        onPointerEnter={() => onTell(key)}
        onPointerLeave={() => onTell(null)}
      >
        <circle cx={at[0]} cy={at[1]} r={radius(city.connections, most) / scale} className={classes.city} />
      </a>
    );
  });
}
