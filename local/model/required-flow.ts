import { archivesLines, archivesRows } from './archive-bucket';
import { icebergSink, isIcebergSink } from './iceberg-sink';
import { type IncludedTable, includedTables } from './included-tables';
import { keepsItems } from './item-table';
import { plannedConfiguration } from './planned-configuration';
import type { ConnectorModel, JobModel, MergesModel } from './platform';

/**
 * Where changes may lead to: an archive or a log in Iceberg of all of them, or the newest state of each row in tables, in tables
 * that are merged from such a log, as items by key or in a warehouse. Or to rows of Parquet, one for each of them.
 */
export type TargetKind = 'archive' | 'parquet' | 'log' | 'tables' | 'states' | 'items' | 'warehouse';

/** A way that changes take, by what has to lie on it. */
export interface RequiredFlow {
  /** Captured tables, `schema.table` as their source calls them; what a source makes up is called as its topic. */
  readonly tables: readonly string[];
  /** Where all of them have to lead to. */
  readonly targets: readonly TargetKind[];
  /** Name of the capture, where several take tables of such names. @default - the first that leads to the targets */
  readonly capture?: string;
}

/** The parts of the way that was required. */
export interface FoundFlow {
  readonly source: ConnectorModel;
  /** Undefined where none is required, and no job reads one. */
  readonly archive: ConnectorModel | undefined;
  /** What writes rows of Parquet; undefined where none are required. */
  readonly parquet: ConnectorModel | undefined;
  /** What writes the log; undefined where none is required, and no job reads one. */
  readonly log: ConnectorModel | undefined;
  /** Of tables, or of states; undefined where neither are required. */
  readonly job: JobModel | undefined;
  /** Undefined where no items are required. */
  readonly items: ConnectorModel | undefined;
  /** Undefined where no tables of a warehouse are required. */
  readonly merges: MergesModel | undefined;
}

/** What moves data. */
export interface Flow {
  readonly connectors: readonly ConnectorModel[];
  readonly jobs: readonly JobModel[];
  readonly merges: readonly MergesModel[];
}

/** What leads to each target, undefined where nothing does. */
interface Leading {
  readonly archive: ConnectorModel | undefined;
  readonly parquet: ConnectorModel | undefined;
  readonly log: ConnectorModel | undefined;
  readonly items: ConnectorModel | undefined;
  readonly warehouse: MergesModel | undefined;
  readonly tables: JobModel | undefined;
  readonly states: JobModel | undefined;
}

const MISSING: Readonly<Record<TargetKind, string>> = {
  archive: 'nothing archives',
  parquet: 'nothing keeps rows of Parquet of',
  log: 'nothing logs',
  items: 'nothing keeps items of',
  warehouse: 'no warehouse has tables of',
  tables: 'no job makes tables of',
  states: 'no job merges a log of',
};

/** @returns a sentence that says what there is not, where there is no such way */
export function findFlow(flow: Flow, { tables, targets, capture }: RequiredFlow): FoundFlow | string {
  let missing = `nothing captures ${tables.join(', ')}`;
  for (const source of flow.connectors) {
    if (capture !== undefined && source.capture !== capture) continue;
    const captured = capturedOf(source, tables);
    if (captured === undefined) continue;
    const leading = leadingFrom(flow, captured);
    const absent = (Object.keys(MISSING) as TargetKind[]).find(
      (target) => targets.includes(target) && leading[target] === undefined,
    );
    if (absent !== undefined) {
      missing = `${MISSING[absent]} ${tables.join(', ')}`;
      continue;
    }
    const wanted = <T extends TargetKind>(target: T): Leading[T] | undefined =>
      targets.includes(target) ? leading[target] : undefined;
    const job = wanted('tables') ?? wanted('states');
    const read = job === undefined ? undefined : readBy(job);
    return {
      source,
      job,
      archive: read === 'archive' ? leading.archive : wanted('archive'),
      parquet: wanted('parquet'),
      log: read === 'log' ? leading.log : wanted('log'),
      items: wanted('items'),
      merges: wanted('warehouse'),
    };
  }
  return missing;
}

function leadingFrom({ connectors, jobs, merges }: Flow, captured: readonly IncludedTable[]): Leading {
  const topics = captured.map(({ topic }) => topic);
  const ownTopics = captured.map(({ ownTopic }) => ownTopic);
  const sinks = connectors.filter((connector) => holdsAll(connector.consumes, topics));
  const archive = sinks.find(isArchive);
  const makers = jobs.filter((job) => holdsAll(job.topics, ownTopics));
  const tables = makers.filter((job) => readBy(job) === 'topics' || (readBy(job) === 'archive' && archive));
  const states = makers.find((job) => sinks.some((sink) => writesLogOf(sink, job)));
  return {
    archive,
    parquet: sinks.find((sink) => archivesRows(plannedConfiguration(sink))),
    log:
      states === undefined
        ? sinks.find((sink) => logsAll(sink, ownTopics))
        : sinks.find((sink) => writesLogOf(sink, states)),
    items: sinks.find((sink) => keepsItems(plannedConfiguration(sink))),
    warehouse: merges.find((each) => holdsAll(each.topics, topics)),
    tables: tables.find(({ kind }) => kind === 'batch') ?? tables[0],
    states,
  };
}

/** @returns all of them, or a sentence that says what there is not of the first that is not there */
export function findFlows(flow: Flow, required: readonly RequiredFlow[]): readonly FoundFlow[] | string {
  const found = required.map((each) => findFlow(flow, each));
  return found.find((each) => typeof each === 'string') ?? found.filter((each) => typeof each !== 'string');
}

/** @returns undefined where the connector does not capture all of the tables */
function capturedOf(connector: ConnectorModel, tables: readonly string[]): readonly IncludedTable[] | undefined {
  const captured = new Map(includedTables(plannedConfiguration(connector)).map((table) => [table.id, table]));
  const found = tables.flatMap((table) => captured.get(table) ?? []);
  return found.length === tables.length ? found : undefined;
}

/** Whether it is what a job by schedule may read. */
export function isArchive(connector: ConnectorModel): boolean {
  return archivesLines(plannedConfiguration(connector));
}

function isLog(connector: ConnectorModel): boolean {
  return isIcebergSink(plannedConfiguration(connector));
}

/** A topic of several tables says nothing of which of them a sink appends. */
function logsAll(connector: ConnectorModel, ownTopics: readonly string[]): boolean {
  if (!isLog(connector)) return false;
  const { tables } = icebergSink(plannedConfiguration(connector));
  return holdsAll(
    tables.map(({ topic }) => topic),
    ownTopics,
  );
}

/** Whether it appends to the log that the job reads. */
export function writesLogOf(connector: ConnectorModel, { log }: JobModel): boolean {
  return (
    isLog(connector) && icebergSink(plannedConfiguration(connector)).tables.some(({ database }) => database === log)
  );
}

/** What a job reads that is between it and the capture. */
export function readBy({ kind, log }: JobModel): 'topics' | 'archive' | 'log' {
  if (log !== undefined) return 'log';
  return kind === 'streaming' ? 'topics' : 'archive';
}

function holdsAll(all: readonly string[], some: readonly string[]): boolean {
  return some.every((topic) => all.includes(topic));
}
