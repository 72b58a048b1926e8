import { ENVIRONMENTS } from '../../../lib/config/environments';
import { PlatformStage } from '../../../lib/platform-stage';
import { resourceId, resourcesOfType } from '../../../local/assembly/environment-templates';
import { loadAssembly } from '../../../local/assembly/load-assembly';
import { TemplateResolver } from '../../../local/assembly/template-resolver';
import { SMALL, streaming, withIceberg, withStates } from '../../fixtures/environments';
import { FIVE_HUNDRED_TABLES } from '../../fixtures/five-hundred-tables';
import { STRANGER } from '../../fixtures/stranger';
import { type IdentityStatement, statementProblems } from '../../support/statement-problems';
import { STATEMENT_VALUES } from '../../support/statement-values';
import { testApp } from '../../support/test-app';

interface Placed {
  readonly at: string;
  readonly statement: IdentityStatement;
}

/** Every statement of every role, in every environment and with what no environment has switched on. */
function allStatements(): Placed[] {
  const app = testApp();
  for (const config of [
    ...ENVIRONMENTS,
    streaming(SMALL),
    withIceberg(SMALL),
    withStates(SMALL),
    STRANGER,
    FIVE_HUNDRED_TABLES,
  ]) {
    new PlatformStage(app, { ...config, account: '123456789012' });
  }
  return [...loadAssembly(app.synth().directory).values()].flatMap((templates) => {
    const resolver = new TemplateResolver(templates, STATEMENT_VALUES);
    const documents = [
      ...resourcesOfType(templates, 'AWS::IAM::Policy').map((policy) => [policy, 'PolicyDocument'] as const),
      ...resourcesOfType(templates, 'AWS::IAM::Role').flatMap((role) =>
        ((role.properties.Policies ?? []) as unknown[]).map((_, i) => [role, `Policies.${i}.PolicyDocument`] as const),
      ),
    ];
    return documents.flatMap(([resource, path]) =>
      (resolver.property(resource, `${path}.Statement`) as IdentityStatement[]).map((statement) => ({
        at: resourceId(resource),
        statement,
      })),
    );
  });
}

/** Where AWS's list and what AWS does are known to differ. */
const EXCEPTIONS: readonly RegExp[] = [
  // The CDK's own cluster grants it on the cluster, and deploys.
  /kafka:GetBootstrapBrokers (cannot|can) be done to .*:cluster\//,
  // `log-group:<name>:*` is the group's streams, whose listed form has `log-stream:` in it.
  /logs:(CreateLogStream|PutLogEvents) (cannot be done to any of|can be done to) .*:log-group:.*:\*$/,
];

const statements = allStatements();

test('statements are found for each service that connectors and jobs use', () => {
  const services = new Set(
    statements.flatMap(({ statement }) => [statement.Action].flat()).map((a) => a.split(':')[0]),
  );
  expect([...services]).toEqual(expect.arrayContaining(['kafka-cluster', 's3', 'secretsmanager', 'kms', 'glue']));
  expect(statements.length).toBeGreaterThan(40);
});

test('every statement names actions that there are, on resources that they are for', async () => {
  const problems = await Promise.all(
    statements.map(async ({ at, statement }) => (await statementProblems(statement)).map((text) => `${at}: ${text}`)),
  );
  const [left, excepted] = [problems.flat(), EXCEPTIONS.map((): string[] => [])];
  const unknown = left.filter((problem) => {
    const index = EXCEPTIONS.findIndex((exception) => exception.test(problem));
    excepted[index]?.push(problem);
    return index === -1;
  });
  expect(unknown).toEqual([]);
  for (const found of excepted) expect(found).not.toEqual([]);
});

const BUCKET = 'arn:aws:s3:::bucket';

test.each<[string, string | string[], string | string[], string[]]>([
  ['an action on what it is for', 's3:PutObject', `${BUCKET}/raw/*`, []],
  ['an action that is misspelled', 's3:PutObjects', `${BUCKET}/*`, ['s3:PutObjects: s3 has no such action']],
  ['a service that there is not', 's4:PutObject', '*', ['s4:PutObject: there is no service s4']],
  ['a bucket where objects are meant', 's3:GetObject', BUCKET, [`s3:GetObject cannot be done to any of ${BUCKET}`]],
  [
    'objects where a bucket is meant',
    's3:ListBucket',
    `${BUCKET}/*`,
    [`s3:ListBucket cannot be done to any of ${BUCKET}/*`],
  ],
  [
    'an action that knows no resources',
    'ec2:DescribeSubnets',
    'arn:aws:ec2:us-east-1:1:subnet/s',
    ['ec2:DescribeSubnets cannot be done to any of arn:aws:ec2:us-east-1:1:subnet/s'],
  ],
  [
    'a table where a database is meant',
    'glue:GetTable',
    'arn:aws:kms:us-east-1:1:key/k',
    ['glue:GetTable cannot be done to any of arn:aws:kms:us-east-1:1:key/k'],
  ],
])('%s', async (_name, Action, Resource, first) => {
  const problems = await statementProblems({ Effect: 'Allow', Action, Resource });
  expect(problems.slice(0, 1)).toEqual(first);
});
