/** What must notice a mutation. */
export type Guard =
  /** Fast tests, by path below the project. */
  | { readonly kind: 'jest'; readonly tests: readonly string[] }
  /** The tests of a plugin module. */
  | { readonly kind: 'maven'; readonly module: string; readonly tests: string }
  /** Tests of the Glue scripts: a file of theirs, and which tests in it. */
  | { readonly kind: 'pytest'; readonly file: string; readonly only: string }
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
const pytest = (file: string, only: string): Guard => ({ kind: 'pytest', file, only });
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
    from: 'if (error instanceof ChangeRemainsError && isBooked)',
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
  {
    name: 'the newest of a batch by arrival instead of by position',
    file: 'glue-scripts/src/cdc_upsert/latest.py',
    from: 'F.struct(F.col(POSITION), ~F.col(DELETED), F.col(IMAGE))',
    to: 'F.monotonically_increasing_id()',
    guard: pytest('test_decode.py', 'latest'),
  },
  {
    name: 'positions that compare as their text: 10 before 9',
    file: 'glue-scripts/src/cdc_upsert/position.py',
    from: 'F.lpad(file, FILE_DIGITS, "0")',
    to: 'F.rpad(file, FILE_DIGITS, "0")',
    guard: pytest('test_decode.py', 'position'),
  },
  {
    name: 'a snapshot row that counts as newer than a change at its place',
    file: 'glue-scripts/src/cdc_upsert/position.py',
    from: 'F.when(op == "r", F.lit("0")).otherwise(F.lit("1"))',
    to: 'F.when(op == "r", F.lit("1")).otherwise(F.lit("0"))',
    guard: pytest('test_decode.py', 'position'),
  },
  {
    name: 'a replay that writes what is there',
    file: 'glue-scripts/src/cdc_upsert/known.py',
    from: 'alive.isNull() | (alive < place)',
    to: 'alive.isNull() | (alive <= place)',
    guard: pytest('test_upsert.py', 'walkthrough'),
  },
  {
    name: 'a merge without a guard of its own',
    file: 'glue-scripts/src/cdc_upsert/merge.py',
    from: 'F.col(f"{TARGET}.{POSITION}") < F.col(f"{SOURCE}.{POSITION}")',
    to: 'F.col(f"{TARGET}.{POSITION}") != F.col(f"{SOURCE}.{POSITION}")',
    guard: pytest('test_guards.py', 'not_newer'),
  },
  {
    name: 'deleted keys that nobody remembers',
    file: 'glue-scripts/src/cdc_upsert/known.py',
    from: 'fresh = newer_than_row & newer_than_delete',
    to: 'fresh = newer_than_row',
    guard: pytest('test_upsert.py', 'disorder'),
  },
  {
    name: 'a merge that reads the whole table',
    file: 'glue-scripts/src/cdc_upsert/merge.py',
    from: '    condition = within\n',
    to: '    condition = F.lit(True)\n',
    guard: pytest('test_guards.py', 'not_opened'),
  },
  {
    name: 'a comparison that reads the whole table',
    file: 'glue-scripts/src/cdc_upsert/known.py',
    from: '.where(within)',
    to: '',
    guard: pytest('test_guards.py', 'not_opened'),
  },
  {
    name: 'one range of keys where there are gaps',
    file: 'glue-scripts/src/cdc_upsert/key_range.py',
    from: 'return key_range(ends) & found',
    to: 'return key_range(ends)',
    guard: pytest('test_guards.py', 'not_opened'),
  },
  {
    name: 'rows before a truncate that count as there',
    file: 'glue-scripts/src/cdc_upsert/upsert.py',
    from: 'live.toDF().where(since), deleted.toDF()',
    to: 'live.toDF(), deleted.toDF()',
    guard: pytest('test_random_workload.py', 'shuffled'),
  },
  {
    name: 'a stream that plans without looking at its batches',
    file: 'glue-scripts/src/cdc_upsert/follow.py',
    from: '        adapt_batch_session(batch.sparkSession, spark)\n',
    to: '',
    guard: pytest('test_follow.py', 'one_file'),
  },
  {
    name: 'an archive that passes over old objects',
    file: 'glue-scripts/src/cdc_upsert/archive.py',
    from: '        .option("maxFileAge", NO_FILE_IS_TOO_OLD)\n',
    to: '',
    guard: pytest('test_follow.py', 'only_new_objects'),
  },
  {
    name: 'two runs that write one table',
    file: 'glue-scripts/src/cdc_upsert/lease.py',
    from: '            self._outlive_others()\n',
    to: '            pass\n',
    guard: pytest('test_job.py', 'second_run'),
  },
  {
    name: 'a placeholder that is written as a value',
    file: 'glue-scripts/src/cdc_upsert/upsert.py',
    from: 'latest_with_kept(keyed, table) if found.unavailable else latest(keyed)',
    to: 'latest(keyed)',
    guard: pytest('test_unavailable.py', 'untold'),
  },
  {
    name: 'a job that may run beside itself',
    file: 'lib/transform/upsert-runtime.ts',
    from: 'MAX_CONCURRENT_RUNS = 1',
    to: 'MAX_CONCURRENT_RUNS = 2',
    guard: jest('test/lib/transform'),
  },
];
