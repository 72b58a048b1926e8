/** What must notice a mutation. */
export type Guard =
  /** Fast tests, by path below the project. */
  | { readonly kind: 'jest'; readonly tests: readonly string[] }
  /** The tests of a plugin module. */
  | { readonly kind: 'maven'; readonly module: string; readonly tests: string }
  /** A whole local run. */
  | { readonly kind: 'local' }
  /** A whole local run that stays green, with a worker that runs the changed option: the change went all the way. */
  | { readonly kind: 'follows'; readonly key: string; readonly value: string };

/** One line of the platform, broken in a way that once happened to somebody. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  readonly guard: Guard;
}

const jest = (...tests: string[]): Guard => ({ kind: 'jest', tests });
const LOCAL: Guard = { kind: 'local' };

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'an option of a connector, and nothing else',
    file: 'connectors/sources/mysql-cdc.ts',
    from: 'DEFAULT_HEARTBEAT_INTERVAL_MS = 10_000',
    to: 'DEFAULT_HEARTBEAT_INTERVAL_MS = 11_000',
    guard: { kind: 'follows', key: 'heartbeat.interval.ms', value: '11000' },
  },
  {
    name: 'a secret in clear',
    file: 'connectors/sources/mysql-cdc.ts',
    from: "secretReference(inputs.secretName, 'password')",
    to: "'S3cretPwd99'",
    guard: jest('test/connectors/catalog.test.ts'),
  },
  {
    name: 'a reference to a key that the secret does not have',
    file: 'connectors/sources/mysql-cdc.ts',
    from: "secretReference(inputs.secretName, 'password')",
    to: "secretReference(inputs.secretName, 'passphrase')",
    guard: LOCAL,
  },
  {
    name: 'the certificate of the database is not trusted',
    file: 'connectors/sources/mysql-cdc.ts',
    from: "      'database.ssl.truststore': databaseCaReference('truststore'),\n",
    to: '',
    guard: LOCAL,
  },
  {
    name: 'an offsets topic that forgets',
    file: 'connectors/fragments/offsets-topic.ts',
    from: "'cleanup.policy': 'compact'",
    to: "'cleanup.policy': 'delete'",
    guard: jest('test/connectors/catalog.test.ts'),
  },
  {
    name: 'an offsets topic that MSK Connect names itself',
    file: 'connectors/fragments/offsets-topic.ts',
    from: "'offset.storage.topic': topic.name, ",
    to: '',
    guard: jest('test/connectors/catalog.test.ts'),
  },
  {
    name: 'a schema history that expires',
    file: 'connectors/sources/mysql-cdc.ts',
    from: "'retention.ms': '-1', 'retention.bytes': '-1'",
    to: "'retention.bytes': '-1'",
    guard: jest('test/connectors/sources'),
  },
  {
    name: 'a grant that leaves out the topics a connector writes',
    file: 'lib/streaming/kafka-policies.ts',
    from: '[topicWrite(cluster, spec.produces)]',
    to: '[topicWrite(cluster, spec.produces.slice(1))]',
    guard: jest('test/lib/streaming/kafka-policies.test.ts'),
  },
  {
    name: 'a sink without the right to its consumer group',
    file: 'lib/streaming/kafka-policies.ts',
    from: '...(spec.consumes.length > 0 ? [`connect-${spec.name}`] : []), ',
    to: '',
    guard: jest('test/lib/streaming/kafka-policies.test.ts'),
  },
  {
    name: 'a role that any connector of the account may take',
    file: 'lib/ingestion/connector.ts',
    from: "'aws:SourceAccount'",
    to: "'aws:PrincipalAccount'",
    guard: jest('test/lib/ingestion/connector.test.ts'),
  },
  {
    name: 'brokers that rather lose changes than wait',
    file: 'lib/streaming/server-properties.ts',
    from: "'unclean.leader.election.enable': 'false'",
    to: "'unclean.leader.election.enable': 'true'",
    guard: jest('test/lib/streaming/server-properties.test.ts'),
  },
  {
    name: 'a binlog with half of each row',
    file: 'lib/source/replication-parameters.ts',
    from: "binlog_row_image: 'FULL'",
    to: "binlog_row_image: 'MINIMAL'",
    guard: LOCAL,
  },
  {
    name: 'a captured table that is not in the database',
    file: 'lib/config/datasets.ts',
    from: "salesdb('SUPPLIER', ",
    to: "salesdb('SUPPLIERS', ",
    guard: LOCAL,
  },
  {
    name: 'a table with another key than declared',
    file: 'lib/config/datasets.ts',
    from: "['PRODUCT_ID']",
    to: "['CATEGORY_ID']",
    guard: LOCAL,
  },
  {
    name: 'a user without the right to read the binlog',
    file: 'lib/source/bootstrap/mysql/120-replication-grant.sql',
    from: 'REPLICATION SLAVE, ',
    to: '',
    guard: LOCAL,
  },
  {
    name: 'an archive that overwrites',
    file: 'connectors/plugins/s3-archive-sink/src/main/java/io/tributary/connect/s3/store/ArchiveStore.java',
    from: '.ifNoneMatch("*")',
    to: '',
    guard: { kind: 'maven', module: 's3-archive-sink', tests: 'TwoWritersTest' },
  },
  {
    name: 'a replacement that does not spread',
    file: 'local/update/attribute-versions.ts',
    from: '{ made: version.made + 1, updated: 0 }',
    to: '{ made: version.made, updated: 0 }',
    guard: jest('test/local/update'),
  },
  {
    name: 'a replacement under a name that is taken',
    file: 'local/update/taken-names.ts',
    from: 'if (holder === undefined) {',
    to: 'if (holder === undefined || holder === changeId(change)) {',
    guard: jest('test/local/update'),
  },
  {
    name: 'books that say more than was done',
    file: 'local/update/execute-change.ts',
    from: "if (isBooked && (phase === 'cleanup' || error instanceof ChangeRemainsError))",
    to: 'if (isBooked)',
    guard: jest('test/local/update'),
  },
  {
    name: 'a stack that was not finished, and is skipped',
    file: 'local/update/running-state.ts',
    from: 'const unfinished = new Set(state.unfinished).add(change.stackName);',
    to: 'const { unfinished } = state;',
    guard: jest('test/local/update'),
  },
];
