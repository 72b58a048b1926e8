import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { newAccessKey } from '../../../local/access/access-key';
import { GlueJob } from '../../../local/jobs/glue-job';
import type { JobModel } from '../../../local/model/platform';
import { Supervisor } from '../../../local/processes/supervisor';
import type { AwsServer } from '../../../local/servers/local-server';
import type { Session } from '../../../local/session/session';
import { environmentOf, resourceOf } from '../../support/local-templates';

/** Prints what it is given, one argument a line, then does what the job's `--do` says. */
const SPARK_SUBMIT = `#!/bin/sh
printf '%s\\n' "$@" "JAVA_OPTIONS=$SPARK_LAUNCHER_OPTS" "ENDPOINT=$AWS_ENDPOINT_URL" "HERE=$(pwd)"
echo '{"event": "cdc_upsert.idle", "table": "a"}'
echo '{"no": "event"}'
while [ $# -gt 1 ]; do [ "$1" = --do ] && todo=$2; shift; done
eval "$todo"
`;

const templates = environmentOf({ T: { Resources: { Upsert: { Type: 'AWS::Glue::Job' } } } });
const model: JobModel = {
  resource: resourceOf(templates, 'Upsert'),
  name: 'Upsert',
  pipeline: 'P1',
  topics: [],
  log: undefined,
  kind: 'batch',
  role: 'Upsert-Role',
  glueVersion: '5.1',
  workers: '3 × G.1X',
  maxConcurrentRuns: 1,
  timeoutMinutes: undefined,
  scriptFile: '/cdk.out/asset.script.py',
  packages: [],
  jars: [],
  schedule: undefined,
};
const FILES = { packages: ['/data/package.zip'], jars: ['/cache/log-store.jar'] };
const DEFAULTS = {
  '--conf': 'spark.sql.session.timeZone=UTC --conf spark.sql.shuffle.partitions=7',
  '--datalake-formats': 'delta',
  '--enable-metrics': '',
  '--lake': 's3://tables/delta',
};

let directory: string;
let supervisor: Supervisor;
let session: Session;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tributary-job-'));
  const sparkHome = join(directory, 'spark');
  mkdirSync(join(sparkHome, 'bin'), { recursive: true });
  writeFileSync(join(sparkHome, 'bin', 'spark-submit'), SPARK_SUBMIT);
  chmodSync(join(sparkHome, 'bin', 'spark-submit'), 0o755);
  const sparkLib = join(directory, 'lib');
  mkdirSync(sparkLib);
  for (const jar of ['delta-spark_2.12-3.3.2.jar', 'hadoop-aws-3.3.4.jar', 'iceberg-spark-runtime-3.5_2.12-1.10.0.jar'])
    writeFileSync(join(sparkLib, jar), '');
  supervisor = new Supervisor('run-1', join(directory, 'run-1'));
  session = {
    supervisor,
    runtime: { java: '/jdk/bin/java', python: '/python', sparkHome, sparkLib, cache: join(directory, 'cache') },
    paths: { data: join(directory, 'run-1', 'data') },
    access: { keyOf: () => newAccessKey() },
  } as unknown as Session;
});

afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

const aws = { endpoint: 'http://127.0.0.1:5000' } as AwsServer;
const job = (changed: Partial<JobModel> = {}, args: Record<string, string> = DEFAULTS): GlueJob =>
  new GlueJob({ ...model, ...changed }, args, FILES, ['-Dtrusted=yes'], aws, session);
const outputOf = (logFile: string): string[] => readFileSync(logFile, 'utf8').split('\n');

test('runs the script with all arguments of the job, and what Glue adds to them', async () => {
  const run = await job().run();
  const output = outputOf(run.logFile);
  const script = output.slice(output.indexOf(model.scriptFile), output.indexOf('--JOB_NAME') + 2);
  expect(script).toEqual([
    model.scriptFile,
    ...Object.entries(DEFAULTS).flat(),
    '--JOB_ID',
    'j_local',
    '--JOB_RUN_ID',
    'jr_local_1',
    '--JOB_NAME',
    'Upsert',
  ]);
  expect(output).toEqual(expect.arrayContaining(['--py-files', '/data/package.zip', `ENDPOINT=${aws.endpoint}`]));
  expect(run).toMatchObject({ arguments: DEFAULTS, reports: [{ event: 'cdc_upsert.idle', table: 'a' }] });
});

test('Spark has the settings of the template, and the storage that Glue supplies', async () => {
  const output = outputOf((await job().run()).logFile);
  expect(output).toEqual(expect.arrayContaining(['spark.sql.session.timeZone=UTC', 'spark.sql.shuffle.partitions=7']));
  expect(output).toContain(`spark.hadoop.fs.s3a.endpoint=${aws.endpoint}`);
});

test('Delta Lake is on the class path of a job that asks for it, and of no other', async () => {
  const classPathOf = async (args: Record<string, string>): Promise<string | undefined> =>
    outputOf((await job({}, args).run()).logFile).find((line) => line.startsWith('spark.driver.extraClassPath='));
  expect(await classPathOf(DEFAULTS)).toMatch(/delta-spark.*hadoop-aws/);
  expect(await classPathOf({})).toMatch(/=[^:]*hadoop-aws-3.3.4.jar:/);
});

test('the jars of the job are on the class path, after what Glue has', async () => {
  const output = outputOf((await job().run()).logFile);
  expect(output.find((line) => line.startsWith('spark.driver.extraClassPath='))).toMatch(/:\/cache\/log-store\.jar$/);
});

test('a folder with a space in its name stays one option of Java', async () => {
  const spaced = join(directory, 'my run', 'data');
  mkdirSync(spaced, { recursive: true });
  session = { ...session, paths: { ...session.paths, data: spaced } };
  const options = outputOf((await job().run()).logFile).find((line) =>
    line.startsWith('spark.driver.extraJavaOptions='),
  );
  expect(options).toContain(`"-Djava.io.tmpdir=${join(spaced, 'job-Upsert-1')}"`);
  expect(options).toContain(' -Duser.timezone=UTC ');
});

test('arguments may be changed for one run', async () => {
  const upsert = job();
  const changed = await upsert.run({ '--lake': 's3://tables/rebuilt' });
  const again = await upsert.run();
  expect([changed, again].map((run) => run.arguments['--lake'])).toEqual(['s3://tables/rebuilt', 's3://tables/delta']);
  expect(upsert.runs).toEqual([changed, again]);
  expect(changed.logFile).not.toBe(again.logFile);
});

test('fails with the exception of the script and the end of its log', async () => {
  const failing = `printf 'Traceback (most recent call last):\\n  File "x"\\nValueError: bad table\\n'; exit 3`;
  const upsert = job();
  await expect(upsert.run({ '--do': failing })).rejects.toThrow(
    /^Upsert failed \(3\): ValueError: bad table; last lines of .*job-Upsert-1\.log:\n(.*\n)* {4}ValueError: bad table$/,
  );
  expect(upsert.runs).toEqual([]);
  expect(upsert.lastEnd).toMatchObject({
    failure: expect.stringMatching(/^Upsert failed \(3\): ValueError: bad table; /),
  });
  await expect(upsert.run()).resolves.toBeDefined();
  expect(upsert.lastEnd).toMatchObject({ failure: undefined, logFile: expect.stringMatching(/job-Upsert-2\.log$/) });
});

test('refuses a run while as many are under way as the job may have', async () => {
  const upsert = job({ maxConcurrentRuns: 2 });
  const slow = [upsert.run({ '--do': 'sleep 0.5' }), upsert.run({ '--do': 'sleep 0.5' })];
  await expect(upsert.run()).rejects.toThrow('Upsert: concurrent runs exceeded: `MaxConcurrentRuns` is 2');
  await Promise.all(slow);
  await expect(upsert.run()).resolves.toBeDefined();
});

test('ends a run that takes longer than the job may', async () => {
  const upsert = job({ timeoutMinutes: 0.005 });
  await expect(upsert.run({ '--do': 'sleep 60' })).rejects.toThrow(
    'Upsert took longer than its `Timeout` of 0.005 minutes',
  );
  await expect(upsert.run()).resolves.toBeDefined();
});

test('fails for a setting that Glue supplies, and for an argument without a meaning here', async () => {
  await expect(job({}, { '--conf': 'spark.master=local[8]' }).run()).rejects.toThrow(
    '`--conf` must leave to Glue what it supplies, got: spark.master',
  );
  await expect(job().run({ '--extra-files': 's3://b/x' })).rejects.toThrow("Glue's argument --extra-files");
  await expect(job().run({ '--extra-jars': 's3://b/x.jar' })).rejects.toThrow(
    "`--extra-jars` must be the template's in the local run, got: s3://b/x.jar",
  );
});

test('a streaming job is started, says what it did so far, and is stopped', async () => {
  const stream = job({ kind: 'streaming' });
  const run = stream.start({ '--do': 'sleep 60' });
  while (run.reports().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(() => stream.start()).toThrow('Upsert: concurrent runs exceeded: `MaxConcurrentRuns` is 1');
  expect((await run.stop()).reports).toHaveLength(1);
  await expect(run.ended).resolves.toBeDefined();
});
