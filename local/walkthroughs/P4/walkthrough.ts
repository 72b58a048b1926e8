import type { AnsweredRow, Walkthrough } from '../walkthrough';

const PRODUCT = 'salesdb.PRODUCT';
const SALES_ORDER = 'salesdb.SALES_ORDER';
/** Of another database, all of whose changes are in one topic. */
const TICKET = 'support.TICKET';

/** Of the sample. */
const SALES_ORDERS = 29_100;

const change = (op: string, list_price: string): AnsweredRow => ({ op, list_price });

const price = (asOf = ''): string => `SELECT list_price FROM salesdb_product ${asOf} WHERE product_id = 2`;

/** Of all rows, in whatever order. */
const CHECKSUM = 'TO_HEX(CHECKSUM(ROW(order_id, site_id, order_date, ship_mode, phone)))';

const lastColumn = (table: string): string => `SELECT column_name AS last FROM information_schema.columns
WHERE table_schema = current_schema AND table_name = '${table}' ORDER BY ordinal_position DESC LIMIT 1`;

/** MySQL → Debezium → Kafka → log of changes in Iceberg → merged state, as `docs/walkthroughs/P4.md` tells it. */
export const walkthrough: Walkthrough = {
  requires: { tables: [PRODUCT, SALES_ORDER], targets: ['log', 'states'], capture: 'salesdb' },
  counts: { tables: 'P4.5' },
  also: [
    { requires: { tables: [TICKET], targets: ['log'], capture: 'support-all' } },
    { requires: { tables: ['orders'], targets: ['log'] }, counts: { iceberg: 'P4.8' } },
  ],
  steps: [
    { play: 'set a price', files: '1-price' },
    { run: 'job' },
    {
      remember: 'snapshot',
      query: { sql: `SELECT MAX_BY(snapshot_id, committed_at) FROM "salesdb_product$snapshots"` },
    },
    { remember: 'moment', query: { sql: 'SELECT CAST(CURRENT_TIMESTAMP AS VARCHAR)' } },
    { play: 'raise the price', files: '2-raise' },
    { play: 'add a column', files: '3-add-column', as: 'admin' },
    {
      prove: 'P4.1',
      claim: 'the log is a table with a row of each event, and says what each of them did',
      asks: [
        {
          query: {
            sql: `SELECT _cdc.envelope_op AS op, list_price FROM salesdb_product
WHERE product_id = 2 AND _cdc.envelope_op <> 'r'`,
            logOf: PRODUCT,
          },
          answers: [change('u', '44.00'), change('u', '1000.00')],
        },
      ],
    },
    {
      recreate: 'delete connectors, and make them anew',
      of: SALES_ORDER,
      meanwhile: [
        "INSERT INTO salesdb.SALES_ORDER (ORDER_ID, SITE_ID, ORDER_DATE, SHIP_MODE) VALUES (99002, 1, '2024-03-04 05:06:07', 'AIR')",
      ],
    },
    { play: 'make a table that nobody declared', files: '4-new-table', as: 'admin', at: TICKET },
    {
      prove: 'P4.4',
      claim: 'changes of all tables come by one topic, each to its own table, which is made for one that is new',
      asks: [
        {
          query: { sql: 'SELECT agent_id, name, _cdc.source AS source FROM support_agent', logOf: TICKET },
          answers: [{ agent_id: '1', name: 'Grace', source: 'support.AGENT' }],
        },
        {
          query: {
            sql: 'SELECT cust_id, ticket_no, subject, priority FROM support_ticket WHERE cust_id = 9001',
            logOf: TICKET,
          },
          answers: [{ cust_id: '9001', ticket_no: '1', subject: 'No bill', priority: '2.50' }],
        },
      ],
    },
    { run: 'job' },
    {
      prove: 'P4.2',
      claim: 'both values are in the log, and in the state the newer one, or the older one as of then',
      asks: [
        {
          query: { named: 'product_log_changes', parameters: ['2'] },
          has: [{ list_price: '44.00' }, { list_price: '1000.00' }],
        },
        { query: { sql: price() }, answers: [{ list_price: '1000.00' }] },
        {
          query: { sql: price('FOR VERSION AS OF {{snapshot}}') },
          answers: [{ list_price: '44.00' }],
        },
        {
          query: { sql: price("FOR TIMESTAMP AS OF TIMESTAMP '{{moment}}'") },
          answers: [{ list_price: '44.00' }],
        },
      ],
    },
    {
      prove: 'P4.3',
      claim: 'a column that the source got comes last, in the log and in the state; rows from before have none',
      asks: [
        { query: { sql: lastColumn('salesdb_sales_order'), logOf: SALES_ORDER }, answers: [{ last: 'phone' }] },
        { query: { sql: lastColumn('salesdb_sales_order') }, answers: [{ last: 'phone' }] },
        {
          query: { sql: 'SELECT order_id, phone FROM salesdb_sales_order WHERE order_id IN (1, 99001)' },
          answers: [
            { order_id: '1', phone: null },
            { order_id: '99001', phone: '+1 555 0100' },
          ],
        },
      ],
    },
    {
      prove: 'P4.6',
      claim: 'connectors that were deleted go on under their names: no snapshot again, and nothing is missing',
      asks: [
        {
          query: {
            sql: `SELECT COUNT_IF(_cdc.envelope_op = 'r') AS snapshot, COUNT_IF(order_id = 99002) AS meanwhile
FROM salesdb_sales_order`,
            logOf: SALES_ORDER,
          },
          answers: [{ snapshot: String(SALES_ORDERS), meanwhile: '1' }],
        },
      ],
    },
    { remember: 'rows', query: { sql: `SELECT ${CHECKSUM} FROM salesdb_sales_order` } },
    { run: 'upkeep' },
    {
      prove: 'P4.7',
      claim: 'the upkeep makes files fewer, and changes no row',
      asks: [
        { fewerFiles: 'tributary_dev_salesdb_state.salesdb_sales_order', atMost: 6 },
        {
          query: { sql: `SELECT ${CHECKSUM} = '{{rows}}' AS same FROM salesdb_sales_order` },
          answers: [{ same: 'true' }],
        },
      ],
    },
  ],
};
