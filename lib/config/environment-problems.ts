import { type Dataset, datasetProblems } from '../../connectors/dataset';
import { rowSizeProblems } from '../../connectors/fragments/record-size';
import { statementReadingProblems } from '../../connectors/statement-reading';
import type { EnvironmentConfig, P1Config } from './environment';

const ENVIRONMENT_NAME = /^[a-z][a-z0-9-]{0,19}$/;

/** Every contradiction between the knobs of an environment, as `property rule, got: value` sentences. */
export function environmentProblems(config: EnvironmentConfig): string[] {
  return [
    ...(ENVIRONMENT_NAME.test(config.name)
      ? []
      : [`\`name\` must be a lower-case letter followed by up to 19 letters, digits or -, got: ${config.name}`]),
    ...(config.account === undefined || /^\d{12}$/.test(config.account)
      ? []
      : [`\`account\` must be 12 digits, got: ${config.account}`]),
    ...Object.entries(config.datasets).flatMap(([key, dataset]) => [
      ...datasetProblems(key, dataset),
      ...oneOf(`datasets.${key}.source`, [dataset.source], Object.keys(config.sources)),
    ]),
    ...Object.entries(config.sources).flatMap(([key, { statements }]) =>
      statementReadingProblems(`sources.${key}.statements`, statements ?? []),
    ),
    ...rowSizeProblems('streaming.maxRowSize', config.streaming.maxRowSize.toBytes()),
    ...upsertProblems(config.pipelines.P1, config.datasets),
    ...oneOf('serving.athena.queriedTables', config.serving.athena.queriedTables, config.pipelines.P1.upsert.tables),
  ];
}

function upsertProblems({ archive, upsert }: P1Config, datasets: Readonly<Record<string, Dataset>>): string[] {
  const at = 'pipelines.P1.upsert';
  const known = oneOf(`${at}.tables`, upsert.tables, Object.keys(datasets));
  return [
    ...known,
    // Also where the topics are read: the archive is what a table is made from again.
    ...(known.length > 0 ? [] : oneOf(`${at}.tables`, upsert.tables, archive.tables, 'archived')),
    ...upsert.tables
      .filter((table, index) => upsert.tables.indexOf(table) !== index)
      .map((table) => `\`${at}.tables\` must name each table once, got twice: ${table}`),
    ...(upsert.state === 'on' && upsert.streaming === 'on'
      ? [`\`${at}.streaming\` must be off where \`${at}.state\` is on, for a table has one writer, got: on`]
      : []),
  ];
}

function oneOf(property: string, values: readonly string[], allowed: readonly string[], kind = 'one of'): string[] {
  return values
    .filter((value) => !allowed.includes(value))
    .map(
      (value) =>
        `\`${property}\` must be ${kind === 'one of' ? kind : `${kind}, which are`} ${allowed.join(', ')}, got: ${value}`,
    );
}
