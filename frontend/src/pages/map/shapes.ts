import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import address from "./world.topojson?url";

export const WIDTH = 960;
export const HEIGHT = 470;

interface Properties {
  name: string;
  /** ISO 3166-1 alpha-2; absent where nobody has one */
  code?: string;
  region?: string;
}

export interface Country {
  name: string;
  code: string | null;
  region: string | null;
  /** an SVG path in a picture of WIDTH by HEIGHT */
  path: string;
}

export interface World {
  countries: readonly Country[];
  /** where a point of the globe is in the picture */
  project: (longitude: number, latitude: number) => [number, number] | null;
}

/** Shapes of Natural Earth (1:50m, public domain), simplified. */
export function worldOf(topology: Topology<{ countries: GeometryCollection<Properties> }>): World {
  const { features } = feature(topology, topology.objects.countries);
  const inhabited = features.filter(({ properties }) => properties.region !== "Antarctic");
  const projection = geoNaturalEarth1().fitSize([WIDTH, HEIGHT], { type: "FeatureCollection", features: inhabited });
  const draw = geoPath(projection).digits(1);
  return {
    countries: inhabited.map((shape) => ({
      name: shape.properties.name,
      code: shape.properties.code ?? null,
      region: shape.properties.region ?? null,
      path: draw(shape) ?? "",
    })),
    project: (longitude, latitude) => projection([longitude, latitude]),
  };
}

let loading: Promise<World> | null = null;

/** Fetched and drawn once; after a failure it is tried again. */
export function loadWorld(): Promise<World> {
  loading ??= fetch(address)
    .then((answer) => {
      if (!answer.ok) throw new Error(`the map's shapes cannot be had: ${answer.status}`);
      return answer.json();
    })
    .then(worldOf)
    .catch((error: unknown) => {
      loading = null;
      throw error;
    });
  return loading;
}
