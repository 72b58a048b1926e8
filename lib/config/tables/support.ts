import type { Table } from '../../../connectors/dataset';

/** Tables of the database `support`, by the keys that captures and pipelines refer to. */
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
      IS_OPEN: 'BOOLEAN',
      ATTACHMENT: 'BINARY',
      SCORE: 'DOUBLE',
    },
  },
} as const satisfies Readonly<Record<string, Table>>;
