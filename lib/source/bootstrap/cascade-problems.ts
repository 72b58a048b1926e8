import { DEFAULT_FOREIGN_KEY_CASCADES } from '../../../connectors/source-policies';
import type { CapturedTable } from './bootstrap-request';

/** A foreign key of a table, by which InnoDB may change its rows. */
export interface CascadeRow {
  readonly constraintName: string;
  /** Such as `CASCADE`, `SET NULL` or `NO ACTION`. */
  readonly deleteRule: string;
  readonly updateRule: string;
}

/** Rules that change nothing but refuse. */
const HARMLESS: readonly string[] = ['NO ACTION', 'RESTRICT'];

/** Foreign keys of a captured table that nobody acknowledged, as `property rule, got: value` sentences. */
export function cascadeProblems(table: CapturedTable, rows: readonly CascadeRow[]): string[] {
  const policy = table.foreignKeyCascades ?? DEFAULT_FOREIGN_KEY_CASCADES;
  return policy === 'acknowledged'
    ? []
    : rows.flatMap(({ constraintName, deleteRule, updateRule }) => {
        const rules = [
          ...(HARMLESS.includes(deleteRule) ? [] : [`ON DELETE ${deleteRule}`]),
          ...(HARMLESS.includes(updateRule) ? [] : [`ON UPDATE ${updateRule}`]),
        ];
        return rules.length === 0
          ? []
          : [
              `\`foreignKeyCascades\` of ${table.schema}.${table.table} must be acknowledged where its rows change by a foreign key, which no log tells of, got: ${policy} with ${constraintName} ${rules.join(' ')}`,
            ];
      });
}
