import { Token } from 'aws-cdk-lib';
import type { ConnectorCapacity } from '../../connectors/connector-spec';

/** Debezium's connectors, and our own that extend them. */
const DEBEZIUM_CLASS = /^io\.(debezium\.|tributary\.connect\.(mysql|postgres)\.)/;

/** Of those, the ones that read one log and therefore never run more than one task. */
const SINGLE_TASK_CLASS =
  /^io\.(debezium\.connector\.(mysql|mariadb|postgresql)|tributary\.connect\.(mysql|postgres))\./;

/** Keys whose value gives access to something. Keys that name a class or a provider only say where access comes from. */
const SECRET_KEY =
  /(password|passphrase|secret|token|credential|(api|access|private)[._-]?key)(?!.*(provider|class)$)/i;

/** The one password that is no secret, since a truststore holds public certificates, and the reference that gives it. */
const TRUSTSTORE_PASSWORD = /truststore\.password$/;
const TRUSTSTORE_PASSWORD_REFERENCE = '${databaseca:truststore-password}';

/** `password=…` inside a longer value, as in JAAS lines and JDBC URLs, that is no reference. */
const EMBEDDED_PASSWORD = /password\s*=\s*["']?(?!["']?\$\{)[^\s;&"']/i;

/** A secret's name and key as the provider splits them: at `:`. A name may hold CDK tokens. */
const SECRET_REFERENCE = /\$\{secretsmanager:((?:\$\{Token\[[^\]]*\]\}|[A-Za-z0-9/_+=.@-])+):([^:}\s$]+)\}/g;

const SECRET_REFERENCE_START = '${secretsmanager:';

/** A reference to one key of a secret in Secrets Manager. */
export interface SecretReference {
  readonly secretName: string;
  readonly key: string;
}

/**
 * Every rule that a connector's configuration breaks, as `property rule, got: value` sentences. Values that are tokens are
 * taken as they come, except where only a visible reference is allowed. No sentence repeats a value that may be a secret.
 */
export function configurationProblems(
  configuration: Readonly<Record<string, string>>,
  capacity: ConnectorCapacity,
): string[] {
  const entries = Object.entries(configuration);
  const notText = entries.filter(([, value]) => typeof value !== 'string');
  if (notText.length > 0) {
    return notText.map(([key, value]) => `${property(key)} must be a string, got: ${typeof value} ${String(value)}`);
  }
  return [
    ...classProblems(configuration, capacity),
    ...taskProblems(configuration),
    ...toleranceProblems(configuration),
    ...entries.flatMap(([key, value]) => secretProblems(key, value)),
  ];
}

/** `tasks.max` as a number; undefined where it is not set or only known at deployment. */
export function tasksMax(configuration: Readonly<Record<string, string>>): number | undefined {
  const value = configuration['tasks.max'];
  return value === undefined || Token.isUnresolved(value) ? undefined : Number(value);
}

/** Every well-formed secret reference in a value. */
export function secretReferences(value: string): SecretReference[] {
  return [...value.matchAll(SECRET_REFERENCE)].map(([, secretName = '', key = '']) => ({ secretName, key }));
}

/** Whether the connector reads one log with one task, so that further workers would stay idle. */
export function isSingleTask(configuration: Readonly<Record<string, string>>): boolean {
  return SINGLE_TASK_CLASS.test(configuration['connector.class'] ?? '');
}

function classProblems(configuration: Readonly<Record<string, string>>, capacity: ConnectorCapacity): string[] {
  const connectorClass = configuration['connector.class'];
  if (connectorClass === undefined || connectorClass === '') {
    return [`${property('connector.class')} must be set, got: ${String(connectorClass)}`];
  }
  if (DEBEZIUM_CLASS.test(connectorClass) && capacity.kind === 'autoscaled') {
    return [
      `\`capacity\` must be provisioned for a Debezium connector: autoscaling overwrites \`tasks.max\`, ` +
        `got: autoscaled with ${connectorClass}`,
    ];
  }
  return [];
}

function taskProblems(configuration: Readonly<Record<string, string>>): string[] {
  const tasks = tasksMax(configuration);
  if (tasks === undefined) {
    return [];
  }
  if (!Number.isInteger(tasks) || tasks < 1) {
    return [`${property('tasks.max')} must be a whole number of at least 1, got: ${configuration['tasks.max']}`];
  }
  if (tasks > 1 && isSingleTask(configuration)) {
    return [`${property('tasks.max')} must be 1: ${configuration['connector.class']} reads one log, got: ${tasks}`];
  }
  return [];
}

/** Kafka Connect drops what it tolerates, without a trace, unless it is told where to put it. */
function toleranceProblems(configuration: Readonly<Record<string, string>>): string[] {
  const topic = configuration['errors.deadletterqueue.topic.name'];
  return configuration['errors.tolerance'] === 'all' && (topic === undefined || topic === '')
    ? [
        `${property('errors.tolerance')} must be none without \`errors.deadletterqueue.topic.name\`, ` +
          'for bad records would be lost in silence, got: all',
      ]
    : [];
}

function secretProblems(key: string, value: string): string[] {
  const rest = value.replace(SECRET_REFERENCE, '');
  if (rest.includes(SECRET_REFERENCE_START)) {
    return [
      `${property(key)} must refer to a secret as \`\${secretsmanager:<name>:<key>}\`, with its name and not its ARN ` +
        `because \`:\` separates name and key, got: ${value}`,
    ];
  }
  if (TRUSTSTORE_PASSWORD.test(key) && value === TRUSTSTORE_PASSWORD_REFERENCE) {
    return [];
  }
  if (SECRET_KEY.test(key) && (rest !== '' || value === '')) {
    return [
      `${property(key)} must be a reference \`\${secretsmanager:<name>:<key>}\` and nothing else, ` +
        `got: another value of ${value.length} characters`,
    ];
  }
  if (EMBEDDED_PASSWORD.test(value)) {
    return [`${property(key)} must not hold a password in clear, got: a value of ${value.length} characters`];
  }
  return [];
}

function property(key: string): string {
  return `\`connectorConfiguration.${key}\``;
}
