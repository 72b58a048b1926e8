import { runStatement, type StatementContext, withParameters } from '../../../../local/kinds/athena/run-statement';
import { STATS, type StatementAnswer, StatementServer } from '../../../support/statement-server';

let server: StatementServer;

async function answering(...answers: StatementAnswer[]): Promise<StatementContext> {
  server = await StatementServer.start(...answers);
  return { url: server.url, catalog: 'awsdatacatalog', schema: 'lake', session: { limit: '10 MB' } };
}

afterEach(() => server.stop());

test('follows the answers to the last one and gathers their rows', async () => {
  const context = await answering(
    { body: `{"nextUri": "$url/v1/statement/queued/1", ${STATS}}` },
    { body: `{"nextUri": "$url/v1/statement/2", "columns": [{"name": "id"}], "data": [["a"]], ${STATS}}` },
    { body: `{"nextUri": "$url/v1/statement/3", "columns": [{"name": "id"}], ${STATS}}` },
    { body: `{"columns": [{"name": "id"}], "data": [["b"], [null]], ${STATS}}` },
  );
  expect(await runStatement('SELECT id FROM t', context)).toEqual({
    columns: ['id'],
    rows: [['a'], ['b'], [null]],
    scannedBytes: 3529n,
  });
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/statement',
    'GET /v1/statement/queued/1',
    'GET /v1/statement/2',
    'GET /v1/statement/3',
  ]);
});

test('values of parameters stand beside the statement, which has none otherwise', () => {
  expect(withParameters('SELECT 1', [])).toBe('SELECT 1');
  expect(withParameters("SELECT * FROM t WHERE a = ? AND b = ? OR c = 'x'", ['1', "'two'"])).toBe(
    "EXECUTE IMMEDIATE 'SELECT * FROM t WHERE a = ? AND b = ? OR c = ''x''' USING 1, 'two'",
  );
});

test('sends the statement as it is, with the session', async () => {
  const context = await answering({ body: `{"columns": [], ${STATS}}` });
  await runStatement('SELECT 1 -- {{x}}\n', context);
  expect(server.requests[0]?.body).toBe('SELECT 1 -- {{x}}\n');
  expect(server.requests[0]?.headers).toMatchObject({
    'x-trino-catalog': 'awsdatacatalog',
    'x-trino-schema': 'lake',
    'x-trino-session': 'limit=10%20MB',
    'x-trino-time-zone': 'UTC',
  });
});

test('gives numbers with every digit, and booleans, as text', async () => {
  const row = '[9007199254740993, 1.0E10, 0.10, true, false, null, "1", [1, true], {"k": 12345678901234567890}]';
  const context = await answering({ body: `{"columns": [{"name": "c"}], "data": [${row}], ${STATS}}` });
  expect((await runStatement('SELECT …', context)).rows).toEqual([
    ['9007199254740993', '1.0E10', '0.10', 'true', 'false', null, '1', ['1', 'true'], { k: '12345678901234567890' }],
  ]);
});

describe('fails', () => {
  test("with the server's message and the statement", async () => {
    const error = '{"message": "line 1:8: no such column", "errorName": "COLUMN_NOT_FOUND"}';
    const context = await answering({ body: `{"error": ${error}, ${STATS}}` });
    await expect(runStatement('SELECT x\nFROM t', context)).rejects.toThrow(
      'the query failed: line 1:8: no such column (COLUMN_NOT_FOUND)\n    SELECT x\n    FROM t',
    );
  });

  test('although rows came before', async () => {
    const context = await answering(
      { body: `{"nextUri": "$url/2", "columns": [{"name": "a"}], "data": [[1]], ${STATS}}` },
      { body: `{"error": {"message": "exceeded the limit", "errorName": "EXCEEDED_SCAN_LIMIT"}, ${STATS}}` },
    );
    await expect(runStatement('SELECT a', context)).rejects.toThrow('exceeded the limit (EXCEEDED_SCAN_LIMIT)');
  });

  test('with what a server says that does not speak the protocol', async () => {
    const context = await answering({ status: 404, body: 'no such page' });
    await expect(runStatement('SELECT 1', context)).rejects.toThrow(
      'the query failed: /v1/statement answers 404: no such page\n    SELECT 1',
    );
  });
});
