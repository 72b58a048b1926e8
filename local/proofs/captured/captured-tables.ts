import type { TableName } from '../../databases/database-session';
import { LocalRunError } from '../../local-run-error';
import { includedTable, includedTables, undeclaredTables } from '../../model/included-tables';
import type { RunningConnector, RunningDatabase, RunningPlatform } from '../../session/running-platform';

/** A table that a connector captures, and the topic its changes go to, with those of others perhaps. */
export interface CapturedTable extends TableName {
  readonly topic: string;
  /** What its changes are told apart by there. */
  readonly ownTopic: string;
}

/** A captured table's rows, or a configuration that does not say where they are. */
export class CapturedTableError extends LocalRunError {}

export function isSource(connector: RunningConnector): boolean {
  return connector.config['table.include.list'] !== undefined;
}

/** Tables as the connector's own include list names them. */
export function capturedTables({ model, config }: RunningConnector): CapturedTable[] {
  const refuse = (got: string): never => {
    throw new CapturedTableError(`connector ${model.name}: \`table.include.list\` must name tables, got: ${got}`);
  };
  if (config['topic.prefix'] === undefined) refuse('no `topic.prefix`');
  const tables = includedTables(config);
  if (tables.length === 0) refuse('none');
  return tables.map(({ id, topic, ownTopic }) => {
    const [schema, table, ...more] = id.split('.');
    if (schema === undefined || table === undefined || more.length > 0) return refuse(id);
    return { schema, table, topic, ownTopic };
  });
}

/** Tables that it captures besides, by patterns. @param there all that its database has */
export function furtherTables({ config }: RunningConnector, there: readonly TableName[]): CapturedTable[] {
  const named = new Set(includedTables(config).map(({ id }) => id));
  const patterns = undeclaredTables(config);
  return there.flatMap(({ schema, table }) => {
    const id = `${schema}.${table}`;
    const isCaptured = !named.has(id) && patterns.some((pattern) => pattern.test(id));
    if (!isCaptured) return [];
    const { topic, ownTopic } = includedTable(config, id);
    return [{ schema, table, topic, ownTopic }];
  });
}

/** The database that a source connector reads. */
export function databaseOf(platform: RunningPlatform, { model, config }: RunningConnector): RunningDatabase {
  const port = config['database.port'];
  // A server of PostgreSQL has several, of which a connector reads one.
  const name = config['database.dbname'];
  const found = platform.databases.find(
    ({ server, model: { database } }) => String(server.port) === port && (name === undefined || database === name),
  );
  if (found === undefined)
    throw new CapturedTableError(
      `connector ${model.name} reads no database of this run: port ${port}${name === undefined ? '' : `, ${name}`}`,
    );
  return found;
}
