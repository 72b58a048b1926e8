import { IcebergLives } from '../../../../local/proofs/tables/iceberg-lives';
import type { TablePair } from '../../../../local/proofs/tables/table-lives';
import { jobOf, platformOf, ROWS } from '../../../support/lake-in-memory';
import { EntriesInMemory, ObjectsInMemory } from '../../../support/tables-in-memory';

const FOLDER = 'iceberg/state.db';
const DATABASE = 'state';
/** More digits than a number of JavaScript has. */
const METADATA = '{"current-snapshot-id":8744736658442914487,"properties":{"cdc.log-snapshot":"42","cdc.state":"{}"}}';

function entryOf(table: string, file: string) {
  return {
    TableType: 'EXTERNAL_TABLE',
    Parameters: { metadata_location: `s3://b/${FOLDER}/${table}/metadata/${file}` },
  };
}

/** @param run what the job does with catalog and objects */
function livesOf(run: (catalog: EntriesInMemory, objects: ObjectsInMemory) => Promise<void> = async () => {}) {
  const catalog = new EntriesInMemory();
  const objects = new ObjectsInMemory(FOLDER);
  for (const table of ['shop_orders', 'shop_items']) {
    catalog.entries.set(`${DATABASE}.${table}`, entryOf(table, '00003-a.metadata.json'));
    objects.bodies.set(`${FOLDER}/${table}/metadata/00003-a.metadata.json`, METADATA);
    objects.bodies.set(`${FOLDER}/${table}/data/1.parquet`, 'rows');
    objects.bodies.set(`${FOLDER}/${table}__progress/progress.json`, `{"of":"${table}"}`);
  }
  catalog.entries.set(`${DATABASE}.shop_orders__deleted`, entryOf('shop_orders__deleted', '00001-a.metadata.json'));
  objects.bodies.set(`${FOLDER}/shop_orders__deleted/data/1.parquet`, 'keys');
  const template = jobOf();
  const job = {
    ...template,
    defaultArguments: { ...template.defaultArguments, '--database': DATABASE },
    run: () => run(catalog, objects),
  };
  const lives = new IcebergLives(
    platformOf(() => ROWS),
    job as never,
    catalog,
    objects,
  );
  const state = () => [Object.fromEntries(catalog.entries), Object.fromEntries(objects.bodies)];
  return { lives, catalog, objects, state };
}

test('objects are those of the tables and of their deleted keys', async () => {
  expect(await livesOf().lives.objects()).toEqual([
    `${FOLDER}/shop_items/data/1.parquet`,
    `${FOLDER}/shop_items/metadata/00003-a.metadata.json`,
    `${FOLDER}/shop_orders/data/1.parquet`,
    `${FOLDER}/shop_orders/metadata/00003-a.metadata.json`,
    `${FOLDER}/shop_orders__deleted/data/1.parquet`,
  ]);
});

describe('a replay', () => {
  test('has tables that came nowhere in their log; afterwards all is as it was', async () => {
    const told: unknown[] = [];
    const { lives, state } = livesOf(async (catalog, objects) => {
      const location = catalog.entries.get('state.shop_orders')?.Parameters?.['metadata_location'] ?? '';
      told.push(objects.bodies.get(location.replace('s3://b/', '')));
      // As the job does when it has seen everything again.
      await objects.write(`${FOLDER}/shop_orders/metadata/00004-b.metadata.json`, METADATA);
      await catalog.change(
        { database: DATABASE, name: 'shop_orders' },
        entryOf('shop_orders', '00004-b.metadata.json'),
      );
    });
    const before = state();
    await lives.replay();
    expect(told).toEqual(['{"current-snapshot-id":8744736658442914487,"properties":{"cdc.state":"{}"}}']);
    expect(state()).toEqual(before);
  });

  test('leaves what else the job wrote, where it is found', async () => {
    const key = `${FOLDER}/shop_items/data/2.parquet`;
    const { lives } = livesOf((_, objects) => objects.write(key, 'rows again'));
    await lives.replay();
    expect(await lives.objects()).toContain(key);
  });

  test('is none of a table that does not say how far it came', async () => {
    const { lives, objects } = livesOf();
    objects.bodies.set(`${FOLDER}/shop_items/metadata/00003-a.metadata.json`, '{"properties":{}}');
    await expect(lives.replay()).rejects.toThrow('shop_items: the table must have property cdc.log-snapshot, got none');
  });
});

describe('a rebuild', () => {
  test('has a job that finds no tables; those that were are there by other names until all is as it was', async () => {
    const found: string[][] = [];
    const { lives, state, catalog } = livesOf(async (entries, objects) => {
      found.push([...entries.entries.keys()].sort(), await objects.list(['shop_orders__progress']));
      await entries.create(
        { database: DATABASE, name: 'shop_orders' },
        entryOf('shop_orders', '00000-c.metadata.json'),
      );
      await objects.write(`${FOLDER}/shop_orders/data/3.parquet`, 'rows');
      await objects.write(`${FOLDER}/shop_orders__progress/progress.json`, 'another');
    });
    const before = state();
    const compared: TablePair[] = [];
    await lives.rebuild(async (pairs) => {
      compared.push(...pairs);
      expect(catalog.entries.get('state.shop_orders__kept')).toEqual(entryOf('shop_orders', '00003-a.metadata.json'));
    });
    expect(found).toEqual([
      ['state.shop_items__kept', 'state.shop_orders__deleted__kept', 'state.shop_orders__kept'],
      [],
    ]);
    expect(compared.map(({ table, kept, rebuilt }) => [table, kept.name, rebuilt.name])).toEqual([
      ['shop_orders', 'shop_orders__kept', 'shop_orders'],
      ['shop_items', 'shop_items__kept', 'shop_items'],
    ]);
    expect(state()).toEqual(before);
  });

  test('puts all back where the job fails', async () => {
    const { lives, state } = livesOf(async () => {
      throw new Error('no memory');
    });
    const before = state();
    await expect(lives.rebuild(async () => {})).rejects.toThrow('no memory');
    expect(state()).toEqual(before);
  });
});
