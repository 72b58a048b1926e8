import type { Guard, Mutation } from './mutation';

const SOURCES = 'connectors/plugins/debezium-mysql/src/main/java/io/tributary/connect/mysql';

function debezium(tests: string): Guard {
  return { kind: 'maven', module: 'debezium-mysql', tests };
}

/** What the MySQL connector reads otherwise than Debezium. */
export const CAPTURE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a statement in doubt that is passed over',
    file: `${SOURCES}/StatementReader.java`,
    from: 'if (subject.mayConcern(captured)) {',
    to: 'if (false) {',
    guard: debezium('StatementReaderTest'),
  },
  {
    name: 'a distributed transaction whose rollback nobody minds',
    file: `${SOURCES}/LogTransactions.java`,
    from: '} else if (!known.tables.isEmpty()) {',
    to: '} else if (false) {',
    guard: debezium('LogTransactionsTest'),
  },
  {
    name: 'a statement in the place of rows that is passed over',
    file: `${SOURCES}/RowStatement.java`,
    from: 'return captured.hasTable(target);',
    to: 'return false;',
    guard: debezium('RowStatementTest'),
  },
  {
    name: 'events behind a doubtful one',
    file: `${SOURCES}/LogGuard.java`,
    from: 'stopped = true;',
    to: '',
    guard: debezium('LogGuardTest'),
  },
  {
    name: "a snapshot's times by those of the server's place",
    file: 'connectors/sources/mysql-cdc.ts',
    from: "'driver.connectionTimeZone': 'UTC'",
    to: "'driver.connectionTimeZone': 'SERVER'",
    guard: { kind: 'jest', tests: ['test/connectors/sources/mysql-cdc'] },
  },
  {
    name: 'a zero date that is NULL',
    file: `${SOURCES}/ZeroDate.java`,
    from: 'return read == null ? INSTANCE : read;',
    to: 'return read;',
    guard: debezium('ConversionTest'),
  },
  {
    name: 'bits in the order of the log',
    file: `${SOURCES}/BitBytes.java`,
    from: 'putLong(number).array()',
    to: 'putLong(Long.reverseBytes(number)).array()',
    guard: debezium('ConversionTest'),
  },
  {
    name: "a default in NULL's place",
    file: 'connectors/fragments/converters.ts',
    from: "converter.replace.null.with.default`]: 'false'",
    to: "converter.replace.null.with.default`]: 'true'",
    guard: { kind: 'jest', tests: ['test/connectors/connector-specs'] },
  },
  {
    name: 'a limit without room for an update',
    file: 'connectors/fragments/record-size.ts',
    from: 'return 2 * maxRowBytes + ENVELOPE_BYTES;',
    to: 'return maxRowBytes + ENVELOPE_BYTES;',
    guard: { kind: 'jest', tests: ['test/connectors/fragments/record-size'] },
  },
];
