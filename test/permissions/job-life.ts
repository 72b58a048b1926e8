import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { declaredTables } from '../../local/jobs/declared-tables';
import { CatalogEntries } from '../../local/proofs/tables/catalog-entries';
import { privilegedClient } from '../../local/servers/kafka-client';
import type { RunnableJob, RunningPlatform } from '../../local/session/running-platform';
import type { Flow } from './flow';
import type { Situation } from './rounds';

/** Longer than any run here takes, also one that asks again and again for what it may not have. */
const PATIENCE_MILLISECONDS = 240_000;
/** More than all lines that rounds leave behind. */
const BAD_LINES = 1000;
const NO_JSON = 'no JSON';

interface Table {
  readonly name: string;
  readonly topic: string;
}

/**
 * The life of a job: its first run, in a bucket and a catalog that hold nothing of its tables yet, so that all is made; a run
 * with changes of every table; and, where it reads lines, one that is no JSON, which is set aside and then applied from there.
 */
export class JobLife {
  private readonly tables: readonly Table[];
  private readonly s3: S3Client;
  private badLines = 0;

  constructor(
    private readonly job: RunnableJob,
    private readonly platform: RunningPlatform,
    private readonly flow: Flow,
  ) {
    this.tables = declaredTables<Table>(job.defaultArguments['--tables']);
    this.s3 = new S3Client(platform.awsClient);
  }

  situations(): Situation[] {
    return [
      { name: 'a first run', happen: () => this.firstRun() },
      { name: 'a later run', happen: () => this.laterRun() },
      ...(this.job.model.log === undefined ? [{ name: 'a line that is no JSON', happen: () => this.badLine() }] : []),
    ];
  }

  private async firstRun(): Promise<void> {
    await this.flow.arrive();
    const folders = ['--lake', '--checkpoints', '--quarantine'].filter((name) => name in this.job.defaultArguments);
    for (const folder of folders) await this.erase(this.argument(folder));
    await this.forgetEntries();
    await this.run();
  }

  private async laterRun(): Promise<void> {
    await this.flow.change();
    await this.flow.arrive();
    await this.run();
  }

  private async badLine(): Promise<void> {
    const [table] = this.tables;
    if (table === undefined) throw new Error(`job ${this.job.model.name} has no table`);
    // Its folder is looked for only while it is not there.
    await this.erase(this.argument('--quarantine'));
    await this.sendBadLine(table.topic);
    const tables = { '--tables': JSON.stringify(this.tables.map((each) => ({ ...each, badLines: BAD_LINES }))) };
    await this.run(tables);
    await this.run({ ...tables, '--reapply': table.name });
  }

  /** A streaming job ends as soon as it has read all there is. */
  private async run(args: Readonly<Record<string, string>> = {}): Promise<void> {
    const under = this.job.start({ ...(this.job.model.kind === 'streaming' ? { '--once': '' } : {}), ...args });
    let isStopped = false;
    const timer = setTimeout(() => {
      isStopped = true;
      under.stop().catch(() => {});
    }, PATIENCE_MILLISECONDS);
    await under.ended.finally(() => clearTimeout(timer));
    if (isStopped) throw new Error(`${this.job.model.name} did not end within ${PATIENCE_MILLISECONDS / 1000} s`);
  }

  private async sendBadLine(topic: string): Promise<void> {
    if (this.job.model.kind === 'batch') {
      const { bucket, key } = place(`${this.argument('--archive')}/${topic}/bad-${this.badLines++}.jsonl`);
      await this.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: `${NO_JSON}\n` }));
      return;
    }
    const producer = privilegedClient(this.platform.kafka).producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ key: 'k', value: NO_JSON }] });
    await producer.disconnect();
  }

  /** Of tables that the job makes in the catalog itself. */
  private async forgetEntries(): Promise<void> {
    const { '--database': database } = this.job.defaultArguments;
    if (database === undefined) return;
    const entries = new CatalogEntries(this.platform.awsClient);
    for (const name of this.tables.flatMap((table) => [table.name, `${table.name}__deleted`])) {
      if ((await entries.find({ database, name })) !== undefined) await entries.remove({ database, name });
    }
  }

  private async erase(folder: string): Promise<void> {
    const { bucket: Bucket, key } = place(folder);
    for (;;) {
      const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${key}/` }));
      if (Contents.length === 0) return;
      const Objects = Contents.map(({ Key }) => ({ Key }));
      await this.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    }
  }

  private argument(name: string): string {
    const value = this.job.defaultArguments[name];
    if (value === undefined) throw new Error(`job ${this.job.model.name} has no ${name}`);
    return value;
  }
}

function place(url: string): { readonly bucket: string; readonly key: string } {
  const { hostname: bucket, pathname } = new URL(url);
  return { bucket, key: pathname.slice(1) };
}
