import type { RunnableJob, RunningPlatform } from '../../session/running-platform';
import { CatalogEntries } from './catalog-entries';
import { LakeObjects } from './lake-objects';
import type { TableLives, TablePair } from './table-lives';
import { type TargetTable, targetTables } from './target-tables';

/** What the name of a folder goes on with that a second life of the tables is made in. */
const ASIDE = '__rebuild';

/** Where Delta tables and their checkpoints lie is an argument of their job: a second life of them is made elsewhere. */
export class DeltaLives implements TableLives {
  private readonly tables: readonly TargetTable[];
  private readonly place: string;

  constructor(
    platform: RunningPlatform,
    private readonly job: RunnableJob,
    private readonly entries: Pick<CatalogEntries, 'find' | 'create' | 'remove'> = new CatalogEntries(
      platform.awsClient,
    ),
    private readonly lake: Pick<LakeObjects, 'list'> = new LakeObjects(platform.awsClient, job),
  ) {
    this.tables = targetTables(platform, job);
    // The job's role lets it write in folders only whose names begin as those of its tables do; nothing is there yet from an
    // earlier proof.
    this.place = `${this.tables[0]?.name}${ASIDE}${job.runs.length}`;
  }

  objects(): Promise<string[]> {
    return this.lake.list(this.tables.map(({ name }) => name));
  }

  async replay(): Promise<void> {
    await this.job.run({ ...this.aside('--checkpoints'), ...this.aside('--quarantine') });
  }

  async rebuild<T>(compare: (pairs: readonly TablePair[]) => Promise<T>): Promise<T> {
    const lake = this.aside('--lake');
    await this.job.run({ ...this.aside('--checkpoints'), ...this.aside('--quarantine'), ...lake });
    const pairs: TablePair[] = [];
    try {
      for (const kept of this.tables) {
        const rebuilt = { ...kept, name: `${kept.name}_rebuilt` };
        const entry = await this.entries.find(kept);
        const location = `${lake['--lake']}/${kept.name}`;
        const StorageDescriptor = { ...entry?.StorageDescriptor, Location: location };
        await this.entries.create(rebuilt, { ...entry, StorageDescriptor });
        pairs.push({ table: kept.name, kept, rebuilt });
      }
      return await compare(pairs);
    } finally {
      for (const { rebuilt } of pairs) await this.entries.remove(rebuilt);
    }
  }

  private aside(argument: string): Record<string, string> {
    return { [argument]: `${this.job.defaultArguments[argument]}/${this.place}` };
  }
}
