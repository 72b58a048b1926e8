import type { Dataset } from '../../connectors/dataset';
import type { Statement } from '../../lib/warehouse/statement';
import {
  inspectStatements,
  mergeStatement,
  refreshStatement,
  retireStatements,
  schemaStatements,
  tableStatements,
} from '../../lib/warehouse/statements';
import { type WarehouseTable, warehouseTable } from '../../lib/warehouse/warehouse-table';

/** A table with a column of every type, odd names, a column of another name before, one that is gone, and a key of two. */
export const ODD_TABLE: Dataset = {
  source: 'shop',
  schema: 'Shop',
  table: 'Order "Lines"',
  lakeName: 'order_lines',
  keyColumns: ['LINE', 'ORDER_ID'],
  columns: {
    ORDER_ID: 'BIGINT',
    LINE: 'DECIMAL(20,0)',
    op: 'STRING',
    deleted: 'BOOLEAN',
    kafka_offset: { type: 'INT', from: ['unit "price"', "it's"] },
    gone: { type: 'STRING', dropped: true },
    tiny: 'TINYINT',
    small: 'SMALLINT',
    price: 'DECIMAL(10,2)',
    f: 'FLOAT',
    d: 'DOUBLE',
    bytes: 'BINARY',
    day: 'DATE',
    at: 'TIMESTAMP',
  },
  zeroDates: 'null',
  truncate: 'apply',
  epochs: [{ 0: 100 }, { 0: 200, 1: 0 }],
};

export const PLAIN_TABLE: Dataset = {
  source: 'salesdb',
  schema: 'salesdb',
  table: 'CUSTOMER',
  keyColumns: ['CUST_ID'],
  columns: { CUST_ID: 'BIGINT', NAME: 'STRING', MKTSEGMENT: 'STRING' },
};

export function inWarehouse(dataset: Dataset, changes: Partial<WarehouseTable> = {}): WarehouseTable {
  const options = { schema: dataset.source, positions: 'mysql-binlog', autoRefresh: false } as const;
  return { ...warehouseTable(dataset, options), ...changes };
}

/** Every statement that there may be of a table and its schema. */
export function allStatements(table: WarehouseTable): Statement[] {
  const { columns, views } = inspectStatements(table);
  const older = [`${table.table}__stream_0123abcd`];
  return [
    ...schemaStatements({
      schema: table.schema,
      roleArn: 'arn:aws:iam::123456789012:role/warehouse',
      bootstrapServers: 'b-1.example.com:9098,b-2.example.com:9098',
    }),
    columns,
    views,
    ...tableStatements(table, ['order_id bigint'], older),
    ...retireStatements(table, older),
    refreshStatement(table),
    mergeStatement(table),
  ];
}
