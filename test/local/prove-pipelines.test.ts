import type { RunnableJob, RunningConnector, RunningPlatform } from '../../local/platform';
import { ProofLog } from '../../local/proofs/proof-log';
import { provePipelines } from '../../local/prove-pipelines';
import { StepLog } from '../../local/report/step-log';

const TOPIC = 'salesdb.salesdb.CUSTOMER';
const source = {
  model: { name: 'cdc', consumes: [] },
  config: { 'database.include.list': 'salesdb', 'table.include.list': 'salesdb\\.CUSTOMER', 'topic.prefix': 'salesdb' },
} as unknown as RunningConnector;
const sink = {
  model: { name: 'archive', pipeline: 'salesdb-archive', consumes: [TOPIC] },
  config: { 's3.bucket.name': 'b', topics: TOPIC },
} as unknown as RunningConnector;
const job = (name: string, topics: readonly string[]): RunnableJob =>
  ({ model: { name, pipeline: name, kind: 'batch', topics } }) as unknown as RunnableJob;

async function proofsOf(platform: Partial<RunningPlatform>): Promise<unknown[]> {
  const told: unknown[] = [];
  const log = new ProofLog(({ id, claim, actual, passed }) => void told.push([id, claim, actual, passed]));
  await provePipelines(platform as RunningPlatform, [], new StepLog(() => {}), log);
  return told;
}

test('what nothing proves is red', async () => {
  expect(await proofsOf({ connectors: [source], jobs: [] })).toEqual([
    ['unproven', 'cdc does what it is for', 'there is none yet for these tables', false],
  ]);
});

test('a walkthrough that cannot be begun is a red proof, beside those of other parts', async () => {
  const jobs = [job('upsert', [TOPIC]), job('other', [])];
  expect(await proofsOf({ connectors: [source, sink], jobs, operator: undefined })).toEqual([
    ['unproven', 'other does what it is for', 'there is none yet for these tables', false],
    ['P1', 'the walkthrough can be played', 'the proofs read topics as the client host, and there is none', false],
  ]);
});
