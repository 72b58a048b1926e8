import type { ArchiveProver } from '../proofs/archive/prove-archive';
import type { CapturedLog } from '../proofs/captured/captured-log';
import type { IcebergProver } from '../proofs/iceberg/iceberg-prover';
import type { ItemsProver } from '../proofs/items/items-prover';
import type { ParquetProver } from '../proofs/parquet/prove-parquet';
import type { ProofLog } from '../proofs/proof-log';
import type { WarehouseProver } from '../proofs/warehouse/warehouse-prover';
import type { StepLog } from '../report/step-log';
import type { QueryResult } from '../servers/local-server';
import type { RunningConnector, RunningPlatform } from '../session/running-platform';
import type { PlacedWalkthrough } from './place-walkthrough';
import type { PlayedChanges } from './play-statements';
import type { RegistryAsk, SourceAsk, TopicsAsk } from './walkthrough';

/** What a walkthrough is played on. */
export interface Stage {
  readonly platform: RunningPlatform;
  readonly placed: PlacedWalkthrough;
  /** Where statements are played: of the way of a table, as its source calls it, or else of the first that begins at a database. */
  readonly database: (table?: string) => PlayedDatabase | undefined;
  /** Looks at the archive on the way; undefined where there is none. */
  readonly archive: Pick<ArchiveProver, 'compare' | 'waitUntilComplete'> | undefined;
  /** Items of a table, as its source calls it, with the topic that they come from; undefined where no way leads to them. */
  readonly items: (table: string) => { readonly topic: string; readonly prover: ItemAnswers } | undefined;
  /** Tables of warehouses that ways lead to. */
  readonly warehouses: readonly WarehouseAnswers[];
  /** What keeps rows of a table, as its source calls it; undefined where no way leads to that. */
  readonly rowsOf: (table: string) => RunningConnector | undefined;
  /** Asks what is around the ways: the registry, the server of the first one's database, the broker. */
  readonly ask: (ask: RegistryAsk | SourceAsk | TopicsAsk) => Promise<QueryResult>;
  /** What logs a table, as its source calls it; undefined where no way leads to that. */
  readonly logOf: (table: string) => RunningConnector | undefined;
  /** The topic of a table, as its source calls it. */
  readonly topicOf: (table: string) => string;
  /** Writes records to the topic of a table, as its source calls it. */
  readonly send: (table: string, values: readonly string[]) => Promise<void>;
  /** Gives records of the capture of a table, as its source calls it, another shape. */
  readonly reshape: (table: string, shape: 'envelope' | 'flat') => Promise<void>;
  /** Deletes all connectors of the way of a table, as its source calls it, does something, and makes them again. */
  readonly recreate: (table: string, meanwhile: () => Promise<void>) => Promise<void>;
  readonly steps: StepLog;
  readonly log: ProofLog;
}

/** A captured database that a way begins at: the same one for all tables of a capture. */
export interface PlayedDatabase {
  readonly captured: Pick<CapturedLog, 'tables' | 'topics' | 'waitFor'>;
  /** What ways from there append to in Iceberg, or as rows of Parquet. */
  readonly logs: readonly Pick<IcebergProver | ParquetProver, 'waitUntilComplete'>[];
  /** Plays statements; tells what they changed in captured tables. */
  readonly play: (statements: readonly string[], as: 'writer' | 'admin') => Promise<PlayedChanges>;
}

/** What a walkthrough asks of items. */
export type ItemAnswers = Pick<ItemsProver, 'compare' | 'lookUp' | 'waitFor'>;

/** What a walkthrough does with a warehouse. */
export type WarehouseAnswers = Pick<WarehouseProver, 'tables' | 'compare' | 'merge' | 'merges'>;
