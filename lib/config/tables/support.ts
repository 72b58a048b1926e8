import type { Table } from '../../../connectors/dataset';

/**
 * Tables of the database `support`, by the keys that captures and pipelines refer to. `npm run tables` adds what is new in
 * the source, and changes nothing that stands here.
 */
export const SUPPORT = {
  ticket: {
    schema: 'support',
    table: 'TICKET',
    keyColumns: ['CUST_ID', 'TICKET_NO'],
    partitions: 2,
    columns: {
      CUST_ID: 'BIGINT',
      TICKET_NO: 'INT',
      SUBJECT: 'STRING',
      BODY: 'STRING',
      PRIORITY: 'DECIMAL(5,2)',
      OPENED_AT: 'TIMESTAMP',
      DUE: 'DATE',
      OPEN: 'BOOLEAN', // TINYINT(1): say TINYINT where it has other numbers than 0 and 1
      RAW: 'BINARY',
      SCORE: 'DOUBLE',
    },
  },
} as const satisfies Record<string, Table>;
