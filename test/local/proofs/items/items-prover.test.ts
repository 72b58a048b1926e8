import { ProcessHistory } from '../../../../local/processes/process-history';
import type { Item } from '../../../../local/proofs/items/attribute-text';
import { flattenedWith, ItemsProver } from '../../../../local/proofs/items/items-prover';
import { ITEMS_CLAIM, proveItems } from '../../../../local/proofs/items/prove-items';
import type { ItemReader } from '../../../../local/proofs/items/read-items';
import { rowKey } from '../../../../local/proofs/rows';
import type { SourceLog } from '../../../../local/proofs/source-log';
import type { RunningConnector } from '../../../../local/session/running-platform';

const SUBJECT = { pipeline: 'orders-dynamodb', id: 'items', claim: ITEMS_CLAIM };
const item = (id: number, name = 'a'): Item => ({ ID: { N: String(id) }, NAME: { S: name } });

const log = {
  tables: [{ schema: 's', table: 't', topic: 's.t' }],
  readTable: async () => ({
    table: {
      schema: 's',
      table: 't',
      topic: 's.t',
      key: ['ID'],
      columns: ['ID', 'NAME'].map((name) => ({ name, form: name === 'ID' ? 'number' : 'text' })),
    },
    rows: new Map([1, 2].map((id) => [rowKey([String(id)]), [String(id), 'a']])),
  }),
} as unknown as SourceLog;

/** A sink that is given up, so that nobody waits for more than what comes at each look. */
function proverOf(looks: readonly (readonly Item[])[], config: Readonly<Record<string, string>> = {}, logs = [log]) {
  const left = [...looks];
  const now = (): readonly Item[] => left[0] ?? [];
  const read: string[] = [];
  const reader = {
    key: async () => [{ name: 'ID', type: 'N' }],
    count: async () => now().length,
    all: async (table: string) => {
      read.push(table);
      const items = now();
      if (left.length > 1) left.shift();
      return items;
    },
  } as unknown as ItemReader;
  const history = new ProcessHistory();
  history.giveUp('connect', ['the end']);
  const process = { history, endedWith: () => 'SIGKILL', failure: () => new Error('worker ended') };
  const sink = { model: { name: 'sink' }, worker: { process }, config: { topics: 's.t', ...config } };
  return { read, prover: new ItemsProver(sink as unknown as RunningConnector, reader, logs) };
}

test('items that are the rows of their sources are proven', async () => {
  const { prover, read } = proverOf([[item(1), item(2)]]);
  expect(await proveItems(prover, SUBJECT)).toMatchObject({ passed: true, actual: '2 items of 1 tables' });
  expect(read).toEqual(['kafka_s.t']);
});

test('a table that differs is named, with the state of its sink', async () => {
  expect(await proveItems(proverOf([[item(1), item(2, 'b')]]).prover, SUBJECT)).toMatchObject({
    passed: false,
    actual: 'kafka_s.t: 1 items differ; ["2"]: source has NAME="a", item has NAME="b"; worker ended',
  });
  expect((await proveItems(proverOf([[item(1)]]).prover, SUBJECT)).actual).toContain('item has no such row');
});

test('what changes is looked at again', async () => {
  const looks = [
    [item(1), item(2, 'old')],
    [item(1), item(2)],
  ];
  const { prover, read } = proverOf(looks);
  expect(await proveItems(prover, SUBJECT)).toMatchObject({ passed: true });
  expect(read).toHaveLength(2);
});

test('a source that goes on is compared up to where it was, and its newer items with what they are of', async () => {
  let newest = 1;
  const endless = {
    ...log,
    readTable: async () => {
      newest += 1;
      const { table } = await log.readTable(log.tables[0] as never);
      const ids = Array.from({ length: newest }, (_, index) => index + 1);
      return { table, rows: new Map(ids.map((id) => [rowKey([String(id)]), [String(id), 'a']])) };
    },
  } as unknown as SourceLog;
  expect(await proveItems(proverOf([[item(1), item(2)]], {}, [endless]).prover, SUBJECT)).toMatchObject({
    passed: true,
    actual: '2 items of 1 tables',
  });
  newest = 1;
  const wrong = proverOf([[item(1), item(2), item(3, 'b')]], {}, [endless]).prover;
  expect((await proveItems(wrong, SUBJECT)).actual).toContain('["3"]: source has NAME="a", item has NAME="b"');
  newest = 1;
  expect((await proveItems(proverOf([[item(1), item(3)]], {}, [endless]).prover, SUBJECT)).actual).toContain(
    '["2"]: source has ID="2" NAME="a", item has no such row',
  );
});

test('a table has the name that the sink gives it', () => {
  const named = (config: Readonly<Record<string, string>>) => proverOf([], config).prover.table('s.t');
  expect(named({ 'dynamodb.table.name.format': 'dev-${topic}' })).toBe('dev-s.t');
  expect(named({ 'dynamodb.table.name.format': 'dev-${topic}', 'topic.s.t.table': 'own' })).toBe('own');
});

test('a topic that nothing of the run fills is no proof', async () => {
  await expect(proverOf([[]], {}, []).prover.compare()).rejects.toThrow('got: s.t');
});

test('what a transform puts between names of members', () => {
  const type = 'org.apache.kafka.connect.transforms.Flatten$Value';
  expect(flattenedWith({})).toBeUndefined();
  expect(flattenedWith({ transforms: 'x, flat', 'transforms.flat.type': type })).toBe('.');
  expect(flattenedWith({ transforms: 'flat', 'transforms.flat.type': type, 'transforms.flat.delimiter': '_' })).toBe(
    '_',
  );
});
