import { COLUMN_NAME } from '../../connectors/dataset-column';
import { sourcePolicyProblems } from '../../connectors/source-policies';
import { sourceNameProblem } from '../../connectors/table-problems';
import type { CapturedTable } from './bootstrap/bootstrap-request';

/** Every rule that captured tables break, as `property rule, got: value` sentences; empty when they are sound. */
export function capturedTableProblems(capturedTables: readonly CapturedTable[]): string[] {
  if (capturedTables.length === 0) {
    return ['`capturedTables` must name at least one table, got: []'];
  }
  const names = capturedTables.map(({ schema, table }) => `${schema}.${table}`);
  return capturedTables.flatMap((captured, index) => {
    const { schema, table, keyColumns } = captured;
    const name = `${schema}.${table}`;
    const at = `\`capturedTables[${index}]`;
    return [
      ...[schema, table].flatMap((part) => {
        const problem = sourceNameProblem(part);
        return problem === undefined ? [] : [`${at}\` ${problem}`];
      }),
      ...keyColumns
        .filter((part) => !COLUMN_NAME.test(part))
        .map((part) => `${at}\` must have plain identifiers in \`keyColumns\`, got: ${part}`),
      ...(keyColumns.length > 0 ? [] : [`${at}.keyColumns\` must name at least one column, got: [] for ${name}`]),
      ...sourcePolicyProblems(`capturedTables[${index}]`, captured),
      ...(names.indexOf(name) === index ? [] : [`${at}\` must be named once, got: ${name} twice`]),
    ];
  });
}
