import { mysqlCdc } from '../../connectors/sources/mysql-cdc';
import { statementReadingProblems } from '../../connectors/statement-reading';
import { type DatabaseCapture, databaseCaptures } from '../config/capture';
import type { EnvironmentConfig } from '../config/environment';
import { fail } from '../core/fail';
import type { DatabaseStack } from '../stacks/database-stack';
import type { LogReader } from './log-reader';
import { madeTopic, undeclaredTables } from './shared-topic';

const MAX_READER_ID = 2 ** 32 - 1;
/** Of both engines. */
const DEFAULT_PORT = 3306;

/** A client of the binlog, which knows it by a number. */
export const MYSQL_READER: LogReader = {
  problems: (key, capture, config) => {
    const at = `captures.${key}`;
    const { readerId } = capture;
    return [
      ...(readerId !== undefined && Number.isInteger(readerId) && readerId >= 1 && readerId <= MAX_READER_ID
        ? []
        : [`\`${at}.readerId\` must be a whole number from 1 to ${MAX_READER_ID}, got: ${readerId ?? 'none'}`]),
      ...statementReadingProblems(`${at}.statements`, capture.statements ?? []),
      ...readerProblems(key, capture, config),
      ...(capture.avro === undefined
        ? []
        : [
            `\`${at}.avro\` must be left out, for values of MySQL are texts that have no types there, got: ${capture.avro.shape}`,
          ]),
    ];
  },
  connector: (capture, { key, databases, ...inputs }) => {
    const stack = databases[capture.database] as DatabaseStack;
    const { database, cdcSecretName } = stack;
    return mysqlCdc({
      ...inputs,
      topicPrefix: key,
      hostname: database.hostname,
      port: database.port,
      secretName: cdcSecretName,
      serverId: capture.readerId ?? fail(stack, `\`captures.${key}.readerId\` must be given, got: none`),
      heartbeatTable: database.heartbeatTable,
      sharedTopic: madeTopic(capture),
      undeclaredTables: undeclaredTables(capture, inputs.datasets, stack),
      capacity: capture.capacity,
      statements: capture.statements,
      snapshot: capture.snapshot,
    });
  },
};

/** Of two readers with one id, the server throws the first out when the second comes. */
function readerProblems(key: string, capture: DatabaseCapture, config: EnvironmentConfig): string[] {
  const readers = databaseCaptures(config.captures).filter(([, { readerId }]) => readerId !== undefined);
  const [owner] = readers.find(([, other]) => readerAt(other, config) === readerAt(capture, config)) ?? [key];
  return owner === key
    ? []
    : [
        `\`captures.${key}.readerId\` must be its own among the readers of ${capture.database} (${owner} has it), got: ${capture.readerId}`,
      ];
}

function readerAt({ database, readerId }: DatabaseCapture, { databases }: EnvironmentConfig): string {
  const known = databases[database];
  const server =
    known?.kind === 'existing' ? `${known.hostname.toLowerCase()}:${known.port ?? DEFAULT_PORT}` : database;
  return `${server} ${readerId}`;
}
