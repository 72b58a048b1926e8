import {
  DEFAULT_BAD_LINES,
  DEFAULT_PARTITIONS,
  DEFAULT_TRUNCATE_POLICY,
  DEFAULT_UNKNOWN_SERVER,
  type Table,
  type TruncatePolicy,
  tableName,
  type UnknownServerPolicy,
} from './dataset';
import { columnProblems, excludedColumnProblems } from './dataset-column';
import { epochProblems } from './epochs';
import { sourcePolicyProblems } from './source-policies';

const TRUNCATE_POLICIES: readonly string[] = ['apply', 'ignore', 'fail'] satisfies TruncatePolicy[];
const UNKNOWN_SERVER_POLICIES: readonly string[] = ['fail', 'follow'] satisfies UnknownServerPolicy[];

/** What a table or schema may be called: what the connector's lists of `schema.table` tell apart. */
const SOURCE_NAME = /^[\p{L}\p{N}_$#@-](?:[\p{L}\p{N}_$#@ -]{0,62}[\p{L}\p{N}_$#@-])?$/u;
const SOURCE_NAME_RULE = 'must be 1 to 64 letters, digits, _, -, $, # or @, and may have blanks between them';

/** What a table of the lake may be called: what every engine takes unquoted, with room for the names of side tables. */
const LAKE_NAME = /^[a-z][a-z0-9_]{0,128}$/;
const LAKE_NAME_RULE = 'a lower-case letter followed by up to 128 lower-case letters, digits or _';

/**
 * Every rule that a table breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param at path of the table, without quotes
 */
export function tableProblems(at: string, table: Table): string[] {
  return [
    ...(['schema', 'table'] as const).flatMap((property) => {
      const problem = sourceNameProblem(table[property]);
      return problem === undefined ? [] : [`\`${at}.${property}\` ${problem}`];
    }),
    ...(table.keyColumns.length > 0
      ? []
      : [`\`${at}.keyColumns\` must name at least one column: without a key no change can be merged, got: []`]),
    ...lakeNameProblems(at, table),
    ...(table.group === undefined || (Number.isInteger(table.group) && table.group >= 1)
      ? []
      : [`\`${at}.group\` must be a whole number of at least 1, got: ${table.group}`]),
    ...topicProblems(at, table),
    ...policyProblems(at, table),
    ...sourcePolicyProblems(at, table),
    ...columnProblems(`${at}.columns`, table.keyColumns, table.columns),
    ...excludedColumnProblems(at, table.excludedColumns ?? [], table.columns),
  ];
}

/** @returns what is wrong with the name of a schema or table, as `rule, got: value`; undefined where it is sound */
export function sourceNameProblem(name: string): string | undefined {
  return SOURCE_NAME.test(name) ? undefined : `${SOURCE_NAME_RULE}, got: ${JSON.stringify(name)}`;
}

function lakeNameProblems(at: string, table: Table): string[] {
  const name = tableName(table);
  if (LAKE_NAME.test(name)) {
    return [];
  }
  return table.lakeName === undefined
    ? [`\`${at}.lakeName\` must be given where schema and table make none (${LAKE_NAME_RULE}), got: ${name}`]
    : [`\`${at}.lakeName\` must be ${LAKE_NAME_RULE}, got: ${name}`];
}

function topicProblems(at: string, dataset: Table): string[] {
  const partitions = dataset.partitions ?? DEFAULT_PARTITIONS;
  return Number.isInteger(partitions) && partitions >= 1
    ? epochProblems(`${at}.epochs`, dataset.epochs ?? [], partitions)
    : [`\`${at}.partitions\` must be a whole number of at least 1, got: ${partitions}`];
}

function policyProblems(at: string, dataset: Table): string[] {
  const truncate = dataset.truncate ?? DEFAULT_TRUNCATE_POLICY;
  const unknownServer = dataset.unknownServer ?? DEFAULT_UNKNOWN_SERVER;
  const badLines = dataset.badLines ?? DEFAULT_BAD_LINES;
  return [
    ...(TRUNCATE_POLICIES.includes(truncate)
      ? []
      : [`\`${at}.truncate\` must be one of ${TRUNCATE_POLICIES.join(', ')}, got: ${truncate}`]),
    ...(UNKNOWN_SERVER_POLICIES.includes(unknownServer)
      ? []
      : [`\`${at}.unknownServer\` must be one of ${UNKNOWN_SERVER_POLICIES.join(', ')}, got: ${unknownServer}`]),
    ...(Number.isSafeInteger(badLines) && badLines >= 0
      ? []
      : [`\`${at}.badLines\` must be a whole number of at least 0, got: ${badLines}`]),
  ];
}
