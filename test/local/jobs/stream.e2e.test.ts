import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PlatformStage } from '../../../lib/platform-stage';
import { permissionProblems, permissionReport } from '../../../local/access/permission-report';
import { readRoles } from '../../../local/access/read-roles';
import { readUsage } from '../../../local/access/read-usage';
import { resourcesOfType } from '../../../local/assembly/environment-templates';
import { loadAssembly, selectEnvironment } from '../../../local/assembly/load-assembly';
import { startAws } from '../../../local/kinds/account/start-aws';
import { prepareJob } from '../../../local/kinds/glue/prepare-job';
import { KINDS } from '../../../local/kinds/kinds';
import { createTopic } from '../../../local/kinds/msk/create-topic';
import { startBroker } from '../../../local/kinds/msk/start-broker';
import { createBucket } from '../../../local/kinds/s3/bucket';
import { readJobs } from '../../../local/model/read-jobs';
import { readTopics } from '../../../local/model/read-topics';
import { runtimePaths } from '../../../local/paths';
import { pickFreePort } from '../../../local/processes/start-on-free-port';
import { Supervisor } from '../../../local/processes/supervisor';
import { StepLog } from '../../../local/report/step-log';
import { awsClientConfig } from '../../../local/servers/aws-client-config';
import { privilegedClient } from '../../../local/servers/kafka-client';
import type { KafkaServer } from '../../../local/servers/local-server';
import { openSession } from '../../../local/session/open-session';
import type { JobUnderWay } from '../../../local/session/running-platform';
import { SMALL, streaming } from '../../fixtures/environments';
import { testApp } from '../../support/test-app';

const ROOT = resolve(__dirname, '..', '..', '..');
const TOPIC = 'sales.salesdb.CUSTOMER';
const WAIT_SECONDS = 240;

let directory: string;
let supervisor: Supervisor;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tributary-stream-'));
  supervisor = new Supervisor('stream', directory);
});

afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

/** An environment with a streaming job in the place of one by schedule. */
function synthesizeStreaming(): ReturnType<typeof loadAssembly> {
  // The jar of its log store is built, and nothing else is.
  const app = testApp({ 'aws:cdk:bundling-stacks': ['*/Pipeline-tables'] });
  new PlatformStage(app, streaming(SMALL));
  return loadAssembly(app.synth().directory);
}

async function produce(kafka: KafkaServer, events: readonly object[]): Promise<void> {
  const producer = privilegedClient(kafka).producer();
  await producer.connect();
  await producer.send({ topic: TOPIC, messages: events.map((event) => ({ key: 'k', value: JSON.stringify(event) })) });
  await producer.disconnect();
}

function change(op: string, id: number, name: string | undefined, pos: number): object {
  const row = { CUST_ID: id, NAME: name, MKTSEGMENT: 'm' };
  const source = { connector: 'mysql', snapshot: String(op === 'r'), file: 'binlog.000002', pos, row: 0, ts_ms: pos };
  return { op, before: op === 'd' ? row : null, after: op === 'd' ? null : row, source, ts_ms: pos };
}

/** Waits until the job has reported so many rows in the customers' table. */
async function applied(run: JobUnderWay, upserted: number, deleted: number): Promise<void> {
  const sum = (key: string): number =>
    run
      .reports()
      .filter(({ table }) => table === 'salesdb_customer')
      .reduce((total, report) => total + Number(report[key] ?? 0), 0);
  for (let i = 0; i < WAIT_SECONDS * 2; i++) {
    if (sum('upserted') >= upserted && sum('deleted') >= deleted) break;
    await Promise.race([sleep(500), run.ended.then(() => sleep(500))]);
  }
  expect([sum('upserted'), sum('deleted')]).toEqual([upserted, deleted]);
}

/** Rows of a Delta table: those of the files that its log has added and not removed. */
async function countRows(s3: S3Client, lake: string, table: string): Promise<number> {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.*)$/.exec(`${lake}/${table}/_delta_log/`) ?? [];
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  const rows = new Map<string, number>();
  for (const { Key: key = '' } of listed.Contents ?? []) {
    if (!key.endsWith('.json')) continue;
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    for (const line of ((await body?.transformToString()) ?? '').trim().split('\n')) {
      const { add, remove } = JSON.parse(line);
      if (add !== undefined) rows.set(add.path, JSON.parse(add.stats).numRecords);
      if (remove !== undefined) rows.delete(remove.path);
    }
  }
  return [...rows.values()].reduce((sum, count) => sum + count, 0);
}

test(
  'the streaming job brings records of a topic into its table as they come, until it is stopped',
  async () => {
    const templates = selectEnvironment(synthesizeStreaming(), 'small-streaming');
    const runtime = runtimePaths(join(ROOT, '.runtime'), process.env);
    const paths = { runId: 'stream', directory, data: join(directory, 'data'), assembly: directory };
    const steps = new StepLog(() => {});
    const { session } = await openSession(templates, {
      runtime,
      paths,
      supervisor,
      steps,
      dataFolder: directory,
      kinds: KINDS,
    });
    const { resolver, overrides } = session;
    const [model] = readJobs(templates, resolver);
    expect(model).toMatchObject({ kind: 'streaming', pipeline: 'tables' });
    if (model === undefined) throw new Error('no job');

    const aws = await startAws(supervisor, runtime, pickFreePort, session.access);
    const client = awsClientConfig(aws.endpoint, 'us-east-1');
    for (const bucket of resourcesOfType(templates, 'AWS::S3::Bucket')) await createBucket(bucket, session, client);
    session.access.setRoles(readRoles(templates, resolver));
    const [cluster] = resourcesOfType(templates, 'AWS::MSK::Cluster');
    if (cluster === undefined) throw new Error('no cluster');
    const kafka = await startBroker({ resource: cluster, kafkaVersion: '', configuration: undefined }, session);
    for (const topic of readTopics(templates, resolver)) await createTopic(topic, kafka, overrides);

    const job = await prepareJob(model, aws, session);
    await produce(kafka, [change('r', 1, 'a', 100), change('r', 2, 'b', 100), change('r', 3, 'c', 100)]);
    const run = job.start({ '--interval': '1 second' });
    await applied(run, 3, 0);
    await produce(kafka, [change('u', 1, 'A', 200), change('d', 2, undefined, 201), change('c', 4, 'd', 202)]);
    await applied(run, 5, 1);
    const { arguments: args } = await run.stop();
    // As the role of its template; most of its topics are empty, so it has no occasion to use all that it may.
    const permissions = permissionReport(session.access.roles, readUsage(session.access.usageFile), new Map());
    const own = permissions.filter(({ role }) => role === model.role);
    expect(permissionProblems(own, () => false)).toEqual([]);
    expect(own[0]?.permissions.filter(({ used }) => used).length).toBeGreaterThan(5);
    expect(await countRows(new S3Client(client), String(args['--lake']), 'salesdb_customer')).toBe(3);
  },
  2 * WAIT_SECONDS * 1000,
);
