import { decimalType } from '../../connectors/column-type';
import { POSITION_COLUMN } from '../../connectors/dataset';
import { flag, fragment, integer, list, literal, name, type SqlValue, type SqlValues, type } from '../core/render-sql';
import type { PositionFormat } from '../source/source-engine';
import { redshiftType } from './redshift-type';
import { sqlFile } from './statement';
import { viewName } from './streaming-view';
import { topicsSchema, type WarehouseColumn, type WarehouseTable, warehouseNames } from './warehouse-table';

/** Of a table's columns that the source has not: when a row was merged last. */
export const MERGED_AT_COLUMN = '__merged_at';
/** Characters of a position before the record's offset, its separator aside: the change's place in the log. */
const PLACE_LENGTH: Readonly<Record<PositionFormat, number>> = {
  'mysql-binlog': 4 + 1 + 10 + 1 + 20 + 1 + 10,
  'postgres-lsn': 4 + 1 + 20,
};

/** A value for each placeholder of the statements of a table. */
export function tableValues(table: WarehouseTable): SqlValues {
  const names = warehouseNames(table.table);
  const view = viewName(table);
  const columns = table.columns.map((column) => columnValues(table, column));
  const isKey = (column: WarehouseColumn): boolean => table.keyColumns.includes(column.name);
  const schema = name(table.schema);
  const viewText = literal(view);
  return {
    ...Object.fromEntries(Object.entries(names).map(([key, each]) => [key, name(each)])),
    schema,
    view: name(view),
    viewText,
    tableText: literal(`${table.schema}.${table.table}`),
    topicsText: literal(topicsSchema(table.schema)),
    topicText: literal(table.topic),
    position: name(POSITION_COLUMN),
    mergedAt: name(MERGED_AT_COLUMN),
    columns: list(columns),
    // In key order, which need not be that of the columns.
    keys: list(table.keyColumns.flatMap((key) => columns.filter((_, index) => table.columns[index]?.name === key))),
    // A column that the source lost keeps what it has.
    others: list(
      columns.filter((_, index) => {
        const column = table.columns[index];
        return column !== undefined && !isKey(column) && column.sources.length > 0;
      }),
    ),
    checks: list(table.columns.flatMap(columnChecks)),
    epochs: list(epochs(table)),
    server: fragment(sqlFile(`values/${table.positions}/server.sql`)),
    place: fragment(sqlFile(`values/${table.positions}/place.sql`)),
    placeLength: integer(PLACE_LENGTH[table.positions]),
    gaps: fragment(sqlFile('table/gaps.sql'), {
      schema,
      viewText,
      staging: name(names.staging),
      progress: name(names.progress),
      accepted: name(names.accepted),
    }),
    stopAtServers: flag(table.unknownServer === 'fail'),
    stopAtTruncates: flag(table.truncate === 'fail'),
    applyTruncates: flag(table.truncate === 'apply'),
  };
}

function columnValues(table: WarehouseTable, column: WarehouseColumn): SqlValues {
  const key = table.keyColumns.includes(column.name);
  const spelled = redshiftType(column.type);
  return {
    column: name(column.name),
    staged: name(staged(column)),
    type: type(spelled),
    required: flag(key),
    isText: flag(column.type === 'STRING'),
    text: sourceText(column, key),
    value: value(table, column),
  };
}

/** Whatever the table calls a column, staging has names of its own beside it. */
function staged({ name: column }: WarehouseColumn): string {
  return `c_${column}`;
}

/** The value as text, as an event has it. Only of a key a deletion tells what the row was. */
function sourceText({ sources }: WarehouseColumn, key: boolean): SqlValue {
  const images = key ? ['after', 'before'] : ['after'];
  const texts = images.flatMap((image) =>
    sources.map((source) => ({
      text: fragment(sqlFile('values/text.sql'), { image: name(image), source: name(source) }),
    })),
  );
  return texts.length === 0
    ? fragment('CAST(NULL AS VARCHAR(10))')
    : fragment('COALESCE({{#texts}}{{text}}{{/texts|, }})', { texts: list(texts) });
}

function value({ zeroDates }: WarehouseTable, column: WarehouseColumn): SqlValue {
  const file = valueFile(column);
  const values = { staged: name(staged(column)) };
  const typed = file === 'plain.sql' ? { ...values, type: type(redshiftType(column.type)) } : values;
  const own = fragment(sqlFile(`values/${file}`), typed);
  const isTime = column.type === 'DATE' || column.type === 'TIMESTAMP';
  return isTime && zeroDates === 'null' ? fragment(sqlFile('values/zero-date.sql'), { ...values, value: own }) : own;
}

function valueFile({ type: declared }: WarehouseColumn): string {
  switch (declared) {
    case 'BOOLEAN':
      return 'boolean.sql';
    case 'BINARY':
      return 'binary.sql';
    case 'DATE':
      return 'date.sql';
    case 'TIMESTAMP':
      return 'timestamp.sql';
    default:
      return 'plain.sql';
  }
}

/** Types beside decimals whose casts take more than the type holds; each has a file of its own. */
const LOSSY: readonly string[] = ['BOOLEAN', 'DATE', 'TIMESTAMP'];

/** What a cast would change without a word. */
function columnChecks(column: WarehouseColumn): SqlValues[] {
  const values = { staged: name(staged(column)) };
  const message = literal(`${column.name} must be a ${column.type}`);
  const decimal = decimalType(column.type);
  if (decimal !== undefined) {
    return [{ check: fragment(sqlFile('checks/decimal.sql'), { ...values, scale: integer(decimal.scale) }), message }];
  }
  return LOSSY.includes(column.type)
    ? [{ check: fragment(sqlFile(`checks/${column.type.toLowerCase()}.sql`), values), message }]
    : [];
}

/** The latest first, for the first that is reached counts. */
function epochs({ epochs: begins }: WarehouseTable): SqlValues[] {
  return begins
    .flatMap((begin, index) =>
      Object.entries(begin).map(([partition, offset]) => ({
        partition: integer(Number(partition)),
        offset: integer(offset),
        epoch: integer(index + 1),
      })),
    )
    .reverse();
}
