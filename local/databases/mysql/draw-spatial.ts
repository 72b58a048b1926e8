import type { Random } from '../../workload/random';
import type { DescribedColumn as Column } from '../../workload/table-shape';

/** Degrees of latitude and of longitude alike, so that their order in a reference system does not matter. */
const FARTHEST = 80;
const STEPS = 4;
const CHANCE = { earth: 0.2 };
/** Of the earth, as GPS has it; 0 is a plane without a unit. */
const EARTH = 4326;

type Wkt = (random: Random) => string;

const place: Wkt = (random) => `${coordinate(random)} ${coordinate(random)}`;
const places = (random: Random, least: number): string =>
  Array.from({ length: least + random.below(3) }, () => place(random)).join(', ');
/** Closed, as a ring has to be. */
const ring: Wkt = (random) => {
  const [x, y] = [random.below(FARTHEST - 1), random.below(FARTHEST - 1)];
  return `(${x} ${y}, ${x + 1} ${y}, ${x + 1} ${y + 1}, ${x} ${y})`;
};
const some = (random: Random, one: Wkt): string =>
  Array.from({ length: 1 + random.below(3) }, () => one(random)).join(', ');

const POINT: Wkt = (random) => `POINT(${place(random)})`;
const LINE: Wkt = (random) => `LINESTRING(${places(random, 2)})`;
const AREA: Wkt = (random) => `POLYGON(${ring(random)})`;
const COLLECTION: Wkt = (random) => `GEOMETRYCOLLECTION(${[POINT, LINE, AREA].map((one) => one(random)).join(', ')})`;

const WKTS: Readonly<Record<string, Wkt>> = {
  point: POINT,
  linestring: LINE,
  polygon: AREA,
  multipoint: (random) => `MULTIPOINT(${some(random, place)})`,
  multilinestring: (random) => `MULTILINESTRING(${some(random, (r) => `(${places(r, 2)})`)})`,
  multipolygon: (random) => `MULTIPOLYGON(${some(random, (r) => `(${ring(r)})`)})`,
  geometrycollection: COLLECTION,
  geomcollection: COLLECTION,
};
export const SPATIAL_TYPES: readonly string[] = ['geometry', ...Object.keys(WKTS)];

/** A geometry of the column's type, in the reference system that it is bound to. */
export function drawSpatial({ dataType, srsId }: Column, random: Random): string {
  const wkt = WKTS[dataType] ?? random.pick([POINT, LINE, AREA, COLLECTION]);
  const system = srsId ?? (random.chance(CHANCE.earth) ? EARTH : 0);
  return `ST_GeomFromText('${wkt(random)}', ${system})`;
}

function coordinate(random: Random): string {
  return String((random.below(2 * FARTHEST * STEPS + 1) - FARTHEST * STEPS) / STEPS);
}
