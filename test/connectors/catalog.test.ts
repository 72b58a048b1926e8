import { type CatalogInputs, catalogTopics, connectorCatalog } from '../../connectors/catalog';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import { CATALOG_INPUTS, P1_INPUTS } from '../support/catalog-inputs';

const catalog = connectorCatalog(CATALOG_INPUTS);
const specs: ConnectorSpec[] = Object.values(catalog).map((entry) => entry.spec);
const sources = specs.filter((spec) => spec.kind === 'source');
const sinks = specs.filter((spec) => spec.kind === 'sink');

const PASSWORD_LIKE = /password|secret|credential|token/i;
const REFERENCE = /^\$\{(secretsmanager:[^:}]+:[^:}]+|databaseca:[^:}]+)\}$/;

describe('invariants', () => {
  test('every connector has a name of its own that MSK Connect takes', () => {
    for (const spec of specs) {
      expect(spec.name).toMatch(/^[A-Za-z0-9-]{1,128}$/);
    }
    expect(new Set(specs.map((spec) => spec.name)).size).toBe(specs.length);
  });

  test('every topic is made once', () => {
    const names = catalogTopics(catalog).map((topic) => topic.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('every topic that is written or read is made', () => {
    const names = catalogTopics(catalog).map((topic) => topic.name);
    for (const spec of specs) {
      expect(names).toEqual(expect.arrayContaining([...spec.produces, ...spec.consumes, ...spec.ownClients.topics]));
    }
  });

  test('every consumed topic is produced by a source', () => {
    const produced = sources.flatMap((spec) => spec.produces);
    expect(produced).toEqual(expect.arrayContaining(sinks.flatMap((spec) => spec.consumes)));
  });

  test.each(sinks.map((spec) => [spec.name, spec] as const))(
    '%s has a dead-letter topic and may write to it',
    (_name, spec) => {
      const topic = spec.config['errors.deadletterqueue.topic.name'];
      expect(topic).toBeDefined();
      expect(spec.produces).toContain(topic);
    },
  );

  test.each(sinks.map((spec) => [spec.name, spec] as const))('%s reads what its sources write', (_name, sink) => {
    const writers = sources.filter((source) => source.produces.some((topic) => sink.consumes.includes(topic)));
    for (const writer of writers) {
      for (const key of Object.keys(sink.config).filter((name) => /^(key|value)\.converter/.test(name))) {
        expect([key, writer.config[key]]).toEqual([key, sink.config[key]]);
      }
    }
  });

  test.each(sources.map((spec) => [spec.name, spec] as const))(
    '%s tells how its snapshots go in one order, for ever, wherever its changes are read',
    (_name, spec) => {
      const name = spec.config['notification.sink.topic.name'] ?? '';
      expect(spec.config['notification.enabled.channels']).toBe('sink');
      expect(spec.produces).toContain(name);
      expect(catalogTopics(catalog).find((topic) => topic.name === name)).toMatchObject({
        partitions: 1,
        config: { 'retention.ms': '-1', 'retention.bytes': '-1' },
      });
      for (const sink of sinks.filter(({ consumes }) => consumes.some((topic) => spec.produces.includes(topic)))) {
        expect(sink.consumes).toContain(name);
      }
    },
  );

  test.each(sources.map((spec) => [spec.name, spec] as const))(
    '%s keeps its position in a compacted topic of its own',
    (_name, spec) => {
      const topic = catalogTopics(catalog).find(({ name }) => name === spec.worker['offset.storage.topic']);
      expect(topic?.config).toEqual({ 'cleanup.policy': 'compact' });
    },
  );

  test.each(specs.map((spec) => [spec.name, spec] as const))('%s holds no secret in clear', (_name, spec) => {
    for (const [key, value] of Object.entries(spec.config).filter(([name]) => PASSWORD_LIKE.test(name))) {
      expect([key, value]).toEqual([key, expect.stringMatching(REFERENCE)]);
    }
  });

  test('configurations and worker properties hold strings only', () => {
    for (const spec of specs) {
      for (const value of [...Object.values(spec.config), ...Object.values(spec.worker)]) {
        expect(typeof value).toBe('string');
      }
    }
  });
});

describe('connectorCatalog', () => {
  test('a suspended connector keeps its topics', () => {
    const name = 'tributary-test-salesdb-cdc';
    const suspended = connectorCatalog({ ...CATALOG_INPUTS, suspendedConnectors: [name] });
    expect(suspended[name]?.state).toBe('suspended');
    expect(catalogTopics(suspended)).toEqual(catalogTopics(catalog));
  });

  test('a new table follows into include list, topics, grants and archive', () => {
    const datasets: CatalogInputs['datasets'] = {
      ...CATALOG_INPUTS.datasets,
      invoice: {
        source: 'salesdb',
        schema: 'salesdb',
        table: 'INVOICE',
        keyColumns: ['INVOICE_ID'],
        columns: { INVOICE_ID: 'BIGINT' },
      },
    };
    const grown = connectorCatalog({
      ...CATALOG_INPUTS,
      datasets,
      p1: { ...P1_INPUTS, tables: Object.keys(datasets) },
    });
    const [source, sink] = Object.values(grown).map((entry) => entry.spec);
    expect(source?.config['table.include.list']).toContain('salesdb\\.INVOICE');
    expect(source?.produces).toContain('salesdb.salesdb.INVOICE');
    expect(sink?.consumes).toContain('salesdb.salesdb.INVOICE');
    expect(catalogTopics(grown).map((topic) => topic.name)).toContain('salesdb.salesdb.INVOICE');
  });

  test('fails for an unknown table', () => {
    const p1 = { ...P1_INPUTS, tables: ['customer', 'customers'] };
    expect(() => connectorCatalog({ ...CATALOG_INPUTS, p1 })).toThrow(
      '`pipelines.P1.archive.tables` must name captured tables of salesdb (customer, customerSite, salesOrder, salesOrderDetail, product, productCategory, supplier), got: customers',
    );
  });

  test('fails for an unknown source', () => {
    const p1 = { ...P1_INPUTS, source: 'sales' };
    expect(() => connectorCatalog({ ...CATALOG_INPUTS, p1 })).toThrow(
      '`pipelines.P1.source` must be one of salesdb, got: sales',
    );
  });

  test('fails for an unknown suspended connector', () => {
    expect(() => connectorCatalog({ ...CATALOG_INPUTS, suspendedConnectors: ['x'] })).toThrow(
      '`suspendedConnectors` must name connectors of this environment (tributary-test-salesdb-cdc, tributary-test-salesdb-archive), got: x',
    );
  });
});

test("no connector makes a column's default of NULL", () => {
  for (const { spec } of Object.values(connectorCatalog(CATALOG_INPUTS))) {
    const converters = Object.keys(spec.config).filter((key) => /^(key|value)\.converter$/.test(key));
    expect(converters).toHaveLength(2);
    for (const key of converters) expect(spec.config[`${key}.replace.null.with.default`]).toBe('false');
  }
});
