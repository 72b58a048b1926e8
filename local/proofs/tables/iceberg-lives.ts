import { parse, stringify } from 'lossless-json';

import { LocalRunError } from '../../local-run-error';
import type { RunnableJob, RunningPlatform } from '../../session/running-platform';
import { CatalogEntries, type CatalogEntry, type EntryName } from './catalog-entries';
import { LakeObjects } from './lake-objects';
import type { TableLives, TablePair } from './table-lives';
import { type TargetTable, targetTables } from './target-tables';

/** Property of a table that says how far it came in its log; its job has it. */
const MERGED = 'cdc.log-snapshot';
/** What Iceberg has the place of a table's newest metadata in. */
const METADATA = 'metadata_location';
/** Of commits, those included that change no row. */
const METADATA_FILE = '.metadata.json';
const KEPT = '__kept';
const DELETIONS = '__deleted';
const PROGRESS = '__progress';

/**
 * Iceberg tables are where the catalog says: for a second life they go by other names meanwhile, and the job, which finds none,
 * makes them anew with nothing but the rights that it has. Afterwards all is as it was, the history of each table included.
 */
export class IcebergLives implements TableLives {
  private readonly tables: readonly TargetTable[];

  constructor(
    platform: RunningPlatform,
    private readonly job: RunnableJob,
    private readonly entries: Pick<CatalogEntries, 'find' | 'create' | 'change' | 'remove'> = new CatalogEntries(
      platform.awsClient,
    ),
    private readonly lake: Pick<LakeObjects, 'list' | 'read' | 'write' | 'remove'> = new LakeObjects(
      platform.awsClient,
      job,
    ),
  ) {
    this.tables = targetTables(platform, job);
  }

  objects(): Promise<string[]> {
    return this.lake.list(this.names(['', DELETIONS]));
  }

  async replay(): Promise<void> {
    const before = await this.objects();
    const known = await this.known(this.tables);
    try {
      for (const [name, entry] of known) await this.entries.change(name, await this.unmerged(name, entry));
      await this.job.run();
    } finally {
      for (const [name, entry] of known) await this.entries.change(name, entry);
      const added = (await this.objects()).filter((key) => !before.includes(key));
      await this.lake.remove(added.filter((key) => key.endsWith(METADATA_FILE)));
    }
  }

  async rebuild<T>(compare: (pairs: readonly TablePair[]) => Promise<T>): Promise<T> {
    const before = await this.objects();
    const known = await this.known(this.tables.flatMap((table) => [table, beside(table, DELETIONS)]));
    const pairs = this.tables.map((table) => ({
      table: table.name,
      kept: { ...table, ...beside(table, KEPT) },
      rebuilt: table,
    }));
    const progress = await this.progress();
    try {
      for (const [name, entry] of known) {
        await this.entries.create(beside(name, KEPT), entry);
        await this.entries.remove(name);
      }
      await this.lake.remove([...progress.keys()]);
      await this.job.run();
      return await compare(pairs);
    } finally {
      for (const [name, entry] of known) {
        await this.removeIfThere(name);
        await this.entries.create(name, entry);
        await this.removeIfThere(beside(name, KEPT));
      }
      await this.lake.remove((await this.objects()).filter((key) => !before.includes(key)));
      for (const [key, body] of progress) await this.lake.write(key, body);
    }
  }

  private names(suffixes: readonly string[]): string[] {
    return this.tables.flatMap(({ name }) => suffixes.map((suffix) => `${name}${suffix}`));
  }

  /** Entries of those tables that are there. */
  private async known(names: readonly EntryName[]): Promise<Map<EntryName, CatalogEntry>> {
    const known = new Map<EntryName, CatalogEntry>();
    for (const name of names) {
      const entry = await this.entries.find(name);
      if (entry !== undefined) known.set(name, entry);
    }
    return known;
  }

  /** An entry of the same table that came nowhere in its log. */
  private async unmerged({ name }: EntryName, entry: CatalogEntry): Promise<CatalogEntry> {
    const location = entry.Parameters?.[METADATA];
    if (location === undefined) throw new LocalRunError(`${name}: an Iceberg table must have ${METADATA}, got none`);
    const key = new URL(location).pathname.slice(1);
    const { properties, ...rest } = parse(await this.lake.read(key)) as { readonly properties: Record<string, string> };
    const { [MERGED]: merged, ...others } = properties;
    if (merged === undefined) throw new LocalRunError(`${name}: the table must have property ${MERGED}, got none`);
    const suffix = `-replay${METADATA_FILE}`;
    await this.lake.write(key.replace(METADATA_FILE, suffix), String(stringify({ ...rest, properties: others })));
    return { ...entry, Parameters: { ...entry.Parameters, [METADATA]: location.replace(METADATA_FILE, suffix) } };
  }

  private async progress(): Promise<Map<string, string>> {
    const bodies = new Map<string, string>();
    for (const key of await this.lake.list(this.names([PROGRESS]))) bodies.set(key, await this.lake.read(key));
    return bodies;
  }

  private async removeIfThere(name: EntryName): Promise<void> {
    if ((await this.entries.find(name)) !== undefined) await this.entries.remove(name);
  }
}

function beside({ database, name }: EntryName, suffix: string): EntryName {
  return { database, name: `${name}${suffix}` };
}
