import { isOfWarehouse, readMergeSchedule } from '../../../local/model/read-merge-schedules';
import { readMerges } from '../../../local/model/read-merges';
import { isOfRefresh } from '../../../local/model/read-refreshes';
import { environment } from '../../support/platform';
import { readSynthesized } from '../../support/synthesized-templates';

const { model, templates } = readSynthesized(environment('dev'));

test('tables of a warehouse are those of a pipeline, with who makes, merges and reads them', () => {
  expect(
    model.merges.map(({ name, topics, tables, roles }) => ({
      name,
      topics,
      tables: tables.map(({ schema, table, keyColumns }) => [schema, table, ...keyColumns]),
      roles: Object.values(roles).map((role) => role?.replace(/[0-9A-F]{8}$/, '')),
    })),
  ).toEqual([
    {
      name: 'salesdb-redshift',
      topics: ['salesdb.salesdb.CUSTOMER', 'salesdb.salesdb.SALES_ORDER'],
      tables: [
        ['salesdb', 'customer', 'cust_id'],
        ['salesdb', 'sales_order', 'order_id'],
      ],
      roles: [
        'Tributary-dev-Pipeline-salesdb-redshift-ObjectsHandlerServiceRole',
        'Tributary-dev-Pipeline-salesdb-redshift-MergesRole',
        'Tributary-dev-Warehouse-WarehouseRole',
      ],
    },
    {
      name: 'support-redshift',
      topics: ['support.support.TICKET'],
      tables: [['support', 'ticket', 'cust_id', 'ticket_no']],
      roles: [
        'Tributary-dev-Pipeline-support-redshift-ObjectsHandlerServiceRole',
        'Tributary-dev-Pipeline-support-redshift-MergesRole',
        'Tributary-dev-Warehouse-WarehouseRole',
      ],
    },
  ]);
});

test('a schedule that has statements run is told from one that calls a function', () => {
  const schedules = templates.stacks.flatMap((stack) =>
    [...stack.resources.values()].filter(({ type }) => type === 'AWS::Scheduler::Schedule'),
  );
  expect(schedules.filter(isOfWarehouse)).toHaveLength(3);
  expect(schedules.filter(isOfRefresh)).toHaveLength(1);
  expect(schedules.length).toBeGreaterThan(4);
  expect(model.checks.length).toBe(schedules.length - 4);
});

test('each table has the schedule that calls its own merge', () => {
  const resolver = {
    property: () => undefined,
    text: (resource: { logicalId: string }, path: string) => texts(resource, path),
  };
  const texts = ({ logicalId }: { logicalId: string }, path: string): string => {
    if (path === 'Target.Arn') return 'arn:aws:scheduler:::aws-sdk:redshiftdata:batchExecuteStatement';
    const table = logicalId.includes('salesorder')
      ? 'sales_order'
      : logicalId.includes('ticket')
        ? 'ticket'
        : 'customer';
    const schema = table === 'ticket' ? 'support' : 'salesdb';
    return JSON.stringify({ Sqls: ['REFRESH', `CALL "${schema}"."${table}__merge"(0)`] });
  };
  const found = model.merges.flatMap(({ tables }) =>
    tables.map((table) =>
      readMergeSchedule(templates, resolver as never, table)?.resource.logicalId.replace(/[0-9A-F]{8}$/, ''),
    ),
  );
  expect(found).toEqual(['MergesTablecustomer', 'MergesTablesalesorder', 'MergesTableticket']);
});

test('an environment without a warehouse has none', () => {
  expect(readMerges({ ...templates, stacks: [] }, {} as never)).toEqual([]);
});
