import { archiveBucket } from './archive-bucket';
import { includedTables } from './included-tables';
import { keepsItems } from './item-table';
import { plannedConfiguration } from './planned-configuration';
import type { ConnectorModel, JobModel, MergesModel } from './platform';

/** Where changes may lead to: an archive of all of them, or the newest state of each row in tables, as items by key or in a warehouse. */
export type TargetKind = 'archive' | 'tables' | 'items' | 'warehouse';

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
  /** Undefined where no tables are required. */
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

/** @returns a sentence that says what there is not, where there is no such way */
export function findFlow({ connectors, jobs, merges }: Flow, required: RequiredFlow): FoundFlow | string {
  let missing = `nothing captures ${required.tables.join(', ')}`;
  for (const source of connectors) {
    if (required.capture !== undefined && source.capture !== required.capture) continue;
    const topics = topicsOf(source, required.tables);
    if (topics === undefined) continue;
    const archive = connectors.find((connector) => isArchive(connector) && holdsAll(connector.consumes, topics));
    const items = connectors.find((each) => keepsItems(plannedConfiguration(each)) && holdsAll(each.consumes, topics));
    const merged = merges.find((each) => holdsAll(each.topics, topics));
    const candidates = jobs.filter((job) => holdsAll(job.topics, topics) && (job.kind !== 'batch' || archive));
    const job = candidates.find(({ kind }) => kind === 'batch') ?? candidates[0];
    const wants = (target: TargetKind): boolean => required.targets.includes(target);
    if (wants('archive') && archive === undefined) missing = `nothing archives ${required.tables.join(', ')}`;
    else if (wants('items') && items === undefined) missing = `nothing keeps items of ${required.tables.join(', ')}`;
    else if (wants('warehouse') && merged === undefined)
      missing = `no warehouse has tables of ${required.tables.join(', ')}`;
    else if (wants('tables') && job === undefined) missing = `no job makes tables of ${required.tables.join(', ')}`;
    else {
      const made = wants('tables') ? job : undefined;
      return {
        source,
        job: made,
        archive: wants('archive') || made?.kind === 'batch' ? archive : undefined,
        items: wants('items') ? items : undefined,
        merges: wants('warehouse') ? merged : undefined,
      };
    }
  }
  return missing;
}

/** @returns all of them, or a sentence that says what there is not of the first that is not there */
export function findFlows(flow: Flow, required: readonly RequiredFlow[]): readonly FoundFlow[] | string {
  const found = required.map((each) => findFlow(flow, each));
  return found.find((each) => typeof each === 'string') ?? found.filter((each) => typeof each !== 'string');
}

/** @returns undefined where the connector does not capture all of the tables */
function topicsOf(connector: ConnectorModel, tables: readonly string[]): readonly string[] | undefined {
  const captured = new Map(includedTables(plannedConfiguration(connector)).map(({ id, topic }) => [id, topic]));
  const topics = tables.flatMap((table) => captured.get(table) ?? []);
  return topics.length === tables.length ? topics : undefined;
}

/** Whether it is what a job by schedule may read. */
export function isArchive(connector: ConnectorModel): boolean {
  return archiveBucket(plannedConfiguration(connector)) !== undefined;
}

function holdsAll(all: readonly string[], some: readonly string[]): boolean {
  return some.every((topic) => all.includes(topic));
}
