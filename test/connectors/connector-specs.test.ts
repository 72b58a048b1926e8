import { s3Archive } from '../../connectors/sinks/s3-archive';
import { mysqlCdc } from '../../connectors/sources/mysql-cdc';
import { DATASETS } from '../fixtures/datasets';
import { allConnectorSpecs, SINK_INPUTS, SOURCE_INPUTS } from '../support/connector-specs';

const specs = allConnectorSpecs();
const topics = specs.flatMap((spec) => spec.topics);
const sources = specs.filter((spec) => spec.kind === 'source');
const sinks = specs.filter((spec) => spec.kind === 'sink');

const PASSWORD_LIKE = /password|secret|credential|token/i;
/** What reads any key as a text. */
const TEXT_CONVERTER = 'org.apache.kafka.connect.storage.StringConverter';
/** What reads JSON without schemas, and no default of a column, whatever it is told. */
const ORDERED_JSON = 'io.tributary.connect.iceberg.OrderedJson';
const REFERENCE = /^\$\{(secretsmanager:[^:}]+:[^:}]+|databaseca:[^:}]+)\}$/;

describe('invariants', () => {
  test('every connector has a name of its own that MSK Connect takes', () => {
    for (const spec of specs) {
      expect(spec.name).toMatch(/^[A-Za-z0-9-]{1,128}$/);
    }
    expect(new Set(specs.map((spec) => spec.name)).size).toBe(specs.length);
  });

  test('every topic is made once', () => {
    const names = topics.map((topic) => topic.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('every topic that is written or read is made', () => {
    const names = topics.map((topic) => topic.name);
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
      expect(writer.config).toMatchObject(convertersFor(sink.config));
    }
  });

  test.each(sources.filter(({ plugin }) => plugin === 'debezium-mysql').map((spec) => [spec.name, spec] as const))(
    '%s tells how its snapshots go in one order, for ever, wherever its changes are kept',
    (_name, spec) => {
      const name = spec.config['notification.sink.topic.name'] ?? '';
      expect(spec.config['notification.enabled.channels']).toBe('sink');
      expect(spec.produces).toContain(name);
      expect(topics.find((topic) => topic.name === name)).toMatchObject({
        partitions: 1,
        config: { 'retention.ms': '-1', 'retention.bytes': '-1' },
      });
      const keepers = sinks.filter(({ plugin }) => plugin === 's3-archive-sink' || plugin === 'iceberg-sink');
      for (const sink of keepers.filter(({ consumes }) => consumes.some((topic) => spec.produces.includes(topic)))) {
        expect(sink.consumes).toContain(name);
      }
    },
  );

  test.each(sources.map((spec) => [spec.name, spec] as const))(
    '%s keeps its position in a compacted topic of its own',
    (_name, spec) => {
      const topic = topics.find(({ name }) => name === spec.worker['offset.storage.topic']);
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

test('a new table follows into include list, topics, grants and archive', () => {
  const invoice = { ...DATASETS.customer, schema: 'billing', table: 'INVOICE' };
  const source = mysqlCdc({ ...SOURCE_INPUTS, datasets: [...SOURCE_INPUTS.datasets, invoice] });
  const sink = s3Archive({ ...SINK_INPUTS, datasets: [...SINK_INPUTS.datasets, invoice] });
  expect(source.config['table.include.list']).toContain('billing\\.INVOICE');
  expect(source.config['database.include.list']).toBe('(?-i)salesdb,(?-i)billing');
  expect(source.produces).toContain('salesdb.billing.INVOICE');
  expect(source.topics.map((topic) => topic.name)).toContain('salesdb.billing.INVOICE');
  expect(sink.consumes).toContain('salesdb.billing.INVOICE');
});

test("no connector makes a column's default of NULL", () => {
  for (const spec of specs) {
    const converters = Object.keys(spec.config).filter((key) => /^(key|value)\.converter$/.test(key));
    expect(converters).toHaveLength(2);
    for (const key of converters.filter((name) => ![TEXT_CONVERTER, ORDERED_JSON].includes(spec.config[name] ?? '')))
      expect(spec.config[`${key}.replace.null.with.default`]).toBe('false');
  }
});

/** What writes the records that are read with such converters. */
function convertersFor(config: Readonly<Record<string, string>>): Record<string, string> {
  const parts = config['key.converter'] === TEXT_CONVERTER ? /^value\.converter/ : /^(key|value)\.converter/;
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => parts.test(key))
      .flatMap(([key, value]) =>
        value === ORDERED_JSON
          ? [
              [key, 'org.apache.kafka.connect.json.JsonConverter'],
              [`${key}.schemas.enable`, 'false'],
            ]
          : [[key, value]],
      ),
  );
}
