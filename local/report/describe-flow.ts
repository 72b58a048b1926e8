import { type EnvironmentTemplates, type Resource, resourceId } from '../assembly/environment-templates';
import { archiveBucket } from '../model/archive-bucket';
import { icebergSink, isIcebergSink } from '../model/iceberg-sink';
import { includedTables } from '../model/included-tables';
import { itemTable, keepsItems } from '../model/item-table';
import { plannedConfiguration } from '../model/planned-configuration';
import type { ConnectorModel, DatabaseModel, JobModel, MergesModel, PlatformModel } from '../model/platform';
import { readJobTables } from '../model/read-job-tables';
import type { Flow, FlowEdge, FlowNode } from './flow';
import { bucketsIn, catalogDatabaseOf, isCapture, isReadBy } from './flow-references';

/** What a flow is made of: the model of what runs, or of what is to run. */
export type FlowModel = Pick<
  PlatformModel,
  'databases' | 'connectors' | 'topics' | 'jobs' | 'merges' | 'catalogTables' | 'workGroup' | 'queries'
>;

/** What only a run knows of the parts. */
export interface FlowFacts {
  /** Names of servers, by the id of the resource, or by the kind of node that shares one. */
  readonly servers: ReadonlyMap<string, string>;
  /** Proofs of walkthroughs that are about a part, by the id of its resource. */
  readonly walkthroughs: ReadonlyMap<string, readonly string[]>;
}

const NOTHING_KNOWN: FlowFacts = { servers: new Map(), walkthroughs: new Map() };

/**
 * The way that changes take, by the templates alone: each part that moves or keeps them, and from where to where.
 *
 * @param facts @default - none, as before anything runs
 */
export function describeFlow(model: FlowModel, templates: EnvironmentTemplates, facts = NOTHING_KNOWN): Flow {
  return new FlowBuilder(model, templates, facts).build();
}

/** Tables that people can ask, by the name of their database. */
type QueriedTables = Pick<FlowNode, 'name' | 'items'> & { readonly kind: 'log' | 'tables'; readonly pipeline: string };

class FlowBuilder {
  private readonly nodes = new Map<string, FlowNode>();
  private readonly edges: FlowEdge[] = [];
  /** By the id of their node. */
  private readonly topicsOf = new Map<string, readonly string[]>();

  constructor(
    private readonly model: FlowModel,
    private readonly templates: EnvironmentTemplates,
    private readonly facts: FlowFacts,
  ) {}

  build(): Flow {
    const { databases, connectors, jobs, merges } = this.model;
    for (const database of databases) this.addDatabase(database);
    for (const connector of connectors.filter(isCapture)) this.addCapture(connector);
    for (const connector of connectors.filter((each) => !isCapture(each))) this.addConsumer(connector);
    for (const job of jobs) this.addJob(job);
    for (const each of merges) this.addMerges(each);
    return { nodes: [...this.nodes.values()], edges: this.edges };
  }

  private addDatabase({ resource, key }: DatabaseModel): void {
    const id = `database ${key}`;
    // Of what is in a database, the platform knows what is captured.
    const tables = this.model.connectors
      .filter((connector) => isReadBy(this.model, this.templates, resource, connector))
      .flatMap((connector) => includedTables(plannedConfiguration(connector)).map((table) => table.id));
    const items = [...new Set(tables)];
    this.add(
      { id, kind: 'database', name: key, counts: { 'captured tables': items.length }, items, proofs: [] },
      resource,
    );
  }

  private addCapture(connector: ConnectorModel): void {
    const { resource, name, capture, topicPrefix, topic: only, role } = connector;
    const tables = includedTables(plannedConfiguration(connector));
    const id = `capture ${name}`;
    this.add(
      {
        id,
        kind: 'capture',
        name: capture ?? name,
        ...(capture === undefined ? {} : { resourceName: name }),
        counts: { tables: tables.length },
        items: tables.map((table) => table.id),
        proofs: [capture ?? name],
        role,
      },
      resource,
    );
    for (const database of this.model.databases) {
      if (isReadBy(this.model, this.templates, database.resource, connector))
        this.connect(`database ${database.key}`, id);
    }
    const topics = this.addTopics(`topics ${name}`, only ?? `${topicPrefix}.*`, [
      ...new Set(tables.map(({ topic }) => topic)),
    ]);
    this.connect(id, topics);
  }

  private addConsumer(connector: ConnectorModel): void {
    const { resource, name, pipeline, consumes, role } = connector;
    const bucket = archiveBucket(plannedConfiguration(connector));
    const kind = bucket === undefined ? 'connector' : 'archive';
    const id = `${kind} ${name}`;
    this.add(
      {
        id,
        kind,
        name: pipeline ?? name,
        ...(pipeline === undefined ? {} : { resourceName: name }),
        counts: { topics: consumes.length },
        items: consumes,
        proofs: [pipeline ?? name],
        role,
      },
      resource,
    );
    this.connectTopics(consumes, id, pipeline ?? name);
    for (const found of bucketsIn(this.templates, resource, bucket)) this.connect(id, this.addBucket(found));
    this.addItems(connector, id);
    this.addIceberg(connector, id);
  }

  private addIceberg(connector: ConnectorModel, sinkId: string): void {
    const config = plannedConfiguration(connector);
    if (!isIcebergSink(config)) return;
    const { name, pipeline = name } = connector;
    const { tables, enveloped } = icebergSink(config);
    const items = tables.map((table) => table.name);
    const database = tables[0]?.database ?? pipeline;
    this.addTables(sinkId, { kind: enveloped ? 'log' : 'tables', pipeline, name: database, items });
  }

  private addItems(connector: ConnectorModel, sinkId: string): void {
    const { name, pipeline, consumes } = connector;
    const config = plannedConfiguration(connector);
    if (!keepsItems(config)) return;
    const id = `items ${name}`;
    const items = consumes.map((topic) => itemTable(config, topic));
    this.add({ id, kind: 'items', name: pipeline ?? name, counts: { tables: items.length }, items, proofs: [] });
    this.connect(sinkId, id);
  }

  private addJob(job: JobModel): void {
    const { resource, name, pipeline, topics, log, role, kind } = job;
    const id = `job ${pipeline}`;
    const tables = readJobTables(resource).map((table) => table.name);
    this.add(
      { id, kind: 'job', name: pipeline, resourceName: name, counts: {}, items: [], proofs: [pipeline], role },
      resource,
    );
    const args = resource.properties.DefaultArguments as Readonly<Record<string, unknown>> | undefined;
    const buckets = kind === 'streaming' ? [] : bucketsIn(this.templates, resource, args?.['--archive']);
    for (const bucket of buckets) this.connect(this.addBucket(bucket), id);
    const logs = [...this.nodes.values()].filter((node) => node.kind === 'log' && node.name === log);
    for (const node of logs) this.connect(node.id, id);
    if (buckets.length + logs.length === 0) this.connectTopics(topics, id, pipeline);
    const own = args?.['--database'] as string | undefined;
    const database = own ?? catalogDatabaseOf(this.model, this.templates, tables) ?? pipeline;
    this.addTables(id, { kind: 'tables', pipeline, name: database, items: tables });
  }

  private addMerges({ resource, pipeline, topics, tables, roles }: MergesModel): void {
    const [id, warehouse] = [`merges ${pipeline}`, `warehouse ${pipeline}`];
    const role = roles.merger;
    this.add(
      {
        id,
        kind: 'merges',
        name: pipeline,
        counts: { topics: topics.length },
        items: topics,
        proofs: [pipeline],
        ...(role === undefined ? {} : { role }),
      },
      resource,
    );
    this.connectTopics(topics, id, pipeline);
    const items = tables.map(({ schema, table }) => `${schema}.${table}`);
    this.add({
      id: warehouse,
      kind: 'warehouse',
      name: tables[0]?.schema ?? pipeline,
      counts: { tables: items.length },
      items,
      proofs: [],
    });
    this.connect(id, warehouse);
  }

  private addTables(from: string, { kind, pipeline, name, items }: QueriedTables): void {
    const { workGroup, queries } = this.model;
    const id = `${kind} ${pipeline}`;
    this.add({ id, kind, name, counts: { tables: items.length }, items, proofs: [] });
    this.connect(from, id);
    if (workGroup === undefined) return;
    const engine = `queries ${workGroup.name}`;
    const named = queries.map((query) => query.name);
    const counts = { 'named queries': named.length };
    this.add({ id: engine, kind: 'queries', name: workGroup.name, counts, items: named, proofs: [] });
    this.connect(id, engine);
  }

  private addBucket(bucket: Resource): string {
    const id = `bucket ${resourceId(bucket)}`;
    // Templates leave the names of buckets to AWS.
    const name = bucket.logicalId.replace(/[0-9A-F]{8}$/, '');
    this.add({ id, kind: 'bucket', name, resourceName: bucket.logicalId, counts: {}, items: [], proofs: [] });
    return id;
  }

  private addTopics(id: string, name: string, topics: readonly string[]): string {
    const partitions = this.model.topics
      .filter((topic) => topics.includes(topic.name))
      .reduce((sum, topic) => sum + topic.partitions, 0);
    this.add({ id, kind: 'topics', name, counts: { topics: topics.length, partitions }, items: topics, proofs: [] });
    this.topicsOf.set(id, topics);
    return id;
  }

  /** To those who read them; topics that no capture of this run writes are there all the same. */
  private connectTopics(topics: readonly string[], to: string, reader: string): void {
    const from = [...this.topicsOf].filter(([, own]) => own.some((topic) => topics.includes(topic))).map(([id]) => id);
    if (from.length === 0 && topics.length > 0)
      from.push(this.addTopics(`topics of ${reader}`, `read by ${reader}`, topics));
    for (const id of from) this.connect(id, to);
  }

  private add(node: FlowNode, resource?: Resource): void {
    const { servers, walkthroughs } = this.facts;
    const key = resource === undefined ? node.kind : resourceId(resource);
    const server = servers.get(key);
    const proofs = [...node.proofs, ...(walkthroughs.get(key) ?? [])];
    this.nodes.set(node.id, { ...node, proofs, ...(server === undefined ? {} : { server }) });
  }

  private connect(from: string, to: string): void {
    if (!this.edges.some((edge) => edge.from === from && edge.to === to)) this.edges.push({ from, to });
  }
}
