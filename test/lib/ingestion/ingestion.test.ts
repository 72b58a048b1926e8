import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { ConnectorSpec } from '../../../connectors/connector-spec';
import { Ingestion, type IngestionProps, specificationProblems } from '../../../lib/ingestion/ingestion';
import { clusterArns } from '../../../lib/streaming/kafka-policies';
import { connectorSpecs } from '../../support/connector-specs';
import { testStack, testVpc } from '../../support/test-app';

const CLUSTER_ARN = 'arn:aws:kafka:us-east-1:123456789012:cluster/tributary/0a1b-2';
const TOPIC = 'arn:aws:kafka:us-east-1:123456789012:topic/tributary/0a1b-2';
const NAMES = { source: 'tributary-test-salesdb-cdc', sink: 'tributary-test-salesdb-archive' };

function spec(name: string): ConnectorSpec {
  const found = connectorSpecs().find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`no connector ${name}`);
  }
  return found;
}

interface Built {
  readonly stack: Stack;
  readonly ingestion: Ingestion;
  readonly secret: secretsmanager.Secret;
}

/** A source and a sink, with a secret that CloudFormation names. */
function build(changes: (secretName: string) => Partial<IngestionProps> = () => ({})): Built {
  const stack = testStack();
  const vpc = testVpc(stack);
  const secret = new secretsmanager.Secret(stack, 'CdcSecret');
  const ingestion = new Ingestion(stack, 'Ingestion', {
    cluster: {
      clusterArn: CLUSTER_ARN,
      arns: clusterArns(CLUSTER_ARN),
      bootstrapBrokers: 'b-1:9098',
      connections: new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'Brokers', { vpc })] }),
      grantStatements: (grantee, statements) => {
        for (const statement of statements) {
          grantee.grantPrincipal.addToPrincipalPolicy(statement);
        }
      },
    },
    vpc,
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    connectors: connectorSpecs({ secretName: secret.secretName }),
    secrets: { [secret.secretName]: secret },
    ...changes(secret.secretName),
  });
  return { stack, ingestion, secret };
}

describe('defaults', () => {
  const { stack, ingestion } = build();
  const template = Template.fromStack(stack);

  test('each connector has a plugin, a worker configuration, logs, a role and a security group', () => {
    for (const type of [
      'AWS::KafkaConnect::Connector',
      'AWS::KafkaConnect::CustomPlugin',
      'AWS::KafkaConnect::WorkerConfiguration',
      'AWS::Logs::LogGroup',
      'AWS::IAM::Policy',
    ]) {
      template.resourceCountIs(type, 2);
    }
    expect(ingestion.connectors.map((connector) => connector.connectorName)).toEqual([NAMES.source, NAMES.sink]);
  });

  test('workers speak JSON and have what the connector needs besides', () => {
    const files = Object.values(template.findResources('AWS::KafkaConnect::WorkerConfiguration')).map((resource) => [
      resource['Properties'].Name.replace(/-[0-9a-f]{12}$/, ''),
      Buffer.from(resource['Properties'].PropertiesFileContent, 'base64').toString(),
    ]);
    const converters = ['key', 'value']
      .map(
        (part) =>
          `${part}.converter=org.apache.kafka.connect.json.JsonConverter\n${part}.converter.schemas.enable=false\n${part}.converter.replace.null.with.default=false\n`,
      )
      .join('');
    const own = (name: string) =>
      Object.entries(spec(name).worker)
        .map(([key, value]) => `${key}=${value}\n`)
        .join('');
    expect(Object.fromEntries(files)).toEqual(
      Object.fromEntries([NAMES.source, NAMES.sink].map((name) => [name, converters + own(name)])),
    );
  });

  test('connectors reach the brokers, from this side', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupEgress'));
    expect(rules.map((rule) => [rule['Properties'].FromPort, rule['Properties'].ToPort])).toEqual([
      [9098, 9098],
      [9098, 9098],
    ]);
  });

  test('a sink may read its topics and no others', () => {
    const reads = statementsOf(template, NAMES.sink).filter((statement) =>
      statement.Action.includes('kafka-cluster:ReadData'),
    );
    expect(reads.flatMap((statement) => statement.Resource).filter((arn) => !arn.includes('__amazon_msk'))).toEqual([
      `${TOPIC}/notifications.salesdb`,
      `${TOPIC}/salesdb.salesdb.CUSTOMER`,
      `${TOPIC}/salesdb.salesdb.SALES_ORDER`,
    ]);
  });

  test('only the connector whose specification names a secret may read it', () => {
    const reads = (name: string) =>
      statementsOf(template, name).filter((statement) => statement.Action.includes('secretsmanager:GetSecretValue'));
    expect(reads(NAMES.source)).toMatchObject([{ Resource: [{ Ref: expect.stringContaining('CdcSecret') }] }]);
    expect(reads(NAMES.sink)).toEqual([]);
  });

  test('connectors are found by name', () => {
    expect(ingestion.connector(NAMES.sink).connectorName).toBe(NAMES.sink);
  });
});

describe('options', () => {
  test('two connectors on one plugin share it', () => {
    const { stack } = build(() => ({
      connectors: [spec(NAMES.sink), { ...spec(NAMES.sink), name: 'another' }],
    }));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KafkaConnect::CustomPlugin', 1);
    template.resourceCountIs('AWS::KafkaConnect::Connector', 2);
  });

  test('logs are kept as long as it says', () => {
    const { stack } = build(() => ({ logRetention: logs.RetentionDays.ONE_DAY }));
    Template.fromStack(stack).allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 1 });
  });

  test('a changed option of a connector changes that connector only', () => {
    const changes: Record<string, string>[] = [{}, { 'rotate.records': '7' }];
    const [before, after] = changes.map((change) =>
      Template.fromStack(
        build(() => ({
          connectors: [{ ...spec(NAMES.sink), config: { ...spec(NAMES.sink).config, ...change } }],
        })).stack,
      ).toJSON(),
    );
    const changed = Object.keys(after?.['Resources']).filter(
      (id) => JSON.stringify(after?.['Resources'][id]) !== JSON.stringify(before?.['Resources'][id]),
    );
    expect(changed.map((id) => after?.['Resources'][id].Type)).toEqual(['AWS::KafkaConnect::Connector']);
  });
});

describe('fails', () => {
  test('on an unknown connector', () => {
    expect(() => build().ingestion.connector('x')).toThrow(
      `Test/Ingestion: \`connector\` must be one of ${NAMES.source}, ${NAMES.sink}, got: x`,
    );
  });

  test('on two connectors of one name', () => {
    expect(() => build(() => ({ connectors: [spec(NAMES.sink), spec(NAMES.sink)] }))).toThrow(
      `Test/Ingestion: \`connectors\` must have names of their own, got twice: ${NAMES.sink}`,
    );
  });

  test('on a secret that it is not given', () => {
    expect(() => build(() => ({ secrets: {} }))).toThrow(
      'Test/Ingestion: `secrets` must hold every secret that a connector names, got none for tributary-test-salesdb-cdc: ',
    );
  });

  test.each<[string, Partial<ConnectorSpec>, string]>([
    [
      'has no topic of its own for its position',
      { worker: {} },
      `\`${NAMES.source}.worker\` must set \`offset.storage.topic\` to one of its \`topics\`, got: undefined`,
    ],
    [
      'names a topic for its position that nobody makes',
      { worker: { 'offset.storage.topic': 'elsewhere' } },
      `\`${NAMES.source}.worker\` must set \`offset.storage.topic\` to one of its \`topics\`, got: elsewhere`,
    ],
    [
      'would lose its position',
      {
        topics: [{ name: `connect-offsets.${NAMES.source}`, partitions: 5, config: { 'cleanup.policy': 'delete' } }],
      },
      `\`${NAMES.source}.topics\` must have \`cleanup.policy\` compact for the offsets topic ` +
        `connect-offsets.${NAMES.source}, got: delete`,
    ],
    [
      'uses a secret that it does not declare',
      { secretNames: [] },
      `\`${NAMES.source}.secretNames\` must name each secret that its \`config\` uses, got not: CdcSecret-AbCdEfGh1234`,
    ],
    [
      'declares a secret that it does not use',
      { secretNames: ['CdcSecret-AbCdEfGh1234', 'other'] },
      `\`${NAMES.source}.secretNames\` must name only secrets that its \`config\` uses, got: other`,
    ],
  ])('on a source that %s', (_what, change, problem) => {
    expect(specificationProblems([{ ...spec(NAMES.source), ...change }])).toEqual([problem]);
  });

  test('on an option that is no string, with the path of the connector', () => {
    const config = { ...spec(NAMES.sink).config, 'rotate.records': 300 } as unknown as Record<string, string>;
    expect(() => build(() => ({ connectors: [{ ...spec(NAMES.sink), config }] }))).toThrow(
      `Test/Ingestion/${NAMES.sink}/Connector: \`connectorConfiguration.rotate.records\` must be a string, got: number 300`,
    );
  });
});

interface Statement {
  readonly Action: string[];
  readonly Resource: string[];
}

/** Statements of the policy of a connector's role, actions and resources as lists. */
function statementsOf(template: Template, connectorName: string): Statement[] {
  const roles = template.findResources('AWS::IAM::Role', {
    Properties: { Description: Match.stringLikeRegexp(`${connectorName}$`) },
  });
  const policies = template.findResources('AWS::IAM::Policy', {
    Properties: { Roles: [{ Ref: Object.keys(roles)[0] }] },
  });
  const list = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value]);
  return Object.values(policies)
    .flatMap((policy) => policy['Properties'].PolicyDocument.Statement)
    .map((statement) => ({ Action: list(statement.Action), Resource: list(statement.Resource) }));
}
