import { LocalRunError } from '../local-run-error';
import type { QueryModel } from '../model/platform';
import type { RunnableJob, RunningPlatform } from '../platform';
import type { QueryResult } from '../servers/local-server';
import { compareBags } from './compare-lists';
import type { Proof } from './proof';
import { queryEngineOf } from './target-tables';

/** Named queries of the walkthrough, as the template names them. */
const COUNT = 'customer_count';
const TOP = 'customer_top_40';

/** A platform that lacks what the proofs of a walkthrough query with. */
export class UpsertShapeError extends LocalRunError {}

/** Whether an environment has the walkthrough's queries. */
export function isAskedFor(queries: readonly QueryModel[]): boolean {
  return [COUNT, TOP].every((name) => queries.some((query) => query.name === name));
}

/** What the walkthrough's table holds, as the two named queries show it. */
export interface Shown {
  readonly count: number;
  /** The table's last rows by key, by column. */
  readonly top: readonly Readonly<Record<string, unknown>>[];
}

/** Runs a pipeline's job and looks at the walkthrough's table, only through what is deployed. */
export class UpsertProver {
  constructor(
    private readonly platform: RunningPlatform,
    readonly job: RunnableJob,
    private readonly walkthrough: string,
  ) {}

  async show(): Promise<Shown> {
    const count = await this.query(COUNT);
    const top = await this.query(TOP);
    return {
      count: Number(count.rows[0]?.[0]),
      top: top.rows.map((row) => Object.fromEntries(top.columns.map((column, i) => [column, row[i]]))),
    };
  }

  /** @param expected rows that must be among the last ones, by column; `absent` keys must not be in the table's end */
  proof(
    id: string,
    claim: string,
    shown: Shown,
    expected: {
      readonly count: number;
      readonly rows: readonly Readonly<Record<string, string | null>>[];
      readonly absent?: readonly number[];
    },
  ): Proof {
    const key = (row: Readonly<Record<string, unknown>>): string => String(row['cust_id']);
    const actual = expected.rows.map((row) => {
      const found = shown.top.find((candidate) => key(candidate) === key(row));
      return found && Object.fromEntries(Object.keys(row).map((column) => [column, asText(found[column])]));
    });
    const revived = (expected.absent ?? []).filter((id) => shown.top.some((row) => key(row) === String(id)));
    const texts = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row ?? 'no row'));
    const { missing, examples } = compareBags(texts(expected.rows), texts(actual));
    return {
      pipeline: this.walkthrough,
      id,
      claim,
      expected: `${expected.count} rows; ${expected.rows.length} rows as changed${revivedText(expected.absent ?? [], 'absent')}`,
      actual: [
        `${shown.count} rows; ${expected.rows.length - missing} rows as changed`,
        ...examples,
        ...(revived.length > 0 ? [`still there: ${revived.join(', ')}`] : []),
      ].join('; '),
      passed: shown.count === expected.count && missing === 0 && revived.length === 0,
    };
  }

  private query(name: string): Promise<QueryResult> {
    const query = this.platform.queries.find((candidate) => candidate.name === name);
    if (query === undefined) throw new UpsertShapeError(`${this.walkthrough} must have a named query ${name}`);
    return queryEngineOf(this.platform).query(query.sql, query.database);
  }
}

function asText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function revivedText(keys: readonly number[], word: string): string {
  return keys.length === 0 ? '' : `; ${keys.join(', ')} ${word}`;
}
