import { createHash } from 'node:crypto';
import { name, type SqlValue, type } from '../core/render-sql';
import { type Statement, statement } from './statement';
import { topicsSchema, type WarehouseTable, warehouseNames } from './warehouse-table';

/** Digits of a view's name that tell one version from another. */
const VERSION_DIGITS = 8;

/**
 * The name of the view of a topic. A view of a stream cannot be changed: one that is defined otherwise is another view, which
 * reads the topic from its beginning, so that columns that came to a table are filled from there.
 */
export function viewName(table: WarehouseTable): string {
  const { stream } = warehouseNames(table.table);
  const definition = [streamingView({ ...table, autoRefresh: false }, stream).sql, JSON.stringify(table.columns)];
  const version = createHash('sha256').update(definition.join('\n')).digest('hex').slice(0, VERSION_DIGITS);
  return `${stream}_${version}`;
}

/** The view itself. */
export function streamingView(table: WarehouseTable, view: string): Statement {
  return statement(`${table.schema}.${table.table}`, 'table/100-streaming-view.sql', {
    schema: name(table.schema),
    view: name(view),
    autoRefresh: autoRefresh(table.autoRefresh),
    topics: name(topicsSchema(table.schema)),
    topic: name(table.topic),
  });
}

/** Whether a view follows its topic by itself. */
export function autoRefresh(on: boolean): SqlValue {
  return type(on ? 'AUTO REFRESH YES' : 'AUTO REFRESH NO');
}
