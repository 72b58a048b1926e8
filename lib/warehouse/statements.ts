import { literal, name, type SqlValues, type } from '../core/render-sql';
import { holdsDeclared, redshiftType } from './redshift-type';
import { type Statement, statement } from './statement';
import { autoRefresh, streamingView, viewName } from './streaming-view';
import { tableValues } from './table-values';
import { topicsSchema, type WarehouseSchema, type WarehouseTable, warehouseNames } from './warehouse-table';

/** The schema of tables, and the one whose relations are topics. May run again at any time. */
export function schemaStatements({ schema, roleArn, bootstrapServers }: WarehouseSchema): Statement[] {
  const topics = name(topicsSchema(schema));
  const [role, brokers] = [literal(roleArn), literal(bootstrapServers)];
  return [
    statement(schema, 'schema/010-schema.sql', { schema: name(schema) }),
    statement(schema, 'schema/020-topics.sql', { topics, role, brokers }),
    // What is there already keeps what it was made with.
    statement(schema, 'schema/030-role.sql', { topics, role }),
    statement(schema, 'schema/040-brokers.sql', { topics, brokers }),
  ];
}

/**
 * Everything that a table consists of, in order. May run again at any time: what holds data is made once, and all else anew.
 *
 * @param columnsThere the target's columns, `<name> <type>` as the catalog tells them; none where there is no target yet
 * @param viewsThere names of the views of the topic, of whatever version
 * @throws Error where a column that is there would round what is declared now
 */
export function tableStatements(
  table: WarehouseTable,
  columnsThere: readonly string[],
  viewsThere: readonly string[],
): Statement[] {
  const values = tableValues(table);
  const render = (file: string, own: readonly string[], more: SqlValues = {}): Statement =>
    statement(`${table.schema}.${table.table}`, file, { ...pick(values, own), ...more });
  const there = new Map(columnsThere.map((column) => [column.split(' ', 1)[0], column.slice(column.indexOf(' ') + 1)]));
  for (const { name: column, type: declared } of table.columns) {
    const found = there.get(column);
    if (found !== undefined && !holdsDeclared(declared, found)) {
      throw new Error(
        `\`columns.${column}\` of ${table.schema}.${table.table} must keep the type that its table in the warehouse has, or be of a table that is made anew, got: ${declared} for ${found}`,
      );
    }
  }
  const added = there.size === 0 ? [] : table.columns.filter((column) => !there.has(column.name));
  const view = viewName(table);
  return [
    render('table/010-target.sql', ['schema', 'target', 'columns', 'keys', 'position', 'mergedAt']),
    ...added.map((column) =>
      render('table/020-column.sql', ['schema', 'target'], {
        column: name(column.name),
        type: type(redshiftType(column.type)),
      }),
    ),
    render('table/030-deleted.sql', ['schema', 'deletedTable', 'keys', 'position', 'mergedAt']),
    render('table/040-progress.sql', ['schema', 'progress']),
    render('table/050-servers.sql', ['schema', 'servers']),
    render('table/060-truncates.sql', ['schema', 'truncates']),
    render('table/070-accepted.sql', ['schema', 'accepted']),
    render('table/080-drop-staging.sql', ['schema', 'staging']),
    render('table/090-staging.sql', ['schema', 'staging', 'columns']),
    ...(viewsThere.includes(view) ? [] : [streamingView(table, view)]),
    render('table/110-stream.sql', ['schema', 'stream', 'view']),
    render('table/120-errors.sql', ['schema', 'errors', 'stream', 'topicsText', 'topicText']),
    render('table/130-merge.sql', MERGE_VALUES),
    render('table/140-auto-refresh.sql', ['schema', 'view'], { autoRefresh: autoRefresh(table.autoRefresh) }),
    ...viewsThere
      .filter((other) => other !== view)
      .map((other) => render('table/150-drop-view.sql', ['schema'], { view: name(other) })),
  ];
}

/** What a table that is no longer kept leaves behind costs nothing more; all that it holds stays. */
export function retireStatements(table: WarehouseTable, viewsThere: readonly string[]): Statement[] {
  return viewsThere.map((view) =>
    statement(`${table.schema}.${table.table}`, 'table/140-auto-refresh.sql', {
      schema: name(table.schema),
      view: name(view),
      autoRefresh: autoRefresh(false),
    }),
  );
}

/** Brings records of the topic into its view. */
export function refreshStatement(table: WarehouseTable): Statement {
  return statement(`${table.schema}.${table.table}`, 'manual/refresh.sql', {
    schema: name(table.schema),
    view: name(viewName(table)),
  });
}

/** Brings changes of the view into the table. */
export function mergeStatement(table: WarehouseTable): Statement {
  return statement(`${table.schema}.${table.table}`, 'manual/call.sql', {
    schema: name(table.schema),
    merge: name(warehouseNames(table.table).merge),
  });
}

/** Asks for the columns that the target has, and for the views of the topic. */
export function inspectStatements(table: WarehouseTable): { readonly columns: Statement; readonly views: Statement } {
  const { target, stream } = warehouseNames(table.table);
  const at = `${table.schema}.${table.table}`;
  const schemaText = literal(table.schema);
  return {
    columns: statement(at, 'inspect/columns.sql', { schemaText, targetText: literal(target) }),
    views: statement(at, 'inspect/views.sql', { schemaText, beginText: literal(`${stream}_`) }),
  };
}

/** Whether a view is one of the topic's, of whatever version: another table may have a name that begins so. */
export function isViewOf(table: WarehouseTable, view: string): boolean {
  const { stream } = warehouseNames(table.table);
  return view.startsWith(`${stream}_`) && /^[0-9a-f]+$/.test(view.slice(stream.length + 1));
}

const MERGE_VALUES = [
  'schema',
  'target',
  'stream',
  'errors',
  'staging',
  'deletedTable',
  'progress',
  'servers',
  'truncates',
  'merge',
  'viewText',
  'tableText',
  'columns',
  'keys',
  'others',
  'checks',
  'epochs',
  'server',
  'place',
  'placeLength',
  'position',
  'mergedAt',
  'gaps',
  'stopAtServers',
  'stopAtTruncates',
  'applyTruncates',
];

function pick(values: SqlValues, names: readonly string[]): SqlValues {
  return Object.fromEntries(
    names.map((key) => {
      const value = values[key];
      if (value === undefined) {
        throw new Error(`\`values\` must have ${key}`);
      }
      return [key, value];
    }),
  );
}
