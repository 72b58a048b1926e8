import { isOfChanges, tableId } from '../dataset';
import { partitionProblems } from './iceberg-partitions';
import { type IcebergTablesInputs, icebergTables, lakeTable } from './iceberg-tables';

const MIN_COMMIT_INTERVAL_MS = 1_000;
/** The sink's own: after it, what tasks have not answered is left for the next commit. */
const COMMIT_TIMEOUT_MS = 30_000;

/** Keys that Apache's sink does not have, though others of that name had them: it ignores them without a word. */
const IGNORED: Readonly<Record<string, string>> = {
  'iceberg.tables.cdc-field': 'for the sink appends changes and merges none: tables of states are merged from its log',
  'iceberg.tables.upsert-mode-enabled':
    'for the sink appends rows and replaces none: tables of states are merged from its log',
};

/** Of whose values no sentence repeats anything. */
const SECRET_KEY = /credential|token|authorization/i;

/** Keys that two connectors must not share, and that are each one's own therefore. */
const OWN: Readonly<Record<string, string>> = {
  'iceberg.control.topic': 'for tasks of two connectors would answer each other: each has a topic of its own',
  'iceberg.control.group-id-prefix': 'for the role of the connector is made for its own groups',
  'iceberg.coordinator.transactional.prefix': 'for the role of the connector is made for its own transactions',
  'iceberg.connect.group-id': 'for offsets hang on the group that bears the name of the connector',
};

const ELSEWHERE = 'for `catalog` says where tables are';
const SIGN_IN = 'for `catalog.signIn` names the secret that has it';

/** Keys by which the sink would have its tables elsewhere than its role, and all else, is made for. */
const OF_CATALOG: Readonly<Record<string, string>> = {
  'iceberg.catalog.type': ELSEWHERE,
  'iceberg.catalog.catalog-impl': ELSEWHERE,
  'iceberg.catalog.uri': ELSEWHERE,
  'iceberg.catalog.warehouse': ELSEWHERE,
  'iceberg.catalog.rest.auth.type': ELSEWHERE,
  'iceberg.catalog.rest.sigv4-enabled': ELSEWHERE,
  'iceberg.catalog.credential': SIGN_IN,
  'iceberg.catalog.token': SIGN_IN,
  'iceberg.catalog.header.Authorization': SIGN_IN,
};

/**
 * Every rule that a connector to Iceberg tables breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param at path of the inputs, without quotes
 */
export function icebergTableProblems(at: string, inputs: IcebergTablesInputs): string[] {
  return [
    ...routingProblems(at, inputs),
    ...tableProblems(at, inputs),
    ...settingProblems(at, inputs),
    ...intervalProblems(at, inputs),
    ...(Number.isInteger(inputs.maxTasks) && inputs.maxTasks >= 1
      ? []
      : [`\`${at}.maxTasks\` must be a whole number of at least 1, got: ${inputs.maxTasks}`]),
  ];
}

function routingProblems(
  at: string,
  { routing, tables, evolution, sharedTopic, undeclaredTables }: IcebergTablesInputs,
): string[] {
  const property = `\`${at}.routing\``;
  const patterned = tables.map(({ routePattern }, index) => ({
    at: `${at}.tables[${index}].routePattern`,
    routePattern,
  }));
  if (routing.kind !== 'listed' && patterned.some(({ routePattern }) => routePattern !== undefined)) {
    return [`${property} must be listed where tables have patterns, got: ${routing.kind}`];
  }
  if (routing.kind === 'single') {
    return [
      ...(tables.length <= 1
        ? []
        : [
            `${property} must not be single for several tables, for each record would be in each of them, got: ${tables.length}`,
          ]),
      ...(sharedTopic === undefined
        ? []
        : [`${property} must not be single for a topic of several tables, got: ${sharedTopic}`]),
    ];
  }
  return [
    ...(routing.field === ''
      ? [`\`${at}.routing.field\` must name the field that says where a row goes, got none`]
      : []),
    ...(routing.kind === 'dynamic' && evolution !== 'create-and-evolve'
      ? [
          `\`${at}.evolution\` must be create-and-evolve for dynamic routing, for rows of a table that is not there are dropped without a word, got: ${evolution}`,
        ]
      : []),
    ...(routing.kind === 'listed' && undeclaredTables === 'text'
      ? [
          `\`${at}.undeclaredTables\` must not be text where tables are listed, for rows of others are in none of these, got: text`,
        ]
      : []),
    ...(routing.kind === 'listed'
      ? patterned.flatMap(({ at: place, routePattern }) => patternProblems(place, routePattern))
      : []),
  ];
}

function patternProblems(at: string, pattern: string | undefined): string[] {
  if (pattern === undefined || pattern === '') {
    return [`\`${at}\` must say which values are those of the table, for without it nothing is written, got none`];
  }
  try {
    new RegExp(pattern);
    return [];
  } catch {
    return [`\`${at}\` must be a regular expression, got: ${pattern}`];
  }
}

function tableProblems(at: string, inputs: IcebergTablesInputs): string[] {
  const names = inputs.tables.map((table) => lakeTable(inputs, table));
  return [
    ...(inputs.tables.length > 0 ? [] : [`\`${at}.tables\` must be at least one, got: []`]),
    ...(inputs.sharedTopic === undefined || inputs.tables.some(({ dataset }) => isOfChanges(dataset))
      ? []
      : [
          `\`${at}.sharedTopic\` must be one of changes, for an event does not tell its table, got: ${inputs.sharedTopic}`,
        ]),
    ...inputs.tables.flatMap(({ dataset }, index) => {
      const name = names[index] ?? '';
      const other = inputs.tables[names.indexOf(name)]?.dataset;
      return other === undefined || names.indexOf(name) === index
        ? []
        : [
            `\`${at}.tables\` must be called differently in the lake, where a \`lakeName\` tells them apart, got twice: ${name}, of ${tableId(other)} and ${tableId(dataset)}`,
          ];
    }),
    ...inputs.tables.flatMap(({ dataset, partitionBy }, index) =>
      partitionProblems(`${at}.tables[${index}].partitionBy`, partitionBy, dataset.columns),
    ),
  ];
}

function settingProblems(at: string, inputs: IcebergTablesInputs): string[] {
  const { settings = {}, writeProperties = {} } = inputs;
  const { config } = icebergTables({ ...inputs, settings: {} });
  return [
    ...Object.entries(settings).flatMap(([key, value]) => {
      const property = `\`${at}.settings.${key}\``;
      const reason = IGNORED[key] ?? OWN[key] ?? OF_CATALOG[key];
      if (reason !== undefined) {
        const told = SECRET_KEY.test(key) ? `${value.length} characters` : value;
        return [`${property} must not be set, ${reason}, got: ${told}`];
      }
      if (!key.startsWith('iceberg.')) {
        return [`${property} must be a key of the sink, iceberg...., got: ${value}`];
      }
      return Object.hasOwn(config, key)
        ? [`${property} must not be set, for the connector has a value of its own there, got: ${value}`]
        : [];
    }),
    ...Object.entries(writeProperties)
      .filter(([key]) => !key.startsWith('write.'))
      .map(([key, value]) => `\`${at}.writeProperties.${key}\` must begin with write., got: ${value}`),
    ...Object.entries(writeProperties)
      .filter(([key, value]) => key === 'write.format.default' && value.toLowerCase() === 'orc')
      .map(
        ([key, value]) =>
          `\`${at}.writeProperties.${key}\` must not be orc, for the sink's plugin is without its writer, got: ${value}`,
      ),
  ];
}

function intervalProblems(at: string, { commitIntervalMs, flushIntervalMs }: IcebergTablesInputs): string[] {
  return [
    ...(Number.isInteger(commitIntervalMs) && commitIntervalMs >= MIN_COMMIT_INTERVAL_MS
      ? []
      : [
          `\`${at}.commitIntervalMs\` must be a whole number of at least ${MIN_COMMIT_INTERVAL_MS}, got: ${commitIntervalMs}`,
        ]),
    ...(Number.isInteger(flushIntervalMs) && flushIntervalMs >= 1 && flushIntervalMs < COMMIT_TIMEOUT_MS
      ? []
      : [
          `\`${at}.flushIntervalMs\` must be a whole number below ${COMMIT_TIMEOUT_MS}, when the sink no longer waits for a task that reads nothing, got: ${flushIntervalMs}`,
        ]),
  ];
}
