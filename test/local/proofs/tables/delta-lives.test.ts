import { DeltaLives } from '../../../../local/proofs/tables/delta-lives';
import { jobOf, platformOf, ROWS } from '../../../support/lake-in-memory';
import { EntriesInMemory, ObjectsInMemory } from '../../../support/tables-in-memory';

function livesOf() {
  const runs: Readonly<Record<string, string>>[] = [];
  const job = { ...jobOf(), run: async (changed = {}) => void runs.push(changed) };
  const catalog = new EntriesInMemory();
  for (const name of ['shop_orders', 'shop_items']) {
    catalog.entries.set(`lake.${name}`, {
      Parameters: { classification: 'delta' },
      StorageDescriptor: { Location: `s3://b/delta/${name}`, Columns: [] },
    });
  }
  const objects = new ObjectsInMemory('delta');
  const lives = new DeltaLives(
    platformOf(() => ROWS),
    job as never,
    catalog,
    objects,
  );
  return { lives, runs, catalog, objects };
}

test('objects are those of the tables', async () => {
  const { lives, objects } = livesOf();
  await objects.write('delta/shop_orders/1.parquet', '');
  await objects.write('delta/shop_orders__deleted/1.parquet', '');
  await objects.write('delta/other/1.parquet', '');
  expect(await lives.objects()).toEqual(['delta/shop_orders/1.parquet']);
});

test('a replay begins with nothing known, a rebuild with no tables as well', async () => {
  const { lives, runs } = livesOf();
  await lives.replay();
  await lives.rebuild(async () => {});
  expect(runs.map((changed) => Object.keys(changed))).toEqual([
    ['--checkpoints', '--quarantine'],
    ['--checkpoints', '--quarantine', '--lake'],
  ]);
  expect(runs[1]?.['--lake']).toMatch(/^s3:\/\/b\/delta\/shop_orders__rebuild/);
});

test('rebuilt tables have entries as long as they are compared, also where that fails', async () => {
  const { lives, catalog } = livesOf();
  const compare = lives.rebuild(async (pairs) => {
    expect(pairs.map(({ table, rebuilt }) => [table, rebuilt.name])).toEqual([
      ['shop_orders', 'shop_orders_rebuilt'],
      ['shop_items', 'shop_items_rebuilt'],
    ]);
    expect(catalog.entries.get('lake.shop_orders_rebuilt')).toMatchObject({
      Parameters: { classification: 'delta' },
      StorageDescriptor: { Location: expect.stringMatching(/__rebuild0\/shop_orders$/), Columns: [] },
    });
    throw new Error('no answer');
  });
  await expect(compare).rejects.toThrow('no answer');
  expect([...catalog.entries.keys()]).toEqual(['lake.shop_orders', 'lake.shop_items']);
});
