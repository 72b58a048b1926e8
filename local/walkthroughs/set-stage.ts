import { includedTables } from '../model/included-tables';
import { CapturedLog } from '../proofs/captured/captured-log';
import type { FlowProver } from '../proofs/flow-prover';
import type { ProofLog } from '../proofs/proof-log';
import type { StepLog } from '../report/step-log';
import type { RunningConnector, RunningPlatform } from '../session/running-platform';
import { askAround } from './ask-around';
import type { PlacedWalkthrough, PlacedWay } from './place-walkthrough';
import { playStatements } from './play-statements';
import { sendRecords } from './send-records';
import type { PlayedDatabase, Stage } from './stage';

export interface StageParts {
  readonly placed: PlacedWalkthrough;
  readonly platform: RunningPlatform;
  readonly flows: Pick<FlowProver, 'logs' | 'targets'>;
  /** Gives records of the connector of this name another shape. */
  readonly reshape: (name: string, shape: 'envelope' | 'flat') => Promise<void>;
  /** Deletes connectors of these names, does something, and makes them again. */
  readonly recreate: (names: readonly string[], meanwhile: () => Promise<void>) => Promise<void>;
  readonly steps: StepLog;
  readonly log: ProofLog;
}

/** @returns undefined where nobody knows what the topics of one of its captures hold */
export function setStage({ placed, platform, flows, reshape, recreate, steps, log }: StageParts): Stage | undefined {
  const { ways } = placed;
  const { logs, targets } = flows;
  const sources = ways.map(({ source }) => logs.find(({ connector }) => connector === source));
  if (sources.includes(undefined)) return undefined;
  const target = (part: unknown) => targets.find((each) => part !== undefined && each.part === part);
  const databaseOf = (source: RunningConnector | undefined): PlayedDatabase | undefined => {
    const captured = sources.find((each) => each?.connector === source);
    if (!(captured instanceof CapturedLog)) return undefined;
    const { database, tables } = captured;
    return {
      captured,
      logs: ways
        .filter((way) => way.source === source)
        .flatMap((way) => [target(way.log)?.log ?? [], target(way.parquet)?.parquet ?? []].flat()),
      play: (statements, as) =>
        playStatements(database, statements, as === 'admin' ? database.server : database.writer, tables),
    };
  };
  const first = sources.find((each) => each instanceof CapturedLog);
  return {
    platform,
    placed,
    database: (table) => databaseOf(table === undefined ? first?.connector : wayOf(ways, table).source),
    archive: target(ways.find((way) => way.archive !== undefined)?.archive)?.archive,
    items: (table) => {
      const way = ways.find(({ requires, items }) => items !== undefined && requires.tables.includes(table));
      const prover = target(way?.items)?.items;
      return way === undefined || prover === undefined ? undefined : { topic: topicOf([way], table), prover };
    },
    warehouses: ways.flatMap(({ merges }) => target(merges)?.warehouse ?? []),
    rowsOf: (table) => wayOf(ways, table).parquet,
    ask: (ask) => askAround(ask, { platform, sources: ways.map(({ source }) => source), database: first?.database }),
    logOf: (table) => wayOf(ways, table).log,
    topicOf: (table) => topicOf(ways, table),
    send: (table, values) => sendRecords(platform, topicOf(ways, table), values),
    reshape: (table, shape) => reshape(wayOf(ways, table).source.model.name, shape),
    recreate: (table, meanwhile) => {
      const { source, archive, parquet, log: logging, items } = wayOf(ways, table);
      const connectors = [source, archive, parquet, logging, items].flatMap((each) => each?.model.name ?? []);
      return recreate(connectors, meanwhile);
    },
    steps,
    log,
  };
}

/** The first one that begins at the table. */
function wayOf(ways: readonly PlacedWay[], table: string): PlacedWay {
  const found = ways.find(({ requires }) => requires.tables.includes(table));
  if (found === undefined) throw new Error(`a walkthrough is placed by its tables, got: ${table}`);
  return found;
}

function topicOf(ways: readonly PlacedWay[], table: string): string {
  const { source } = wayOf(ways, table);
  const found = includedTables(source.config).find(({ id }) => id === table);
  if (found === undefined) throw new Error(`a walkthrough is placed by its tables, got: ${table}`);
  return found.topic;
}
