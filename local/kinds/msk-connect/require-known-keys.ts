import { LocalRunError } from '../../local-run-error';
import type { ConnectWorker } from '../../servers/local-server';
import { sendRequest } from '../../servers/send-request';

/** A configuration key that nothing would read: how a setting comes to be ignored in silence. */
export class UnknownKeyError extends LocalRunError {}

/** Keys that are read although no plugin lists them, with who reads them. Closed. */
const READ_WITHOUT_DEFINITION: readonly { readonly matches: RegExp; readonly reader: string }[] = [
  { matches: /^(producer|consumer|admin)\.override\./, reader: 'the Kafka client of that name' },
  {
    matches: /^schema\.history\.internal\.(producer|consumer)\./,
    reader: "the schema history's Kafka client of that name",
  },
  {
    matches: /^schema\.history\.internal\.kafka\.(topic|bootstrap\.servers)$/,
    reader: "Debezium's Kafka schema history",
  },
  { matches: /^event\.converting\.failure\.handling\.mode$/, reader: "Debezium's builder of tables' schemas" },
  {
    matches: /^offset\.mismatch\.strategy$/,
    reader: "Debezium's PostgreSQL connector, when it comes back to its slot",
  },
  { matches: /^values\.(type|zero\.dates\.allowed|typed)$/, reader: 'our converters of values' },
  { matches: /^driver\./, reader: "Debezium's connection to the database, as properties of its JDBC driver" },
  {
    matches: /^topic\..+\.(hash|sort|table|truncate|epochs|unknown\.server)$/,
    reader: 'our sink of DynamoDB, of one of its topics',
  },
  { matches: /^iceberg\.kafka\./, reader: "the Iceberg sink's own Kafka clients" },
  { matches: /^iceberg\.catalog\./, reader: "the Iceberg sink's catalog, and its client of files" },
  {
    matches: /^iceberg\.tables\.(auto-create-props|write-props)\./,
    reader: 'what the Iceberg sink makes tables with, and writes their files by',
  },
  {
    matches: /^iceberg\.table\..+\.(partition-by|route-regex)$/,
    reader: 'the Iceberg sink, of one of its tables',
  },
  {
    matches: /^transforms\.[^.]+\.topic\..+\.(envelope|table|columns|zero\.dates)$/,
    reader: 'our transform before the Iceberg sink, of one of its topics',
  },
  {
    matches:
      /^(key|value)\.converter\.apicurio\.registry\.(url|auto-register|find-latest|fault-tolerant-refresh|artifact\.group-id)$/,
    reader: "Apicurio's converter, in its client and its Avro serializer",
  },
  {
    matches: /^(key|value)\.converter\.text\.converter\./,
    reader: 'the converter of text behind our converter of events in Avro',
  },
  { matches: /^statements\.\d+\.(text|read\.as)$/, reader: 'the task of our MySQL connector' },
];

/** A class that a configuration names, and the prefix of the keys that are for it. */
interface ConfiguredPlugin {
  readonly className: string;
  readonly prefix: string;
}

/**
 * Holds a connector's configuration against the definitions of the very classes that will read it: the connector, its
 * converters, its transforms and their predicates.
 *
 * @throws UnknownKeyError naming every key that none of them defines
 */
export async function requireKnownKeys(
  worker: ConnectWorker,
  name: string,
  config: Readonly<Record<string, string>>,
): Promise<void> {
  const known = new Set<string>();
  for (const plugin of configuredPlugins(config)) {
    for (const key of await definedKeys(worker, plugin.className)) known.add(`${plugin.prefix}${key}`);
  }
  const unknown = Object.keys(config).filter(
    (key) => !known.has(key) && !isAliasKey(key) && !READ_WITHOUT_DEFINITION.some(({ matches }) => matches.test(key)),
  );
  if (unknown.length > 0) {
    throw new UnknownKeyError(`connector ${name}: nothing that it runs defines ${unknown.join(', ')}`);
  }
}

function configuredPlugins(config: Readonly<Record<string, string>>): ConfiguredPlugin[] {
  const plugins: ConfiguredPlugin[] = [];
  const add = (className: string | undefined, prefix: string): void => {
    if (className !== undefined) plugins.push({ className, prefix });
  };
  add(config['connector.class'], '');
  for (const converter of ['key.converter', 'value.converter', 'header.converter']) {
    add(config[converter], `${converter}.`);
  }
  for (const list of ['transforms', 'predicates']) {
    for (const alias of (config[list] ?? '').split(',').map((entry) => entry.trim())) {
      add(config[`${list}.${alias}.type`], `${list}.${alias}.`);
    }
  }
  return plugins;
}

/** Keys of Connect itself that carry an alias. */
function isAliasKey(key: string): boolean {
  return /^(transforms|predicates)\.[^.]+\.(type|predicate|negate)$/.test(key);
}

async function definedKeys(worker: ConnectWorker, className: string): Promise<string[]> {
  const answer = await sendRequest(`${worker.url}/connector-plugins/${encodeURIComponent(className)}/config`);
  if (!answer.ok)
    throw new UnknownKeyError(`${worker.name} has no plugin ${className} (${answer.status}): ${answer.text}`);
  return (JSON.parse(answer.text) as { readonly name: string }[]).map((definition) => definition.name);
}
