import { TemplateResolver } from '../../../local/assembly/template-resolver';
import type { JobModel } from '../../../local/model/platform';
import { readJobs, readUpkeep } from '../../../local/model/read-jobs';
import { environmentOf, type RawTemplate } from '../../support/local-templates';

const source = { attribute: () => 'bound', secretString: () => '{}' };
const assets: RawTemplate['assets'] = [
  { objectKey: 'script.py', path: '/cdk.out/asset.script.py', packaging: 'file' },
  { objectKey: 'package.zip', path: '/cdk.out/asset.package', packaging: 'zip' },
  { objectKey: 'store.jar', path: '/cdk.out/asset.store.jar', packaging: 'file' },
];
const location = (key: string): unknown => ({ 'Fn::Sub': `s3://assets-\${AWS::AccountId}-us-east-1/${key}` });

const job = {
  Command: { Name: 'glueetl', PythonVersion: '3', ScriptLocation: location('script.py') },
  GlueVersion: '5.1',
  WorkerType: 'G.1X',
  NumberOfWorkers: 3,
  Timeout: 60,
  DefaultArguments: {
    '--extra-py-files': location('package.zip'),
    '--extra-jars': location('store.jar'),
    '--lake': { Ref: 'Bucket' },
  },
  Tags: { 'tributary:pipeline': 'P1' },
  Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
};
const trigger = {
  Type: 'SCHEDULED',
  Schedule: 'cron(0/30 * * * ? *)',
  Actions: [{ JobName: { Ref: 'Upsert' } }],
};

function read(properties: object = job, triggers: object[] = [trigger]): JobModel | undefined {
  const resources = triggers.map((each, i) => [`Trigger${i}`, { Type: 'AWS::Glue::Trigger', Properties: { ...each } }]);
  const templates = environmentOf({
    Transform: {
      Resources: {
        Upsert: { Type: 'AWS::Glue::Job', Properties: { ...properties } },
        Other: { Type: 'AWS::Glue::Job', Properties: job },
        Role: { Type: 'AWS::IAM::Role' },
        ...Object.fromEntries(resources),
      },
      assets,
    },
  });
  return readJobs(templates, new TemplateResolver(templates, source)).find(
    ({ resource }) => resource.logicalId === 'Upsert',
  );
}

test('the job that keeps the tables of all pipelines is of none, and is read by itself', () => {
  const { Tags: _, ...untagged } = job;
  const upkeep = { ...untagged, DefaultArguments: { ...job.DefaultArguments, '--retention-hours': '24' } };
  const templates = environmentOf({
    Transform: {
      Resources: {
        Upsert: { Type: 'AWS::Glue::Job', Properties: job },
        Upkeep: { Type: 'AWS::Glue::Job', Properties: upkeep },
        Role: { Type: 'AWS::IAM::Role' },
      },
      assets,
    },
  });
  const resolver = new TemplateResolver(templates, source);
  expect(readJobs(templates, resolver).map(({ name }) => name)).toEqual(['Upsert']);
  expect(readUpkeep(templates, resolver)).toMatchObject({ name: 'Upkeep', pipeline: 'upkeep', role: 'Transform-Role' });
});

test('defaults: named by its logical id, one run at a time, started by its trigger', () => {
  expect(read()).toMatchObject({
    name: 'Upsert',
    pipeline: 'P1',
    kind: 'batch',
    role: 'Transform-Role',
    glueVersion: '5.1',
    workers: '3 × G.1X',
    maxConcurrentRuns: 1,
    timeoutMinutes: 60,
    scriptFile: '/cdk.out/asset.script.py',
    packages: ['/cdk.out/asset.package'],
    jars: ['/cdk.out/asset.store.jar'],
    schedule: '0/30 * * * ? *',
  });
});

test('options: name, concurrent runs, a streaming job, no package, no jar, no trigger', () => {
  const streaming = {
    ...job,
    Name: 'stream',
    Command: { ...job.Command, Name: 'gluestreaming' },
    ExecutionProperty: { MaxConcurrentRuns: 2 },
    DefaultArguments: {},
  };
  expect(read(streaming, [])).toMatchObject({ name: 'stream', kind: 'streaming', maxConcurrentRuns: 2 });
  expect(read(streaming, [])).toMatchObject({ packages: [], jars: [] });
  expect(read(streaming, [])?.schedule).toBeUndefined();
  expect(read({ ...job, Timeout: undefined })?.timeoutMinutes).toBeUndefined();
});

test('a trigger that is not by the clock, or of another job, gives no schedule', () => {
  const onDemand = { ...trigger, Type: 'ON_DEMAND', Schedule: undefined };
  const others = { ...trigger, Actions: [{ JobName: { Ref: 'Other' } }] };
  expect(read(job, [onDemand, others])?.schedule).toBeUndefined();
});

test('fails for a job without its pipeline', () => {
  expect(() => read({ ...job, Tags: {} })).toThrow('must carry the tag tributary:pipeline');
});

test('fails for a kind of job that Spark does not run', () => {
  expect(() => read({ ...job, Command: { ...job.Command, Name: 'pythonshell' } })).toThrow(
    '`Command.Name` must be one of glueetl, gluestreaming, got: pythonshell',
  );
});

test('fails for a script that is no asset of the app', () => {
  const Command = { ...job.Command, ScriptLocation: 's3://elsewhere/old.py' };
  expect(() => read({ ...job, Command })).toThrow('got object key: "old.py"');
});

test('fails for a second schedule, and for one that is no cron expression', () => {
  expect(() => read(job, [trigger, trigger])).toThrow('two triggers start it: Transform/Upsert');
  expect(() => read(job, [{ ...trigger, Schedule: 'rate(5 minutes)' }])).toThrow('`Schedule` must be cron(…)');
});
