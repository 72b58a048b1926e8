import type { CatalogEntry, EntryName } from '../../local/proofs/tables/catalog-entries';

/** Entries of a catalog, by `<database>.<table>`. */
export class EntriesInMemory {
  readonly entries = new Map<string, CatalogEntry>();

  readonly find = async (name: EntryName): Promise<CatalogEntry | undefined> => this.entries.get(keyOf(name));

  readonly create = async (name: EntryName, entry: CatalogEntry): Promise<void> => {
    if (this.entries.has(keyOf(name))) throw new Error(`${keyOf(name)} is there`);
    this.entries.set(keyOf(name), entry);
  };

  readonly change = async (name: EntryName, entry: CatalogEntry): Promise<void> => {
    if (!this.entries.has(keyOf(name))) throw new Error(`${keyOf(name)} is not there`);
    this.entries.set(keyOf(name), entry);
  };

  readonly remove = async (name: EntryName): Promise<void> => {
    if (!this.entries.delete(keyOf(name))) throw new Error(`${keyOf(name)} is not there`);
  };
}

/** Objects below the folder of a lake, by their keys. */
export class ObjectsInMemory {
  readonly bodies = new Map<string, string>();

  constructor(private readonly folder: string) {}

  readonly list = async (names: readonly string[]): Promise<string[]> =>
    [...this.bodies.keys()].filter((key) => names.some((name) => key.startsWith(`${this.folder}/${name}/`))).sort();

  readonly read = async (key: string): Promise<string> => {
    const body = this.bodies.get(key);
    if (body === undefined) throw new Error(`${key} is not there`);
    return body;
  };

  readonly write = async (key: string, body: string): Promise<void> => void this.bodies.set(key, body);

  readonly remove = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) this.bodies.delete(key);
  };
}

function keyOf({ database, name }: EntryName): string {
  return `${database}.${name}`;
}
