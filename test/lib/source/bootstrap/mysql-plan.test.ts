import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MYSQL, renderSql } from '../../../../lib/core/render-sql';
import type { BootstrapRequest } from '../../../../lib/source/bootstrap/bootstrap-request';
import { planMysql } from '../../../../lib/source/bootstrap/mysql-plan';
import { sampleFiles, sampleFolder, sampleNames } from '../../../../lib/source/samples';

const FOLDER = join(__dirname, '../../../../lib/source/bootstrap/mysql');
const SAMPLE = sampleFiles('salesdb').map((file) => relative(FOLDER, file));
const CDC = { username: 'cdc', password: 'secret-1' };
const APP = { username: 'app', password: 'secret-2' };
const REQUEST: BootstrapRequest = {
  whenTablesMissing: 'fail',
  dialect: 'mysql',
  hostname: 'db.example',
  port: '3306',
  database: 'salesdb',
  adminSecretArn: 'arn:admin',
  cdcSecretArn: 'arn:cdc',
  binlogRetentionHours: 72,
  capturedTables: [
    { schema: 'salesdb', table: 'CUSTOMER', keyColumns: ['CUST_ID'], columns: {} },
    { schema: 'salesdb', table: 'SALES_ORDER', keyColumns: ['ORDER_ID'], columns: {} },
  ],
};

const WHOLE: BootstrapRequest = { ...REQUEST, undeclaredTables: [{ schema: 'sales db', except: [] }] };

function statements(app?: typeof APP, request = REQUEST): string[] {
  const plan = planMysql(request, SAMPLE, { cdc: CDC, app });
  return [...plan.schema, ...plan.access].map(({ file, values }) =>
    renderSql(readFileSync(join(FOLDER, file), 'utf8'), values, MYSQL),
  );
}

test('without a sample: database, CDC user, a grant per captured table, heartbeat, retention', () => {
  const plan = planMysql(REQUEST, SAMPLE, { cdc: CDC });
  expect(plan.schema.map((step) => step.file)).toEqual(['010-database.sql']);
  expect(plan.access.map((step) => step.file)).toEqual([
    '100-user.sql',
    '110-user-password.sql',
    '120-replication-grant.sql',
    '130-lock-grant.sql',
    '140-select-grant.sql',
    '140-select-grant.sql',
    '150-heartbeat-table.sql',
    '160-heartbeat-row.sql',
    '170-heartbeat-grant.sql',
    '180-binlog-retention.sql',
  ]);
});

test('with a sample: its tables before their rows, in order of their numbers, and a user that writes', () => {
  const plan = planMysql(REQUEST, [...SAMPLE].reverse(), { cdc: CDC, app: APP });
  expect(plan.schema.map((step) => step.file)).toEqual(['010-database.sql', '020-use.sql', ...[...SAMPLE].sort()]);
  expect(plan.access.slice(-3).map((step) => step.file)).toEqual([
    '100-user.sql',
    '110-user-password.sql',
    '190-sample-grant.sql',
  ]);
});

test('every statement renders, for every placeholder has its value and every value its placeholder', () => {
  expect(statements(APP)).toContainEqual("GRANT SELECT ON `salesdb`.`SALES_ORDER` TO 'cdc'@'%'\n");
});

test('where undeclared tables are captured, all of their schema may be read', () => {
  expect(statements(APP, WHOLE)).toContainEqual("GRANT SELECT ON `sales db`.* TO 'cdc'@'%'\n");
});

test('every SQL file is part of the plan', () => {
  const plan = planMysql(WHOLE, SAMPLE, { cdc: CDC, app: APP });
  const planned = new Set([...plan.schema, ...plan.access].map((step) => step.file));
  const files = readdirSync(FOLDER, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1))
    .filter((file) => !file.startsWith('checks/'));
  expect(files.filter((file) => !planned.has(file))).toEqual([]);
});

test('every file is named by a number and holds one statement', () => {
  for (const statement of statements(APP)) {
    expect(statement.replaceAll(/'[^']*'|^--.*$/gm, '')).not.toContain(';');
  }
  const files = sampleNames().flatMap((name) => readdirSync(sampleFolder(name)));
  expect(files.filter((file) => !/^\d{3}-[a-z-]+\.sql$/.test(file))).toEqual([]);
});

test('rows only ever go into an empty table, and never by chance', () => {
  const fills = statements(APP).filter((sql) => sql.includes('WITH\ndigit'));
  expect(fills).toHaveLength(7);
  for (const sql of fills) {
    expect(sql).toMatch(/AND NOT EXISTS \(SELECT 1 FROM [A-Z_]+\)\n$/);
    expect(sql).not.toMatch(/RAND|NOW|CURRENT|UUID/);
  }
});
