import { sourcePolicyProblems } from '../../connectors/source-policies';
import type { CapturedTable } from './bootstrap/bootstrap-request';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

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
      ...[schema, table, ...keyColumns]
        .filter((part) => !IDENTIFIER.test(part))
        .map((part) => `${at}\` must be made of plain identifiers, got: ${part}`),
      ...(keyColumns.length > 0 ? [] : [`${at}.keyColumns\` must name at least one column, got: [] for ${name}`]),
      ...sourcePolicyProblems(`capturedTables[${index}]`, captured),
      ...(names.indexOf(name) === index ? [] : [`${at}\` must be named once, got: ${name} twice`]),
    ];
  });
}
