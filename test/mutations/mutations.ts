import { CAPTURE_MUTATIONS } from './capture-mutations';
import { ITEM_MUTATIONS } from './item-mutations';
import type { Guard, Mutation } from './mutation';
import { ORDER_MUTATIONS } from './order-mutations';
import { PROOF_MUTATIONS } from './proof-mutations';
import { ROLE_MUTATIONS } from './role-mutations';
import { SCRIPT_MUTATIONS } from './script-mutations';

const fastTests = (...tests: string[]): Guard => ({ kind: 'jest', tests });
const LOG_STORE = 'glue-scripts/log-store/src/main/java/io/tributary/delta';
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
    guard: fastTests('test/connectors/connector-specs.test.ts'),
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
    guard: fastTests('test/connectors/connector-specs.test.ts'),
  },
  {
    name: 'an offsets topic that MSK Connect names itself',
    file: 'connectors/fragments/offsets-topic.ts',
    from: "'offset.storage.topic': topic.name, ",
    to: '',
    guard: fastTests('test/connectors/connector-specs.test.ts'),
  },
  {
    name: 'a schema history that expires',
    file: 'connectors/sources/mysql-cdc.ts',
    from: "'retention.ms': '-1', 'retention.bytes': '-1'",
    to: "'retention.bytes': '-1'",
    guard: fastTests('test/connectors/sources'),
  },
  {
    name: 'a grant that leaves out the topics a connector writes',
    file: 'lib/streaming/kafka-policies.ts',
    from: '[topicWrite(cluster, spec.produces)]',
    to: '[topicWrite(cluster, spec.produces.slice(1))]',
    guard: fastTests('test/lib/streaming/kafka-policies.test.ts'),
  },
  {
    name: 'a sink without the right to its consumer group',
    file: 'lib/streaming/kafka-policies.ts',
    from: '...(spec.consumes.length > 0 ? [`connect-${spec.name}`] : []), ',
    to: '',
    guard: fastTests('test/lib/streaming/kafka-policies.test.ts'),
  },
  {
    name: 'a role that any connector of the account may take',
    file: 'lib/ingestion/connector.ts',
    from: "'aws:SourceAccount'",
    to: "'aws:PrincipalAccount'",
    guard: fastTests('test/lib/ingestion/connector.test.ts'),
  },
  {
    name: 'brokers that rather lose changes than wait',
    file: 'lib/streaming/server-properties.ts',
    from: "'unclean.leader.election.enable': 'false'",
    to: "'unclean.leader.election.enable': 'true'",
    guard: fastTests('test/lib/streaming/server-properties.test.ts'),
  },
  {
    name: 'a binlog with half of each row',
    file: 'lib/source/replication-parameters.ts',
    from: "binlog_row_image: 'FULL'",
    to: "binlog_row_image: 'MINIMAL'",
    guard: LOCAL,
  },
  {
    name: 'a server that lets zero dates in',
    file: 'lib/source/replication-parameters.ts',
    from: 'NO_ZERO_DATE,',
    to: '',
    guard: fastTests('test/lib/source/replication-parameters.test.ts'),
  },
  {
    name: 'a foreign key that sets its children to NULL unseen',
    file: 'lib/source/bootstrap/cascade-problems.ts',
    from: "['NO ACTION', 'RESTRICT']",
    to: "['NO ACTION', 'RESTRICT', 'SET NULL']",
    guard: fastTests('test/lib/source/bootstrap/cascade-problems.test.ts'),
  },
  {
    name: 'a captured table that is not in the database',
    file: 'lib/config/tables/salesdb.ts',
    from: "table: 'SUPPLIER',",
    to: "table: 'SUPPLIERS',",
    guard: LOCAL,
  },
  {
    name: 'a table with another key than declared',
    file: 'lib/config/tables/salesdb.ts',
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
    name: 'a commit that overwrites',
    file: `${LOG_STORE}/Commit.java`,
    from: '.ifNoneMatch("*")',
    to: '',
    guard: { kind: 'maven', module: 'glue-scripts/log-store', tests: 'ConditionalPutLogStoreTest' },
  },
  {
    name: 'a commit that does not know itself again',
    file: `${LOG_STORE}/Commit.java`,
    from: '!Arrays.equals(stored, content)',
    to: 'stored.length > 0',
    guard: { kind: 'maven', module: 'glue-scripts/log-store', tests: 'ConditionalPutLogStoreTest' },
  },
  {
    name: "another writer's commit that is taken for one's own",
    file: `${LOG_STORE}/Commit.java`,
    from: '!Arrays.equals(stored, content)',
    to: 'stored.length == 0',
    guard: { kind: 'maven', module: 'glue-scripts/log-store', tests: 'ConditionalPutLogStoreTest' },
  },
  {
    name: 'a job without the log store',
    file: 'lib/transform/job-arguments.ts',
    from: "  'spark.delta.logStore.s3a.impl': LOG_STORE_CLASS,\n",
    to: '',
    guard: fastTests('lib/platform-stage'),
  },
  {
    name: 'a replacement that does not spread',
    file: 'local/update/attribute-versions.ts',
    from: '{ made: version.made + 1, updated: 0 }',
    to: '{ made: version.made, updated: 0 }',
    guard: fastTests('test/local/update'),
  },
  {
    name: 'a replacement under a name that is taken',
    file: 'local/update/taken-names.ts',
    from: 'if (holder === undefined) {',
    to: 'if (holder === undefined || holder === changeId(change)) {',
    guard: fastTests('test/local/update'),
  },
  {
    name: 'books that say more than was done',
    file: 'local/update/execute-change.ts',
    from: "if (isBooked && (phase === 'cleanup' || error instanceof ChangeRemainsError))",
    to: 'if (isBooked)',
    guard: fastTests('test/local/update'),
  },
  {
    name: 'a stack that was not finished, and is skipped',
    file: 'local/update/running-state.ts',
    from: 'const unfinished = new Set(state.unfinished).add(change.stackName);',
    to: 'const { unfinished } = state;',
    guard: fastTests('test/local/update'),
  },
  {
    name: 'a job that may run beside itself',
    file: 'lib/transform/upsert-runtime.ts',
    from: 'MAX_CONCURRENT_RUNS = 1',
    to: 'MAX_CONCURRENT_RUNS = 2',
    guard: fastTests('test/lib/transform'),
  },
  ...SCRIPT_MUTATIONS,
  ...CAPTURE_MUTATIONS,
  ...ORDER_MUTATIONS,
  ...ROLE_MUTATIONS,
  ...PROOF_MUTATIONS,
  ...ITEM_MUTATIONS,
];
