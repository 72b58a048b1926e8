import { icebergTableProblems } from '../../../connectors/sinks/iceberg-problems';
import { type IcebergTablesInputs, TARGET_FIELD } from '../../../connectors/sinks/iceberg-tables';
import { CHANGES, CUSTOMER, EVENTS, TWO } from '../../fixtures/iceberg';

describe('fails', () => {
  test.each<[string, Partial<IcebergTablesInputs>, string]>([
    [
      'a key for changes that the sink ignores',
      { settings: { 'iceberg.tables.cdc-field': '_cdc.op' } },
      '`to.settings.iceberg.tables.cdc-field` must not be set, for the sink appends changes and merges none: tables of states are merged from its log, got: _cdc.op',
    ],
    [
      'upserts',
      { settings: { 'iceberg.tables.upsert-mode-enabled': 'true' } },
      '`to.settings.iceberg.tables.upsert-mode-enabled` must not be set, for the sink appends rows and replaces none: tables of states are merged from its log, got: true',
    ],
    [
      'a control topic that others have',
      { settings: { 'iceberg.control.topic': 'control-iceberg' } },
      '`to.settings.iceberg.control.topic` must not be set, for tasks of two connectors would answer each other: each has a topic of its own, got: control-iceberg',
    ],
    [
      'a key of somebody else',
      { settings: { 'tasks.max': '9' } },
      '`to.settings.tasks.max` must be a key of the sink, iceberg...., got: 9',
    ],
    [
      'a key that the connector has already',
      { settings: { 'iceberg.kafka.auto.offset.reset': 'latest' } },
      '`to.settings.iceberg.kafka.auto.offset.reset` must not be set, for the connector has a value of its own there, got: latest',
    ],
    [
      'a version of tables that Athena does not read',
      { settings: { 'iceberg.tables.auto-create-props.format-version': '3' } },
      '`to.settings.iceberg.tables.auto-create-props.format-version` must not be set',
    ],
    [
      'a route without a field',
      { tables: TWO, routing: { kind: 'dynamic', field: '' } },
      '`to.routing.field` must name the field that says where a row goes, got none',
    ],
    [
      'a table without a pattern',
      {
        tables: [...TWO.slice(0, 1).map((table) => ({ ...table, routePattern: 'a' })), ...TWO.slice(1)],
        routing: { kind: 'listed', field: TARGET_FIELD },
      },
      '`to.tables[1].routePattern` must say which values are those of the table, for without it nothing is written, got none',
    ],
    [
      'a pattern that is none',
      { tables: [{ dataset: CUSTOMER, partitionBy: [], routePattern: '(' }], routing: { kind: 'listed', field: 'x' } },
      '`to.tables[0].routePattern` must be a regular expression, got: (',
    ],
    [
      'a pattern that nobody asks',
      { tables: [{ dataset: CUSTOMER, partitionBy: [], routePattern: 'a' }] },
      '`to.routing` must be listed where tables have patterns, got: single',
    ],
    [
      'several tables as one',
      { tables: TWO },
      '`to.routing` must not be single for several tables, for each record would be in each of them, got: 2',
    ],
    [
      'one table of a topic of several',
      { sharedTopic: 'shop.all_records' },
      '`to.routing` must not be single for a topic of several tables, got: shop.all_records',
    ],
    [
      'routing to tables that may not be made',
      { routing: { kind: 'dynamic', field: TARGET_FIELD }, evolution: 'evolve' },
      '`to.evolution` must be create-and-evolve for dynamic routing, for rows of a table that is not there are dropped without a word, got: evolve',
    ],
    ['no table', { tables: [] }, '`to.tables` must be at least one, got: []'],
    [
      'events of several tables in one topic',
      { tables: EVENTS.tables, sharedTopic: 'all', routing: { kind: 'dynamic', field: 'x' } },
      '`to.sharedTopic` must be one of changes, for an event does not tell its table, got: all',
    ],
    [
      'two tables of one name',
      { tables: [...CHANGES.tables, ...CHANGES.tables], routing: { kind: 'dynamic', field: 'x' } },
      '`to.tables` must be called differently in the lake, where a `lakeName` tells them apart, got twice: lake.salesdb_customer, of salesdb.CUSTOMER and salesdb.CUSTOMER',
    ],
    [
      'a partition of nothing',
      { tables: [{ dataset: CUSTOMER, partitionBy: ['day(BIRTH)'] }] },
      '`to.tables[0].partitionBy` must be of a declared column, got: day(BIRTH)',
    ],
    [
      'a partition that the sink would pass over',
      { tables: [{ dataset: CUSTOMER, partitionBy: ['week(BORN)'] }] },
      'got: week(BORN)',
    ],
    [
      'partitions of a type that has none of the kind',
      { tables: [{ dataset: CUSTOMER, partitionBy: ['day(CUST_ID)'] }] },
      '`to.tables[0].partitionBy` must be of a column of a type that day takes, got: day(CUST_ID) of BIGINT',
    ],
    [
      'hours of a day',
      { tables: [{ dataset: CUSTOMER, partitionBy: ['hours(BORN)'] }] },
      '`to.tables[0].partitionBy` must be of a column of a type that hour takes, got: hours(BORN) of DATE',
    ],
    [
      'days and months of one column',
      { tables: [{ dataset: CUSTOMER, partitionBy: ['months(BORN)', 'day(BORN)'] }] },
      '`to.tables[0].partitionBy` must have one field of a kind of each column, got: months(BORN) and day(BORN)',
    ],
    [
      'partitions that are called as a column',
      {
        tables: [
          {
            dataset: { ...CUSTOMER, columns: { ...CUSTOMER.columns, CUST_ID_bucket: 'INT' } },
            partitionBy: ['bucket(CUST_ID,4)'],
          },
        ],
      },
      '`to.tables[0].partitionBy` must not make partitions that are called as a column is, got: bucket(CUST_ID,4), which makes CUST_ID_bucket',
    ],
    [
      'a write property of another kind',
      { writeProperties: { a: 'b' } },
      '`to.writeProperties.a` must begin with write., got: b',
    ],
    [
      'files of a format that nothing here writes',
      { writeProperties: { 'write.format.default': 'orc' } },
      "`to.writeProperties.write.format.default` must not be orc, for the sink's plugin is without its writer, got: orc",
    ],
    ['no task', { maxTasks: 0 }, '`to.maxTasks` must be a whole number of at least 1, got: 0'],
    [
      'commits without a pause',
      { commitIntervalMs: 999 },
      '`to.commitIntervalMs` must be a whole number of at least 1000, got: 999',
    ],
    [
      'answers that come too late',
      { flushIntervalMs: 30_000 },
      '`to.flushIntervalMs` must be a whole number below 30000, when the sink no longer waits for a task that reads nothing, got: 30000',
    ],
  ])('on %s', (_what, changes, message) => {
    expect(icebergTableProblems('to', { ...CHANGES, ...changes })).toEqual([expect.stringContaining(message)]);
  });
});
