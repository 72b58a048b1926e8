import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { queryKeptRun } from '../../../local/kept/query-kept-run';
import { endpointsFile } from '../../../local/report/write-endpoints';
import type { QueryResult } from '../../../local/servers/local-server';
import { STATS, StatementServer } from '../../support/statement-server';

const projectDirectory = mkdtempSync(join(tmpdir(), 'kept-run-'));
let server: StatementServer | undefined;

afterEach(() => {
  server?.stop();
  rmSync(endpointsFile(projectDirectory), { force: true });
});
afterAll(() => rmSync(projectDirectory, { recursive: true }));

const rows = (...values: string[]): { body: string } => ({
  body: `{"columns": [{"name": "c"}], "data": ${JSON.stringify(values.map((value) => [value]))}, ${STATS}}`,
});

function keepRun(...servers: { name: string; port?: number }[]): void {
  const file = endpointsFile(projectDirectory);
  mkdirSync(dirname(file), { recursive: true });
  const list = servers.map((each) => ({ kind: each.name, host: '127.0.0.1', ...each }));
  writeFileSync(file, JSON.stringify({ runId: 'r', environment: 'dev', servers: list }));
}

async function ask(database: string | undefined, ...answers: { body: string }[]): Promise<QueryResult> {
  server = await StatementServer.start(...answers);
  keepRun({ name: 'aws', port: 1 }, { name: 'trino', port: server.port });
  return queryKeptRun({ projectDirectory, sql: 'SELECT c FROM t', database });
}

test('asks the engine of the run, in the only database', async () => {
  expect((await ask(undefined, rows('information_schema', 'lake'), rows('1'))).rows).toEqual([['1']]);
  const [, asked] = server?.requests ?? [];
  expect([asked?.body, asked?.headers['x-trino-schema']]).toEqual(['SELECT c FROM t', 'lake']);
});

test('asks in the database that is named', async () => {
  await ask('other', rows('1'));
  expect(server?.requests.map(({ headers }) => headers['x-trino-schema'])).toEqual(['other']);
});

test('gives the values of the parameters', async () => {
  server = await StatementServer.start(rows('1'));
  keepRun({ name: 'trino', port: server.port });
  await queryKeptRun({ projectDirectory, sql: 'SELECT c FROM t WHERE c = ?', database: 'lake', parameters: ['2'] });
  expect(server.requests[0]?.body).toBe("EXECUTE IMMEDIATE 'SELECT c FROM t WHERE c = ?' USING 2");
});

describe('fails', () => {
  test('when nothing stays up', async () => {
    const query = queryKeptRun({ projectDirectory, sql: 'SELECT 1', database: undefined });
    await expect(query).rejects.toThrow('nothing stays up: start `npm run local -- --keep`');
  });

  test('when the environment has no workgroup', async () => {
    keepRun({ name: 'aws' });
    const query = queryKeptRun({ projectDirectory, sql: 'SELECT 1', database: undefined });
    await expect(query).rejects.toThrow('dev has no workgroup');
  });

  test('when there are several databases and none is named', async () => {
    await expect(ask(undefined, rows('a', 'b', 'information_schema'))).rejects.toThrow(
      '`--database` must be one of a, b, got: none',
    );
  });
});
