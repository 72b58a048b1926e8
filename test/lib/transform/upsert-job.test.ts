import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { ArchiveBucket } from '../../../lib/lake/archive-bucket';
import { tablesArgument } from '../../../lib/transform/job-arguments';
import { UpsertJob, type UpsertJobProps } from '../../../lib/transform/upsert-job';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';
import { jobRights, rightLines, upsertProps } from '../../support/upsert-job';

function create(changes: Partial<UpsertJobProps> = {}, dataPolicy: DataPolicy = DESTROY) {
  const stack = testStack();
  const props = upsertProps(stack, dataPolicy);
  const archive = new ArchiveBucket(stack, 'Archive', props);
  const job = new UpsertJob(stack, 'Upsert', {
    ...props,
    archive,
    archivePrefix: 'raw',
    timeout: Duration.minutes(60),
    ...changes,
  });
  return { job, props, resources: Template.fromStack(stack) };
}

describe('defaults', () => {
  const { props, resources } = create();
  const s3 = (bucket: string, prefix: string) => ({
    'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp(`^${bucket}`) }, `/${prefix}`]],
  });
  const asset = (extension: string) => ({
    'Fn::Join': [
      '',
      ['s3://', { 'Fn::Sub': Match.anyValue() }, Match.stringLikeRegexp(`^/[0-9a-f]{64}\\.${extension}$`)],
    ],
  });

  test('one run at a time on Glue 5.1, and no retry but the schedule', () => {
    resources.hasResourceProperties('AWS::Glue::Job', {
      Command: { Name: 'glueetl', PythonVersion: '3', ScriptLocation: asset('py') },
      GlueVersion: '5.1',
      WorkerType: 'G.1X',
      NumberOfWorkers: 3,
      ExecutionProperty: { MaxConcurrentRuns: 1 },
      MaxRetries: 0,
      Timeout: 60,
      Connections: Match.absent(),
      SecurityConfiguration: Match.absent(),
    });
    resources.hasResourceProperties('AWS::Glue::Trigger', {
      Type: 'SCHEDULED',
      Schedule: 'cron(0/10 * * * ? *)',
      StartOnCreation: true,
      Actions: [{ JobName: { Ref: Match.stringLikeRegexp('^UpsertJob') } }],
    });
  });

  test('the arguments say where everything lies and what the tables are', () => {
    const [job] = Object.values(resources.findResources('AWS::Glue::Job'));
    expect(Object.keys(job?.['Properties'].DefaultArguments).sort()).toEqual([
      '--archive',
      '--checkpoints',
      '--conf',
      '--custom-logGroup-prefix',
      '--datalake-formats',
      '--enable-metrics',
      '--enable-observability-metrics',
      '--extra-jars',
      '--extra-py-files',
      '--job-bookmark-option',
      '--job-language',
      '--lake',
      '--notifications',
      '--quarantine',
      '--tables',
    ]);
    resources.hasResourceProperties('AWS::Glue::Job', {
      DefaultArguments: {
        '--archive': s3('Archive', 'raw'),
        '--lake': s3('Tables', 'delta'),
        '--checkpoints': s3('Tables', 'checkpoints'),
        '--quarantine': s3('Tables', 'quarantine'),
        '--tables': tablesArgument(props.datasets, props.positions),
        '--notifications': 'notifications.salesdb',
        '--extra-py-files': asset('zip'),
        '--extra-jars': asset('zip'),
        '--custom-logGroup-prefix': '/aws-glue/jobs/tributary-test-p1-upsert',
      },
    });
  });

  test('the role may do that and no more', () => {
    expect(jobRights(resources)).toMatchSnapshot();
    resources.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'glue.amazonaws.com' },
          },
        ],
      },
    });
  });

  test('the role may fetch its script, package and jar, and nothing else that the account uploaded', () => {
    const uploads = rightLines(resources).filter((line) => line.includes('cdk-'));
    expect(uploads).toHaveLength(3);
    for (const line of uploads) {
      expect(line).toMatch(/^s3:GetObject .*\/[0-9a-f]{64}\.(py|zip)"/);
    }
  });

  test('both log groups are there before Glue would make them', () => {
    for (const kind of ['output', 'error']) {
      resources.hasResource('AWS::Logs::LogGroup', {
        DeletionPolicy: 'Delete',
        Properties: {
          LogGroupName: `/aws-glue/jobs/tributary-test-p1-upsert/${kind}`,
          RetentionInDays: 7,
          KmsKeyId: Match.absent(),
        },
      });
    }
  });

  test('no run begins before the role can do its work', () => {
    resources.hasResource('AWS::Glue::Job', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('RoleDefaultPolicy')]),
    });
  });
});

describe('options', () => {
  test('size and rhythm', () => {
    const { resources } = create({
      workerType: 'G.2X',
      workers: 10,
      schedule: Duration.hours(1),
      timeout: Duration.days(1),
    });
    resources.hasResourceProperties('AWS::Glue::Job', { WorkerType: 'G.2X', NumberOfWorkers: 10, Timeout: 1440 });
    resources.hasResourceProperties('AWS::Glue::Trigger', { Schedule: 'cron(0 0/1 * * ? *)' });
  });

  test('under keys of the account: objects, logs and bookmarks', () => {
    const { resources } = create({}, RETAIN);
    const dataKey = { 'Fn::GetAtt': [Match.stringLikeRegexp('^DataKey'), 'Arn'] };
    const logKey = { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecurityKey'), 'Arn'] };
    resources.hasResourceProperties('AWS::Glue::SecurityConfiguration', {
      EncryptionConfiguration: {
        S3Encryptions: [{ S3EncryptionMode: 'SSE-KMS', KmsKeyArn: dataKey }],
        CloudWatchEncryption: { CloudWatchEncryptionMode: 'SSE-KMS', KmsKeyArn: logKey },
        JobBookmarksEncryption: { JobBookmarksEncryptionMode: 'CSE-KMS', KmsKeyArn: logKey },
      },
    });
    resources.hasResourceProperties('AWS::Glue::Job', { SecurityConfiguration: { Ref: Match.anyValue() } });
    for (const kind of ['output', 'error']) {
      resources.hasResourceProperties('AWS::Logs::LogGroup', {
        KmsKeyId: logKey,
        LogGroupName: {
          'Fn::Join': [
            '',
            [
              '/aws-glue/jobs/tributary-test-p1-upsert/',
              { Ref: Match.stringLikeRegexp('^SecurityConfiguration') },
              '-role/',
              { Ref: Match.stringLikeRegexp('^UpsertRuntimeRole') },
              `/${kind}`,
            ],
          ],
        },
      });
    }
    const lines = rightLines(resources);
    expect(
      lines.filter((line) => line.startsWith('kms:')).map((line) => line.replace(/[0-9A-F]{8}","Arn.*/, '')),
    ).toEqual(
      expect.arrayContaining([
        'kms:Decrypt {"Fn::GetAtt":["DataKey',
        'kms:GenerateDataKey {"Fn::GetAtt":["DataKey',
        'kms:Encrypt {"Fn::GetAtt":["SecurityKey',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('logs:AssociateKmsKey'))).toHaveLength(2);
  });

  test('CloudWatch may use the key for logs of these jobs only', () => {
    create({}, RETAIN).resources.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'logs.us-east-1.amazonaws.com' },
            Condition: {
              ArnLike: {
                'kms:EncryptionContext:aws:logs:arn': {
                  'Fn::Join': ['', Match.arrayWith([':log-group:/aws-glue/jobs/tributary-test*'])],
                },
              },
            },
          }),
        ]),
      },
    });
  });
});

describe('fails', () => {
  test.each([
    [
      'a schedule that Glue has not',
      { schedule: Duration.minutes(7) },
      'Test/Upsert: `schedule` must be at least 5 minutes',
    ],
    ['too few workers', { workers: 1 }, 'Test/Upsert: `workers` must be a whole number of at least 2'],
    ['too short a time', { timeout: Duration.seconds(30) }, 'Test/Upsert: `timeout` must be 1 to 10080 whole minutes'],
    ['no table', { datasets: [] }, 'Test/Upsert: `datasets` must name at least one table, got: []'],
  ])('for %s', (_, changes, message) => {
    expect(() => create(changes)).toThrow(message);
  });
});
