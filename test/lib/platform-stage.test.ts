import { Duration } from 'aws-cdk-lib';
import type { EnvironmentConfig, UpsertConfig } from '../../lib/config/environment';
import { ENVIRONMENTS } from '../../lib/config/environments';
import { PlatformStage } from '../../lib/platform-stage';
import { assembly, environment, masked, type Resource, synthesize, type Template } from '../support/platform';
import { testApp } from '../support/test-app';

const dev = environment('dev');

describe.each(ENVIRONMENTS.map((config) => [config.name, config] as const))('%s', (name, config) => {
  const stacks = synthesize(config);
  const template = (stack: string): Template =>
    stacks.find((one) => one.stackName === `Tributary-${name}-${stack}`)?.template;

  test.each(stacks.map((stack) => [stack.stackName, stack] as const))('%s', (_stackName, stack) => {
    expect(masked(stack.template)).toMatchSnapshot();
  });

  test('a second synth is the same to the byte', () => {
    expect(JSON.stringify(synthesize(config).map((stack) => stack.template))).toBe(
      JSON.stringify(stacks.map((stack) => stack.template)),
    );
  });

  test.each(['with', 'without'])('nothing is looked up %s an account', (known) => {
    const account = known === 'with' ? '123456789012' : undefined;
    expect(assembly({ ...config, account }).manifest.missing ?? []).toEqual([]);
  });

  test('stacks depend one way', () => {
    const graph = Object.fromEntries(
      stacks.map((stack) => [
        stack.stackName.replace(`Tributary-${name}-`, ''),
        stacks
          .filter((other) => stack.dependencies.some((dependency) => dependency.id === other.id))
          .map((other) => other.stackName.replace(`Tributary-${name}-`, ''))
          .sort(),
      ]),
    );
    expect(graph).toEqual({
      'Ingestion-P1': ['Lake', 'Network', 'Source-salesdb', 'Streaming'],
      Lake: [],
      Network: [],
      Operator: ['Network', 'Source-salesdb', 'Streaming'],
      Serving: ['Lake'],
      'Source-salesdb': ['Network'],
      Streaming: ['Network'],
      Transform: ['Lake'],
    });
  });

  test('what holds data keeps its logical id', () => {
    const stateful =
      /^AWS::(RDS::DB(Cluster|Instance)|MSK::Cluster|S3::Bucket|MSK::Topic|SecretsManager::Secret|Glue::(Database|Table))$/;
    const ids = stacks.flatMap((stack) =>
      Object.entries((stack.template as Template).Resources)
        .filter(([, resource]) => stateful.test(resource.Type))
        .map(([id, resource]) => `${resource.Type} ${id}`),
    );
    expect(ids.sort()).toMatchSnapshot();
  });

  test('every connector belongs to the pipeline of its stack', () => {
    const connectors = Object.values(template('Ingestion-P1').Resources).filter(
      (resource) => resource.Type === 'AWS::KafkaConnect::Connector',
    );
    expect(connectors).toHaveLength(2);
    for (const connector of connectors) {
      expect(connector.Properties?.['Tags']).toContainEqual({ Key: 'tributary:pipeline', Value: 'P1' });
    }
  });

  test('every job belongs to its pipeline', () => {
    const jobs = Object.values(template('Transform').Resources).filter(
      (resource) => resource.Type === 'AWS::Glue::Job',
    );
    expect(jobs.map((job) => job.Properties?.['Tags'])).toEqual([
      expect.objectContaining({ 'tributary:pipeline': 'P1' }),
    ]);
  });

  test('every job that keeps Delta tables, by batch or by stream, commits through the log store', () => {
    const { P1 } = config.pipelines;
    const upsert = { ...P1.upsert, state: 'off', streaming: 'on' } as const;
    const streaming = synthesize({ ...config, pipelines: { ...config.pipelines, P1: { ...P1, upsert } } });
    const jobs = [...stacks, ...streaming]
      .flatMap((stack) => Object.values((stack.template as Template).Resources))
      .filter((resource) => resource.Type === 'AWS::Glue::Job')
      .map((job) => job.Properties as { Command: { Name: string }; DefaultArguments: Record<string, unknown> })
      .filter(({ DefaultArguments: given }) => String(given['--datalake-formats']).includes('delta'));
    expect(jobs.map((job) => job.Command.Name)).toEqual(['glueetl', 'gluestreaming']);
    for (const { DefaultArguments: given } of jobs) {
      for (const scheme of ['s3', 's3a']) {
        expect(JSON.stringify(given['--conf'])).toContain(
          `spark.delta.logStore.${scheme}.impl=io.tributary.delta.ConditionalPutLogStore`,
        );
      }
      expect(JSON.stringify(given['--extra-jars'])).toMatch(/[0-9a-f]{64}/);
    }
  });

  test('nothing is exported, so nothing is locked', () => {
    expect(JSON.stringify(stacks.map((stack) => stack.template))).not.toMatch(/"Export"|Fn::ImportValue/);
  });
});

describe('what an environment decides', () => {
  test('dev leaves nothing behind', () => {
    for (const stack of synthesize(dev)) {
      expect(stack.terminationProtection ?? false).toBe(false);
      for (const [id, resource] of Object.entries((stack.template as Template).Resources)) {
        expect([id, resource.DeletionPolicy]).not.toEqual([id, expect.stringMatching(/Retain|Snapshot/)]);
      }
    }
  });

  test('prod protects what holds data', () => {
    const protectedStacks = synthesize(environment('prod')).filter((stack) => stack.terminationProtection);
    expect(protectedStacks.map((stack) => stack.stackName)).toEqual([
      'Tributary-prod-Lake',
      'Tributary-prod-Source-salesdb',
      'Tributary-prod-Streaming',
    ]);
  });

  test('prod cannot be deployed without its account, and can be with it', () => {
    expect(new PlatformStage(testApp(), environment('prod')).account).toBe('000000000000');
    expect(new PlatformStage(testApp(), { ...environment('prod'), account: '123456789012' }).account).toBe(
      '123456789012',
    );
  });

  test('tables stop at an unknown server, but follow it in a cluster, whose log goes on', () => {
    const policies = (name: string): string[] => {
      const stack = synthesize(environment(name)).find(({ stackName }) => stackName === `Tributary-${name}-Transform`);
      const jobs = Object.values<Resource>(stack?.template.Resources).filter(({ Type }) => Type === 'AWS::Glue::Job');
      const [job] = jobs.map(({ Properties }) => Properties?.['DefaultArguments'] as Record<string, string>);
      const tables = JSON.parse(job?.['--tables'] ?? '[]') as { unknownServer: string; positions: string }[];
      expect(new Set(tables.map(({ positions }) => positions))).toEqual(new Set(['mysql-binlog']));
      return [...new Set(tables.map(({ unknownServer }) => unknownServer))];
    };
    expect(policies('dev')).toEqual(['fail']);
    expect(policies('prod')).toEqual(['follow']);
  });

  test('a pipeline that is off has no stack, and keeps its topics', () => {
    const off = synthesize({ ...dev, pipelines: { P1: { ...dev.pipelines.P1, state: 'off' } } });
    expect(off.map((stack) => stack.stackName)).not.toContain('Tributary-dev-Ingestion-P1');
    expect(off.map((stack) => stack.stackName)).not.toContain('Tributary-dev-Transform');
    expect(tablesOf(off)).toEqual(tablesOf(synthesize(dev)));
    expect(topicsOf(off)).toEqual(topicsOf(synthesize(dev)));
  });

  test('a suspended connector is left out, and keeps its topics', () => {
    const suspended = synthesize({ ...dev, suspendedConnectors: ['tributary-dev-salesdb-cdc'] });
    const ingestion = suspended.find((stack) => stack.stackName === 'Tributary-dev-Ingestion-P1')?.template as Template;
    expect(
      Object.values(ingestion.Resources).filter((resource) => resource.Type === 'AWS::KafkaConnect::Connector'),
    ).toHaveLength(1);
    expect(topicsOf(suspended)).toEqual(topicsOf(synthesize(dev)));
  });

  test('tables whose jobs are off stay in the catalog', () => {
    const off = synthesize(upsert({ state: 'off' }));
    expect(off.map((stack) => stack.stackName)).not.toContain('Tributary-dev-Transform');
    expect(tablesOf(off)).toEqual(tablesOf(synthesize(dev)));
  });

  test('a job that streams lives in the network, which has what it calls', () => {
    const stacks = synthesize(upsert({ state: 'off', streaming: 'on' }));
    const [transform] = stacks.filter((stack) => stack.stackName === 'Tributary-dev-Transform');
    expect(
      transform?.dependencies
        .map((dependency) => dependency.id)
        .filter((id) => !id.endsWith('.assets'))
        .sort(),
    ).toEqual(
      stacks
        .filter((stack) => /-(Lake|Network|Streaming)$/.test(stack.stackName))
        .map((stack) => stack.id)
        .sort(),
    );
    const jobs = Object.values<Resource>(transform?.template.Resources).filter(({ Type }) => Type === 'AWS::Glue::Job');
    expect(jobs.map((job) => job.Properties?.['Command'])).toEqual([
      expect.objectContaining({ Name: 'gluestreaming' }),
    ]);
    const endpoints = (config: EnvironmentConfig): number =>
      JSON.stringify(synthesize(config).map((stack) => stack.template)).split('"AWS::EC2::VPCEndpoint"').length - 1;
    expect(endpoints(upsert({ state: 'off', streaming: 'on' })) - endpoints(dev)).toBe(4);
  });

  test('the client host can be left out', () => {
    const stacks = synthesize({ ...dev, clientHost: { ...dev.clientHost, presence: 'absent' } });
    expect(stacks.map((stack) => stack.stackName)).not.toContain('Tributary-dev-Operator');
  });
});

describe('fails', () => {
  const build = (changes: object) => () => new PlatformStage(testApp(), { ...dev, ...changes });

  test('for an illegal name', () => {
    expect(build({ name: 'Dev' })).toThrow(
      'environments.Dev: `name` must be a lower-case letter followed by up to 19 letters, digits or -, got: Dev',
    );
  });

  test('for an illegal account', () => {
    expect(build({ account: '1234' })).toThrow('dev: `account` must be 12 digits, got: 1234');
  });

  test('for a table without a key', () => {
    const datasets = { ...dev.datasets, log: { ...dev.datasets['customer'], table: 'LOG', keyColumns: [] } };
    expect(build({ datasets })).toThrow(
      'dev: `datasets.log.keyColumns` must name at least one column: without a key no change can be merged, got: []',
    );
  });

  test('for a table of an unknown source', () => {
    const datasets = { ...dev.datasets, log: { ...dev.datasets['customer'], source: 'x' } };
    expect(build({ datasets })).toThrow('dev: `datasets.log.source` must be one of salesdb, got: x');
  });

  test('for a retention that CloudWatch Logs does not offer', () => {
    expect(build({ logRetention: Duration.days(8) })).toThrow('dev: `logRetention` must be');
  });
});

function upsert(changes: Partial<UpsertConfig>): EnvironmentConfig {
  const { P1 } = dev.pipelines;
  return { ...dev, pipelines: { P1: { ...P1, upsert: { ...P1.upsert, ...changes } } } };
}

function tablesOf(stacks: ReturnType<typeof synthesize>): unknown[] {
  return stacks
    .flatMap((stack) => Object.values((stack.template as Template).Resources))
    .filter((resource) => resource.Type === 'AWS::Glue::Table')
    .map((resource) => resource.Properties?.['TableInput']);
}

function topicsOf(stacks: ReturnType<typeof synthesize>): unknown[] {
  return stacks
    .flatMap((stack) => Object.values((stack.template as Template).Resources))
    .filter((resource) => resource.Type === 'AWS::MSK::Topic')
    .map((resource) => resource.Properties?.['TopicName']);
}
