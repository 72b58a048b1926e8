import { Duration } from 'aws-cdk-lib';

/** The engines a captured database can have. */
export type SourceEngine = 'mysql' | 'aurora-mysql';

/** How the place of a change in an engine's log becomes a position that sorts as the log does. */
export type PositionFormat = 'mysql-binlog';

/** What differs between engines and can be told without a scope. */
export interface EngineTraits {
  /** Name of the SQL folder below `bootstrap/`, and of the protocol that the bootstrap handler speaks. */
  readonly dialect: 'mysql';
  readonly positions: PositionFormat;
  readonly port: number;
  /** Suffix of the logical id of what holds the data. Engines differ in it, for one cannot turn into another. */
  readonly dataResource: string;
  /** Longest time that the service keeps the binlog for readers. */
  readonly maxBinlogRetention: Duration;
}

const TRAITS: Readonly<Record<SourceEngine, EngineTraits>> = {
  mysql: {
    dialect: 'mysql',
    positions: 'mysql-binlog',
    port: 3306,
    dataResource: 'Instance',
    maxBinlogRetention: Duration.hours(168),
  },
  'aurora-mysql': {
    dialect: 'mysql',
    positions: 'mysql-binlog',
    port: 3306,
    dataResource: 'Cluster',
    maxBinlogRetention: Duration.hours(2160),
  },
};

/** @returns undefined where `engine` is none that is known */
export function engineTraits(engine: string): EngineTraits | undefined {
  return Object.hasOwn(TRAITS, engine) ? TRAITS[engine as SourceEngine] : undefined;
}

/** Of changes that a database of the engine writes. */
export function positionFormat(engine: SourceEngine): PositionFormat {
  return TRAITS[engine].positions;
}

export const SOURCE_ENGINES = Object.keys(TRAITS) as readonly SourceEngine[];
