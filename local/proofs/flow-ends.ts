import type { Kafka } from 'kafkajs';

import type { RunnableJob, RunningConnector, RunningMerges, RunningPlatform } from '../session/running-platform';
import type { ArchiveProver } from './archive/prove-archive';
import type { IcebergProver } from './iceberg/iceberg-prover';
import type { ItemsProver } from './items/items-prover';
import type { ParquetProver } from './parquet/prove-parquet';
import type { Proof } from './proof';
import type { ProofSubject } from './proof-log';
import type { SourceLog } from './source-log';
import type { WarehouseProver } from './warehouse/warehouse-prover';

/** What moves data. */
export type FlowPart = RunningConnector | RunnableJob | RunningMerges;

/** What is known of the flows that are proven, for those who prove an end of one. */
export interface ProvenFlows {
  readonly platform: RunningPlatform;
  /** Reads topics as people do. */
  readonly client: Kafka;
  /** Sources whose tables are known by then. */
  readonly logs: readonly SourceLog[];
}

/** A connector that flows begin at. */
export interface FlowSource {
  readonly part: RunningConnector;
  /** By which its topics are proven. */
  readonly claim: string;
  /** @throws LocalRunError where what it reads from is not here */
  readonly open: () => SourceLog;
}

export interface Rerun {
  readonly claim: string;
  readonly prove: (subject: ProofSubject) => Promise<Proof>;
  /** Whether most of it is to wait, which others may do at the same time. @default false */
  readonly waits?: boolean;
}

/** A part that writes where flows end, and what proves of what is there that it is right. */
export interface FlowTarget {
  readonly part: FlowPart;
  /** Of the proof, such as `tables`. */
  readonly id: string;
  readonly claim: string;
  /** Brings what is there up to date, and compares it with its source. */
  readonly prove: (subject: ProofSubject) => Promise<Proof>;
  /** That to do everything again changes nothing. @default - nobody can say */
  readonly rerun?: Rerun;
  /** Where it is an archive that others read. */
  readonly archive?: ArchiveProver;
  /** Where it keeps records as rows of Parquet. */
  readonly parquet?: ParquetProver;
  /** Where it is a log of changes in Iceberg. */
  readonly log?: IcebergProver;
  /** Where it keeps items by key. */
  readonly items?: ItemsProver;
  /** Where it keeps tables of a warehouse. */
  readonly warehouse?: WarehouseProver;
}
