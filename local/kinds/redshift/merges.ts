import { LocalRunError } from '../../local-run-error';
import type { MergesModel, WarehouseTableModel } from '../../model/platform';
import { readMergeSchedule } from '../../model/read-merge-schedules';
import type { QueryResult } from '../../servers/local-server';
import type { MergeCounts, RunningMerges } from '../../session/running-platform';
import type { Session } from '../../session/session';
import type { DataApi, StatementPlace } from './data-api';

/** Tables of a warehouse, and what their schedules do. */
export class WarehouseMerges implements RunningMerges {
  constructor(
    readonly model: MergesModel,
    private readonly api: DataApi,
    /** As templates are now: a schedule may have come or gone. */
    private readonly session: () => Session,
  ) {}

  query(sql: string): Promise<QueryResult> {
    return this.api.query(this.place(), sql);
  }

  async refresh(): Promise<void> {
    for (const table of this.model.tables) await this.refreshTable(table);
  }

  async merge(): Promise<readonly MergeCounts[]> {
    const counts: MergeCounts[] = [];
    for (const table of this.model.tables) counts.push(await this.mergeTable(table));
    return counts;
  }

  private async mergeTable(table: WarehouseTableModel): Promise<MergeCounts> {
    const { templates, resolver, access } = this.session();
    const schedule = readMergeSchedule(templates, resolver, table);
    if (schedule === undefined)
      throw new LocalRunError(`nothing merges ${table.schema}.${table.table}: its pipeline has no schedule`);
    // As Redshift would by itself.
    if (schedule.action === 'executeStatement') await this.refreshTable(table);
    const { columns, rows } = await this.api.call(schedule, access.keyOf(schedule.role));
    const [row] = rows;
    const count = (name: string): number => {
      const value = row?.[columns.indexOf(name)];
      if (value === undefined || value === null)
        throw new LocalRunError(`a merge must tell \`${name}\`, got: ${columns}`);
      return Number(value);
    };
    return {
      records: count('records'),
      upserted: count('upserted'),
      deleted: count('deleted'),
      stale: count('stale'),
      refused: count('refused'),
    };
  }

  private async refreshTable({ schema, table }: WarehouseTableModel): Promise<void> {
    const { rows } = await this.query('SELECT schema_name, name FROM pg_catalog.svv_mv_info');
    for (const [owner, name] of rows.map((row) => row.map(String))) {
      if (owner !== schema || !name?.startsWith(`${table}__stream_`)) continue;
      await this.query(`REFRESH MATERIALIZED VIEW "${schema}"."${name}"`);
    }
  }

  private place(): StatementPlace {
    const [table] = this.model.tables;
    if (table === undefined) throw new LocalRunError(`${this.model.name} has no table`);
    const { resolver } = this.session();
    const text = (property: string): string => resolver.text(table.resource, property);
    return { WorkgroupName: text('WorkgroupName'), Database: text('Database'), SecretArn: text('SecretArn') };
  }
}
