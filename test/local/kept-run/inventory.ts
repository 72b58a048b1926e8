import * as at from '../../support/applied-places';
import { archivedEvents } from '../../support/archived-events';
import { asPagilaAdmin } from '../../support/as-admin';
import type { DevRun } from './dev-run';

const ENTRY =
  "  inventory: { schema: 'public', table: 'inventory', keyColumns: ['inventory_id'], columns: { inventory_id: 'INT', film_id: 'INT' } },";
const OTHER = 'pagila.public.actor';

interface Event {
  readonly op: string;
}

/** A table of PostgreSQL that nobody captures until its entry is added, beside others of the same slot. */
export class Inventory {
  constructor(private readonly dev: DevRun) {}

  /** Adds the entry; what is returned takes it out. */
  add(): () => void {
    return this.dev.project.edit(at.PAGILA_TABLES, '  film: ', `${ENTRY}\n  film: `);
  }

  /** Its rows of before come by a first snapshot only, which no other table's capture begins again for. */
  async expectCaptured(): Promise<void> {
    const { files, pagilaArchive } = this.dev;
    const before = await archivedEvents(files, pagilaArchive, OTHER, 0);
    await asPagilaAdmin(files, 'INSERT INTO inventory (inventory_id, film_id, store_id) VALUES (900001, 1, 1)');
    await asPagilaAdmin(files, "UPDATE actor SET first_name = 'UNDISTURBED' WHERE actor_id = 1");
    expect(await archivedEvents(files, pagilaArchive, 'pagila.public.inventory', 1)).toEqual([
      expect.objectContaining({ op: 'c', after: expect.objectContaining({ inventory_id: 900_001, film_id: 1 }) }),
    ]);
    const events = (await archivedEvents(files, pagilaArchive, OTHER, before.length + 1)) as Event[];
    expect(events.length).toBe(before.length + 1);
    expect(events).toContainEqual(
      expect.objectContaining({
        op: 'u',
        after: expect.objectContaining({ actor_id: 1, first_name: 'UNDISTURBED' }),
      }),
    );
    expect(events.filter(({ op }) => op === 'r')).toHaveLength(200);
  }
}
