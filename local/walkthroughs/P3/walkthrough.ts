import type { Walkthrough } from '../walkthrough';

const CUSTOMER = 'salesdb.CUSTOMER';
const SALES_ORDER = 'salesdb.SALES_ORDER';
/** Of another database. */
const TICKET = 'support.TICKET';

/** Of the sample. */
const [CUSTOMERS, SALES_ORDERS, TICKETS] = [8886, 29_000, 200];

/** Those that the walkthrough writes. */
const WRITTEN = `SELECT CAST(c.cust_id AS VARCHAR(20)) AS cust_id, c.name, c.mktsegment
FROM salesdb.customer AS c WHERE c.cust_id BETWEEN 9501 AND 9503`;

/** MySQL → Debezium → Kafka → views of streams → tables of Redshift, as `docs/walkthroughs/P3.md` tells it. */
export const walkthrough: Walkthrough = {
  requires: { tables: [CUSTOMER, SALES_ORDER], targets: ['warehouse'] },
  counts: { rerun: 'P3.4', warehouse: 'P3.6' },
  also: [{ requires: { tables: [TICKET], targets: ['warehouse'] } }],
  steps: [
    { run: 'refresh' },
    {
      prove: 'P3.1',
      claim: 'the view of the stream shows the snapshot that the topic holds',
      asks: [
        {
          warehouse: `SELECT CAST(COUNT(DISTINCT s.kafka_offset) AS VARCHAR(20)) AS read_rows
FROM salesdb.customer__stream AS s WHERE CAST(s.payload.op AS VARCHAR(10)) = 'r'`,
          answers: [{ read_rows: String(CUSTOMERS) }],
        },
      ],
    },
    { run: 'merges' },
    {
      prove: 'P3.2',
      claim: 'the first merge makes tables that are their sources, of two databases',
      asks: [
        { warehouseTable: CUSTOMER, moreThan: CUSTOMERS - 1 },
        { warehouseTable: SALES_ORDER, moreThan: SALES_ORDERS },
        { warehouseTable: TICKET, moreThan: TICKETS },
      ],
    },
    { play: 'insert customers', files: '1-insert' },
    { run: 'merges' },
    { play: 'change customers', files: '2-change' },
    { run: 'merges' },
    {
      prove: 'P3.3',
      claim: 'inserts, updates and deletes arrive with the next merge',
      asks: [
        {
          warehouse: WRITTEN,
          answers: [
            { cust_id: '9501', name: 'Ada, Countess of Lovelace', mktsegment: 'Analytical Engines' },
            { cust_id: '9503', name: 'Edsger', mktsegment: 'Market Segment 3' },
          ],
        },
      ],
    },
    { send: 'send a record that is no JSON', to: TICKET, values: ['{"op": "c", "after": {"CUST_ID": 1'] },
    { play: 'delete customers only', files: '3-delete' },
    { run: 'merges' },
    {
      prove: 'P3.5',
      claim:
        'a record that is no JSON is among the errors and stops nothing, and neither does a batch of deletions only',
      asks: [
        {
          warehouse: `SELECT e.kind, CAST(COUNT(DISTINCT e.kafka_offset) AS VARCHAR(20)) AS records
FROM support.ticket__errors AS e GROUP BY e.kind`,
          answers: [{ kind: 'unparsed', records: '1' }],
        },
        {
          warehouse: WRITTEN,
          answers: [{ cust_id: '9501', name: 'Ada, Countess of Lovelace', mktsegment: 'Analytical Engines' }],
        },
        { warehouseTable: TICKET, moreThan: TICKETS },
      ],
    },
  ],
};
